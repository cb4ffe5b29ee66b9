import assert from 'node:assert/strict'
import {reservedNames, findSetting} from '../../src/cli/words/settings.js'
import {type NameEntry, nameTable} from '../../src/core/request/names/name-table.js'
import {nameKey} from '../../src/core/catalog/name-key.js'
import {everyOperation} from '../support/every-operation.js'

/** Every name by which an entry must be found: with its place always, without where it has a short name. */
const spellings = ({field, place, qualified, short}: NameEntry): readonly string[] => {
  const written = [field.name, field.wire ?? field.name]
  const mixed = [...written, ...written.map((text) => text.toUpperCase()), field.name.replaceAll('_', '-')]
  return [qualified, ...mixed.map((text) => `${place}.${text}`), ...(short === undefined ? [] : [short, ...mixed])]
}

const tables = everyOperation().map(({service, version, command, operation, schema}) => ({
  name: `${service} ${command} (${version})`,
  table: nameTable(operation, schema, reservedNames),
}))

describe('the names of every operation', () => {
  it('can each be typed by qualified name, short name, attribute and wire spelling, in any case', () => {
    const offences = tables.flatMap(({name, table}) =>
      table.entries.flatMap((entry) =>
        spellings(entry).flatMap((text) => {
          const found = table.lookUp(text)
          if (found.length === 1 && found[0] === entry && (text.includes('.') || !findSetting(text))) return []
          return [`${name}: ${entry.qualified} by ${text} finds ${found.map(({qualified}) => qualified).join(', ')}`]
        }),
      ),
    )
    assert.deepEqual(offences, [])
  }).timeout(60_000)

  it('are never the same for two when qualified', () => {
    const offences = tables.flatMap(({name, table}) => {
      const keys = table.entries.map(({qualified}) => nameKey(qualified))
      return keys.filter((key, index) => keys.indexOf(key) !== index).map((key) => `${name}: ${key}`)
    })
    assert.deepEqual(offences, [])
  })

  it('are short for all but 1,749 of 64,543, of which 994 are project ids', () => {
    const entries = tables.flatMap(({table}) => table.entries)
    const long = entries.filter(({short}) => short === undefined)
    const projects = long.filter(({field}) => nameKey(field.name) === 'projectid')
    assert.deepEqual(
      {operations: tables.length, names: entries.length, withoutShortName: long.length, projectIds: projects.length},
      {operations: 15_074, names: 64_543, withoutShortName: 1749, projectIds: 994},
    )
  })
})
