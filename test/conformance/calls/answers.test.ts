import assert from 'node:assert/strict'
import {parseAnswer} from '../../../src/core/client/parse-answer.js'
import {type HttpResponse} from '../../../src/core/http/types.js'
import {loadFormatter} from '../../../src/core/output/load-formatter.js'
import {maskText} from '../../../src/core/output/mask-text.js'
import {parseJson} from '../../../src/core/values/parse-json.js'
import {resolveWritten} from '../../../src/core/values/plain-scalar.js'
import {readJsonOrYaml} from '../../../src/core/values/read-yaml.js'
import {type Value} from '../../../src/core/values/value.js'
import {plain} from '../../support/read-line.js'
import {type NamedOperation, namedOperations} from './named-operations.js'
import {type CallWorld, now, openCallWorld, requestOf, typedWords} from './call-world.js'
import {exampleCall} from './example-call.js'
import {assertNoOffenders, type Offender} from './offenders.js'

const operations = namedOperations().filter(({peculiarity}) => peculiarity === undefined)

const formatters = {
  json: await loadFormatter('json'),
  yaml: await loadFormatter('yaml'),
  table: await loadFormatter('table'),
}

const show = async (value: Value): Promise<void> => {
  const context = {columns: 80, color: false}
  const [json, yaml] = [formatters.json(value, context), formatters.yaml(value, context)]
  assert.deepEqual(plain(parseJson(json)), plain(value))
  assert.deepEqual(plain(resolveWritten(await readJsonOrYaml(yaml))), plain(value))
  // Of lists and objects that hold nothing, a table has nothing to show.
  assert.match(formatters.table(value, context), /^$|\n$/)
}

describe('the answer to every operation that is signed with an account’s keys, its body JSON or a form of parts', function () {
  this.timeout(300_000)
  let world: CallWorld
  before(async () => {
    world = await openCallWorld()
  })
  after(async () => {
    await world.close()
  })

  const call = async (named: NamedOperation): Promise<HttpResponse> => {
    const {service, version, operation, schema, summary} = named
    const {sandbox, file, send} = world
    const endpoint = sandbox.serviceEndpoint(service, version)
    const {projectId, domainId} = sandbox
    const example = exampleCall({operation, schema, host: new URL(endpoint).host, now}, 'required')
    const words = typedWords(named, example, {file: file.path, body: 'json'})
    const scope = {credentialType: summary.credentialType, projectId, domainId}
    const {request} = await requestOf(words, named, {endpoint, scope, boundary: 'boundary'})
    return send(request)
  }

  const check = async (named: NamedOperation): Promise<void> => {
    const {operation, schema} = named
    const response = await call(named)
    assert.ok(response.status >= 200 && response.status < 300, `${String(response.status)} ${String(response.bytes)}`)
    if (operation.streamResponse) {
      assert.ok((response.bytes?.length ?? 0) > 0, 'the stream is empty')
      return
    }
    const options = {now, maskText, method: operation.method, fields: {operation, schema}}
    const {value, isText, warnings} = await parseAnswer(response, options)
    assert.deepEqual([isText, warnings], [false, []])
    if (value !== undefined) await show(value)
  }

  it('is a success that is read and shown as json, yaml and table', async () => {
    const offenders: Offender[] = []
    for (const named of operations) {
      try {
        await check(named)
      } catch (error) {
        offenders.push({title: named.title, message: (error as Error).message})
      }
    }
    assertNoOffenders(offenders, import.meta.url)
  })
})
