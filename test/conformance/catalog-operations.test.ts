import assert from 'node:assert/strict'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {mergeCatalog} from '../../scripts/catalog/merge.js'
import {readCatalog} from '../../scripts/catalog/files/read-catalog.js'
import {shortNames} from '../../scripts/catalog/names/short-names.js'
import {Catalog} from '../../src/core/catalog/catalog.js'
import {type Schema} from '../../src/core/catalog/types.js'
import {findOperation} from '../../src/core/catalog/find-operation.js'
import {settingsTable} from '../../src/core/config/settings-table.js'
import {nameTable} from '../../src/core/request/names/name-table.js'
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

  it('has the short names at run time that the generator pins', () => {
    const reserved = settingsTable.filter(({flag}) => flag).map(({name}) => name)
    const wrong: string[] = []
    for (const [service, versions] of readCatalog(from)?.services ?? []) {
      for (const [version, {operations, schemas}] of versions) {
        const schema = (name: string): Schema => schemas.get(name) ?? {fields: []}
        for (const [command, operation] of operations) {
          const entries = nameTable(operation, schema, reserved).entries.filter(({short}) => short !== undefined)
          const pinned = Array.from(shortNames(operation, schemas).values(), ({field}) => field)
          const same = entries.length === pinned.length && entries.every(({field}) => pinned.includes(field))
          if (!same) wrong.push(`${service} ${version} ${command}`)
        }
      }
    }
    assert.deepEqual(wrong, [])
  })
})
