import assert from 'node:assert/strict'
import {parseJson} from '../../../src/core/values/parse-json.js'
import {isValueMap, NumberText, type Value, type ValueMap} from '../../../src/core/values/value.js'
import {readBson} from '../../../src/sandbox/read-bson.js'
import {readXml, type XmlElement} from '../../../src/sandbox/read-xml.js'
import {plain} from '../../support/read-line.js'
import {type CallWorld, now} from './call-world.js'
import {type ExampleCall, exampleCall} from './example-call.js'
import {type Extent} from './example-value.js'
import {expectedEcho} from './expected-echo.js'
import {isEchoed} from './is-echoed.js'
import {type NamedOperation, namedOperations, runsAll} from './named-operations.js'
import {assertNoOffenders, type Offender} from './offenders.js'
import {receivedEcho} from './received-echo.js'
import {type CommandWorld, openCommandWorld} from './command-world.js'

const all = namedOperations()
const peculiar = all.filter(({peculiarity}) => peculiarity !== undefined)

/** The 282 that are not as nearly all are, by what is peculiar about them. */
const expectedCounts = {
  'credentials of its own kind': 254,
  'a body of application/bson': 14,
  'a project id under credentials that have none': 6,
  'a body of application/x-www-form-urlencoded': 5,
  'an Authorization of its own': 2,
  'a body of application/openstack-images-v2.1-json-patch': 1,
}

/** They require the digest of their body, which these tests do not know before it is made. */
const digested = ['obs/v1/delete-objects', 'obs/v1/put-object-tagging']

/** It requires an object with no required field: what is empty leaves no trace in a form. */
const traceless = 'ucs/v1/create-rule'

const isMap = isValueMap

const toElements = (name: string, value: Value): readonly XmlElement[] => {
  if (Array.isArray(value)) return (value as readonly Value[]).flatMap((entry) => toElements(name, entry))
  if (isMap(value)) {
    const children = Array.from(value).flatMap(([key, entry]) => toElements(key, entry))
    return [{name, children, text: ''}]
  }
  return [{name, children: [], text: scalarText(value)}]
}

const scalarText = (value: Value): string => {
  if (value instanceof NumberText) return value.text
  return typeof value === 'string' ? value : String(value)
}

const formEntries = (form: ValueMap): readonly unknown[] =>
  Array.from(form).flatMap(([name, value]) => {
    const entries = Array.isArray(value)
      ? (value as readonly Value[])
      : isMap(value)
        ? Array.from(value.keys())
        : [value]
    return entries.map((entry) => [name, scalarText(entry)])
  })

const xmlRoot = ({operation: {body = 'any'}, schema}: NamedOperation): string =>
  typeof body === 'object' && 'ref' in body ? (schema(body.ref).xmlName ?? body.ref) : ''

/** A number with a fraction is a double in BSON. */
const withDoubles = (value: Value): Value => {
  if (Array.isArray(value)) return value.map((entry: Value) => withDoubles(entry))
  if (isMap(value)) return new Map(Array.from(value, ([key, entry]) => [key, withDoubles(entry)]))
  if (!(value instanceof NumberText) || !value.text.includes('.')) return value
  const double = Number(value.text)
  return new NumberText(Number.isInteger(double) ? `${String(double)}.0` : String(double))
}

/** The body that must arrive, in the form of `readBody`. */
const expectedBody = (named: NamedOperation, {body}: ExampleCall, file: CallWorld['file'], usual: unknown): unknown => {
  const {contentType, streamRequest} = named.operation
  if (streamRequest) return {file: file.bytes.toString('base64')}
  if (contentType === 'application/xml' && body !== undefined) return {xml: toElements(xmlRoot(named), body)[0]}
  if (contentType === 'application/bson' && body !== undefined) return {bson: plain(withDoubles(body))}
  if (contentType === 'application/x-www-form-urlencoded')
    return isMap(body ?? null) ? {form: formEntries(body as ValueMap)} : undefined
  return usual
}

/** What arrived, its bytes read by the sandbox's own readers. */
const readBody = ({operation: {contentType, streamRequest}}: NamedOperation, received: unknown): unknown => {
  if (typeof received !== 'object' || received === null || !('bytes' in received)) return received
  const bytes = Buffer.from(String(received.bytes), 'base64')
  if (streamRequest) return {file: String(received.bytes)}
  if (contentType === 'application/xml') return {xml: readXml(bytes.toString('utf8'))}
  if (contentType === 'application/bson') return {bson: plain(readBson(bytes))}
  return received
}

/** Global credentials have no project id: the few paths that want one take it as a flag. */
const projectFlags = ({summary}: NamedOperation, {sandbox: {projectId}}: CallWorld): readonly string[] =>
  summary.credentialType === 'global' ? ['--project-id', projectId] : []

describe('operations with credentials or bodies of their own kind', function () {
  this.timeout(120_000)
  let world: CommandWorld
  before(async () => {
    world = await openCommandWorld()
  })
  after(async () => {
    await world.close()
  })

  const check = async (named: NamedOperation, extent: Extent): Promise<void> => {
    const {operation, schema, summary} = named
    const call = exampleCall({operation, schema, host: world.hostOf(named), now}, extent)
    const {stdout, stderr, exitCode} = await world.run(named, call, {body: 'json', flags: projectFlags(named, world)})
    assert.equal(exitCode, 0, stderr)
    if (!isEchoed(named)) return
    const {echo} = receivedEcho(parseJson(stdout))
    const {projectId, domainId} = world.sandbox
    const expected = expectedEcho({
      operation,
      call,
      host: world.hostOf(named),
      userAgent: '',
      date: '',
      scope: {credentialType: summary.credentialType === 'global' ? 'global' : 'basic', projectId, domainId},
      file: world.file,
    })
    assert.deepEqual(
      {path: echo.path, query: echo.query, body: readBody(named, echo.body)},
      {path: expected.path, query: expected.query, body: expectedBody(named, call, world.file, expected.body)},
    )
  }

  it('are 282 of 15,074', function () {
    if (!runsAll) this.skip()
    const counts: Record<string, number> = {}
    for (const {peculiarity = ''} of peculiar) counts[peculiarity] = (counts[peculiarity] ?? 0) + 1
    assert.deepEqual(counts, expectedCounts)
    assert.equal(peculiar.length, 282)
    assert.equal(all.length, 15_074)
  })

  for (const extent of ['required', 'every'] as const)
    it(`take ${extent === 'required' ? 'what is required' : 'everything, in awkward words'}`, async () => {
      const offenders: Offender[] = []
      const skipped = extent === 'required' ? [...digested, traceless] : digested
      for (const named of peculiar.filter(({title}) => !skipped.includes(title))) {
        try {
          await check(named, extent)
        } catch (error) {
          offenders.push({title: named.title, message: (error as Error).message})
        }
      }
      assertNoOffenders(offenders, import.meta.url)
    })
})
