import assert from 'node:assert/strict'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {readFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {type Schema, type ServiceList, type Type} from '../../src/core/catalog/types.js'
import {type HttpRequest, isStreamBody} from '../../src/core/http/types.js'
import {buildRequest} from '../../src/core/request/wire/build-request.js'
import {orderBody} from '../../src/core/request/wire/order-body.js'
import {parseJson} from '../../src/core/values/parse-json.js'
import {FileValue, NumberText, type Value} from '../../src/core/values/value.js'
import {repositoryRoot} from '../support/repository.js'
import {credentialTypeOf, versionFile, wireOperation} from './wire-catalog.js'

type FindSchema = (name: string) => Schema

/** A value of a type: awkward text, every field, three levels deep. */
const example = (type: Type, schema: FindSchema, file: FileValue, depth = 0): Value => {
  if (typeof type !== 'string') {
    if ('list' in type) return depth > 3 ? [] : [example(type.list, schema, file, depth + 1)]
    if ('map' in type) return new Map(depth > 3 ? [] : [['k é', example(type.map, schema, file, depth + 1)]])
    const {fields} = schema(type.ref)
    if (fields.length === 0) return 'value'
    // Backwards: the wire has the model's order whatever ours is.
    const entries = fields.toReversed().map((field): [string, Value] => {
      const name = field.wire ?? field.name
      return [name, depth > 3 ? null : example(field.type, schema, file, depth + 1)]
    })
    return new Map(entries)
  }
  if (type === 'file') return file
  if (type === 'boolean') return true
  if (['integer', 'int32', 'int64', 'number', 'decimal'].includes(type)) return new NumberText('7')
  return type === 'bytes' ? 'AAEC' : 'v é/&=+~*.'
}

const checkBody = (request: HttpRequest, expected: Value | undefined): void => {
  const {body, headers} = request
  if (body === undefined || isStreamBody(body) || !headers['Content-Type']?.includes('json')) return
  const text = Buffer.from(body).toString('utf8')
  assert.deepEqual(typeof expected === 'string' ? text : parseJson(text), expected)
}

describe('every operation of the catalogue', () => {
  let folder = ''
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hwc-wire-'))
    await writeFile(join(folder, 'a.bin'), 'bytes')
  })
  after(async () => rm(folder, {recursive: true}))

  const check = async (service: string, version: string, command: string): Promise<void> => {
    const {operation, schema} = wireOperation(service, version, command)
    const file = new FileValue(join(folder, 'a.bin'))
    const body = operation.body && example(operation.body, schema, file)
    const request = await buildRequest({
      operation,
      schema,
      arguments: {
        parameters: operation.parameters.map((parameter) => ({
          parameter,
          value: parameter.in === 'host' ? 'name' : example(parameter.type, schema, file),
        })),
        ...(body === undefined ? {} : {body}),
      },
      endpoint: 'https://example.com',
      scope: {credentialType: credentialTypeOf(service, version), projectId: 'p', domainId: 'd'},
      userAgent: 'hwc/0',
      randomBoundary: () => 'b',
    })
    assert.doesNotMatch(request.target, /[{}]/)
    checkBody(request, body === undefined || !operation.body ? undefined : orderBody(body, operation.body, schema))
  }

  it('can be put together with all its arguments', async () => {
    const list = JSON.parse(readFileSync(join(repositoryRoot, 'catalog/services.json'), 'utf8')) as ServiceList
    const failures: string[] = []
    let count = 0
    for (const [service, {versions}] of Object.entries(list.services))
      for (const version of versions)
        for (const command of Object.keys(versionFile(service, version).operations)) {
          count += 1
          try {
            await check(service, version, command)
          } catch (error) {
            failures.push(`${service} ${version} ${command}: ${String(error).slice(0, 300)}`)
          }
        }
    assert.deepEqual(failures.slice(0, 10), [], `${failures.length} of ${count} operations`)
    assert.ok(count > 15_000, String(count))
  }).timeout(120_000)
})
