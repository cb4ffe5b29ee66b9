import assert from 'node:assert/strict'
import {settingsTable} from '../../src/core/config/settings-table.js'
import {nameTable, shownName} from '../../src/core/request/names/name-table.js'
import {everyOperation} from '../support/every-operation.js'

describe('idempotency tokens', () => {
  const marked = everyOperation().filter(({operation}) => operation.parameters.some((each) => each.idempotencyToken))

  it('are what 21 operations have: one each, of a POST, that need not be given', () => {
    assert.equal(marked.length, 21)
    for (const {service, command, operation} of marked) {
      const tokens = operation.parameters.filter((each) => each.idempotencyToken)
      assert.deepEqual(
        [operation.method, tokens.map(({wire, required}) => [wire, required])],
        ['POST', [['X-Client-Token', undefined]]],
        `${service} ${command}`,
      )
    }
  })

  it('are flags by the name that a failed call tells', () => {
    const reserved = settingsTable.filter(({flag}) => flag).map(({name}) => name)
    for (const {operation, schema} of marked) {
      const {entries} = nameTable(operation, schema, reserved)
      const names = entries.filter(({field}) => 'idempotencyToken' in field).map(shownName)
      assert.deepEqual(names, ['x-client-token'])
    }
  })
})
