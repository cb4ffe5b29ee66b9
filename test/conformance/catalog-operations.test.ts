import assert from 'node:assert/strict'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {mergeCatalog} from '../../scripts/catalog/merge.js'
import {readCatalog} from '../../scripts/catalog/files/read-catalog.js'
import {Catalog} from '../../src/core/catalog/catalog.js'
import {findOperation} from '../../src/core/catalog/find-operation.js'
import {repositoryRoot} from '../support/repository.js'

describe('every operation of the catalogue', () => {
  const from = join(repositoryRoot, 'catalog')
  const to = mkdtempSync(join(tmpdir(), 'hwc-merged-'))

  before(() => {
    mergeCatalog({from, to})
  })

  after(() => {
    rmSync(to, {recursive: true})
  })

  it('is found by its command and by its SDK name, in its version', () => {
    const catalog = new Catalog(to)
    const wrong: string[] = []
    for (const {service, command, version, name} of catalog.allOperations()) {
      for (const word of [command, `${name}/${version}`]) {
        const found = findOperation(catalog, service, word, version)
        if (found.command !== command || found.version !== version || found.operation.name !== name) {
          wrong.push(`hwc ${service} ${word} --api-version ${version}`)
        }
      }
    }
    assert.deepEqual(wrong, [])
  }).timeout(60_000)

  it('is read line by line as the whole file says it', () => {
    const merged = readCatalog(to)
    const catalog = new Catalog(to)
    const wrong: string[] = []
    const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
    for (const [service, versions] of merged?.services ?? []) {
      for (const [version, {head, operations, schemas}] of versions) {
        const file = catalog.open(service, version)
        if (!same(file.head, head)) wrong.push(`${service} ${version}`)
        for (const [command, operation] of operations)
          if (!same(file.operation(command), operation)) wrong.push(command)
        for (const [name, schema] of schemas) if (!same(file.schema(name), schema)) wrong.push(name)
      }
    }
    assert.deepEqual(wrong, [])
  }).timeout(60_000)
})
