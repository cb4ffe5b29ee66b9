import {mkdirSync, mkdtempSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {type Operation, type Schema, type ServiceList, type ServiceSummary} from '../../../../src/core/catalog/types.js'
import {writeCatalog} from '../../../../scripts/catalog/files/write-catalog.js'
import {type CatalogData, type VersionData} from '../../../../scripts/catalog/files/catalog-data.js'

const answer: Schema = {fields: []}

export const operation = (name: string, facts: Partial<Operation> = {}): Operation => ({
  name,
  method: 'GET',
  path: '/v1/things',
  contentType: 'application/json',
  parameters: [],
  response: 'Answer',
  ...facts,
})

/** Operations and schemas of one version; the schema `Answer` is there. */
export interface VersionFacts {
  readonly operations: Readonly<Record<string, Operation>>
  readonly schemas?: Readonly<Record<string, Schema>>
}

const versionData = (service: string, version: string, {operations, schemas}: VersionFacts): VersionData => ({
  head: {
    schemaVersion: 1,
    service,
    version,
    client: 'ThingClient',
    credentials: ['BasicCredentials'],
    regionName: service.toUpperCase(),
    regions: {'cn-north-4': [`https://${service}.cn-north-4.example.com`]},
  },
  operations: new Map(Object.entries(operations)),
  schemas: new Map(Object.entries({Answer: answer, ...schemas})),
})

/** A catalogue in memory; a service's default version is its first. */
export const catalogData = (facts: Readonly<Record<string, Readonly<Record<string, VersionFacts>>>>): CatalogData => {
  const summaries: Record<string, ServiceSummary> = {}
  const services = new Map<string, Map<string, VersionData>>()
  for (const [service, versions] of Object.entries(facts)) {
    const names = Object.keys(versions)
    summaries[service] = {
      versions: names,
      defaultVersion: names[0] ?? '',
      credentialType: 'basic',
      operations: Object.fromEntries(
        Object.entries(versions).map(([version, {operations}]) => [version, Object.keys(operations).length]),
      ),
    }
    services.set(
      service,
      new Map(names.map((name) => [name, versionData(service, name, versions[name] ?? {operations: {}})])),
    )
  }
  const source = {release: '1.0.0', commit: 'a'.repeat(40)}
  const list: ServiceList = {schemaVersion: 1, sources: {python: source, go: source}, services: summaries}
  return {list, services}
}

export interface CatalogTexts {
  readonly scope?: string
  readonly sensitive?: string
  readonly names?: string
  readonly idempotency?: string
  /** Of services, by their names. */
  readonly overlays?: Readonly<Record<string, string>>
  readonly services?: string
}

/** Writes a catalogue with its overlays into a new temporary folder and answers its path. */
export const writeCatalogCopy = (data: CatalogData, texts: CatalogTexts = {}): string => {
  const folder = mkdtempSync(join(tmpdir(), 'hwc-catalog-'))
  mkdirSync(join(folder, 'overlay'))
  writeCatalog(folder, data)
  const described = Object.keys(data.list.services).map(
    (service) => `${service}: {title: Things, description: Things of ${service}., area: compute}\n`,
  )
  writeFileSync(join(folder, 'overlay', 'scope.yaml'), texts.scope ?? '{filled: {}, explicit: {}}\n')
  writeFileSync(
    join(folder, 'overlay', 'sensitive.yaml'),
    texts.sensitive ?? '{rule: [], exceptions: [], fields: []}\n',
  )
  writeFileSync(join(folder, 'overlay', 'idempotency.yaml'), texts.idempotency ?? '{tokens: []}\n')
  for (const [service, text] of Object.entries(texts.overlays ?? {}))
    writeFileSync(join(folder, 'overlay', `${service}.yaml`), text)
  if (texts.names !== undefined) writeFileSync(join(folder, 'overlay', 'names.yaml'), texts.names)
  writeFileSync(join(folder, 'services.yaml'), texts.services ?? described.join(''))
  return folder
}
