import assert from 'node:assert/strict'
import {type Operation, type Schema} from '../../../../../src/core/catalog/types.js'
import {createFileReader} from '../../../../../src/core/request/arguments/file-reader.js'
import {readData} from '../../../../../src/core/request/arguments/read-data.js'
import {nameTable} from '../../../../../src/core/request/names/name-table.js'
import {Readable} from 'node:stream'

const operation: Operation = {
  name: 'UpdateThing',
  method: 'PUT',
  path: '/things/{thing_id}',
  contentType: 'application/json',
  parameters: [
    {name: 'thing_id', in: 'path', type: 'string', required: true},
    {name: 'query', in: 'query', type: 'string'},
  ],
  body: {ref: 'Thing'},
  response: 'Nothing',
}
const thing: Schema = {
  fields: [
    {name: 'thing_id', type: 'string'},
    {name: 'size', type: 'integer'},
  ],
}

const form: Operation = {...operation, contentType: 'multipart/form-data', parameters: [], body: {ref: 'Form'}}
const files = createFileReader({
  stdin: {stream: Readable.from([]), isTerminal: false},
  home: '',
  temporaryFolder: '',
  platform: 'linux',
})

const read = (params: ReadonlyMap<string, string>, body?: ReadonlyMap<string, string>) =>
  readData({
    params,
    body,
    operation,
    schema: () => thing,
    names: nameTable(operation, () => thing, []),
    files,
  })

describe('arguments as data', () => {
  it("take an attribute's name for the parameter of the request, also where the body has a field of that name", async () => {
    const {arguments: given, faults} = await read(new Map([['thing_id', 'a']]), new Map([['thing_id', 'b']]))
    assert.deepEqual(faults, [])
    assert.deepEqual(
      given.parameters.map(({parameter, value}) => [parameter.in, value]),
      [['path', 'a']],
    )
    assert.deepEqual(given.body, new Map([['thing_id', 'b']]))
  })

  it('take the attributes whose names are places for what they are', async () => {
    const {arguments: given, faults} = await read(
      new Map([
        ['thing_id', 'a'],
        ['query', 'x'],
      ]),
    )
    assert.deepEqual(faults, [])
    assert.deepEqual(
      given.parameters.map(({parameter, value}) => [parameter.name, value]),
      [
        ['thing_id', 'a'],
        ['query', 'x'],
      ],
    )
  })

  it('still take qualified names and fields of the body', async () => {
    const {arguments: given} = await read(
      new Map([
        ['path.thing-id', 'a'],
        ['body.thing_id', 'b'],
      ]),
    )
    assert.deepEqual(given.body, new Map([['thing_id', 'b']]))
  })

  it('have no file where it is null, as no other field', async () => {
    const schema = (): Schema => ({fields: [{name: 'data', type: 'file'}]})
    const {arguments: given, faults} = await readData({
      params: new Map(),
      body: new Map([['data', null]]),
      operation: form,
      schema,
      names: nameTable(form, schema, []),
      files,
    })
    assert.deepEqual(faults, [])
    assert.deepEqual(given.body, new Map([['data', null]]))
  })
})
