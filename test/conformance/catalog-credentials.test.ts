import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {readCatalog} from '../../scripts/catalog/files/read-catalog.js'
import {type ServiceVersion} from '../../src/core/catalog/types.js'
import {fixture, repositoryRoot} from '../support/repository.js'

/** What running the SDK's own builders said of a service version. */
interface KnownVersion {
  readonly credentialClasses: readonly string[]
  readonly clientClass: string
  readonly operations: number
  readonly regionProviderName: string
  readonly builtInRegions: number
  readonly regionsWithSeveralEndpoints?: number
  readonly derivedAuthServiceName?: string
}

type KnownServices = Readonly<
  Record<string, {readonly credentialType: string; readonly versions: Readonly<Record<string, KnownVersion>>}>
>

const known = JSON.parse(readFileSync(fixture('service-credentials.json'), 'utf8')) as KnownServices

const several = ({regions}: ServiceVersion): number =>
  Object.values(regions).filter((endpoints) => endpoints.length > 1).length

describe("the catalogue's credentials and regions", () => {
  const catalog = readCatalog(join(repositoryRoot, 'catalog'))

  it('are those that the SDK says when it runs', () => {
    const facts = Array.from(catalog?.services ?? [], ([service, versions]) => {
      const entries = Array.from(versions, ([version, {head, operations}]) => {
        const fact: KnownVersion = {
          credentialClasses: head.credentials,
          clientClass: head.client,
          operations: operations.size,
          regionProviderName: head.regionName ?? '',
          builtInRegions: Object.keys(head.regions).length,
          ...(several(head) > 0 && {regionsWithSeveralEndpoints: several(head)}),
          ...(head.derivedName !== undefined && {derivedAuthServiceName: head.derivedName}),
        }
        return [version, fact] as const
      })
      return [service, Object.fromEntries(entries)] as const
    })
    const expected = Object.entries(known).map(([service, {versions}]) => {
      const entries = Object.entries(versions).map(([version, fact]): readonly [string, KnownVersion] => [
        version,
        {
          credentialClasses: fact.credentialClasses,
          clientClass: fact.clientClass,
          operations: fact.operations,
          regionProviderName: fact.regionProviderName,
          builtInRegions: fact.builtInRegions,
          ...(fact.regionsWithSeveralEndpoints !== undefined && {
            regionsWithSeveralEndpoints: fact.regionsWithSeveralEndpoints,
          }),
          ...(fact.derivedAuthServiceName !== undefined && {derivedAuthServiceName: fact.derivedAuthServiceName}),
        },
      ])
      return [service, Object.fromEntries(entries)] as const
    })
    assert.deepEqual(Object.fromEntries(facts), Object.fromEntries(expected))
  })

  it('come down to the three types that the chain knows', () => {
    const typeOf = (name: string): string => (name === 'basic' || name === 'global' ? name : 'own')
    const facts = Object.entries(catalog?.list.services ?? {}).map(([service, {credentialType, alsoAccepts = []}]) => [
      service,
      [credentialType, ...alsoAccepts],
    ])
    const expected = Object.entries(known).map(([service, {credentialType}]) => [
      service,
      credentialType.split(',').map(typeOf),
    ])
    assert.deepEqual(Object.fromEntries(facts), Object.fromEntries(expected))
  })
})
