import assert from 'node:assert/strict'
import {wireName} from '../../../src/core/request/names/find-spelling.js'
import {toSdkDate} from '../../../src/core/signing/sdk-date.js'
import {parseJson} from '../../../src/core/values/parse-json.js'
import {templateShape} from '../../support/template-shape.js'
import {type Call, type TypingFacts} from '../../support/type-call.js'
import {type NamedOperation, namedOperations, runsAll} from './named-operations.js'
import {type CallWorld, echoing, now, openCallWorld, requestOf, typedWords, userAgent} from './call-world.js'
import {backwards, exampleCall} from './example-call.js'
import {type Extent} from './example-value.js'
import {expectedEcho} from './expected-echo.js'
import {isEchoed} from './is-echoed.js'
import {assertNoOffenders, type Offender} from './offenders.js'
import {receivedEcho} from './received-echo.js'
import {isTwin, takenForTwins} from './twins.js'
import {understoodRequest} from './understood-request.js'

const operations = namedOperations().filter(({peculiarity}) => peculiarity === undefined)

/** What is of the catalogue's own types and values is warned of nowhere. */
const expectedWarnings = ({operation}: NamedOperation, {params}: Call): readonly string[] => {
  const contentType = operation.parameters.find(
    (parameter) => parameter.in === 'header' && wireName(parameter).toLowerCase() === 'content-type',
  )
  return contentType && params.has(contentType.name)
    ? ["--content-type: the operation's own content type replaces it"]
    : []
}

interface Typing {
  readonly extent: Extent
  readonly body: TypingFacts['body']
}

describe('every operation that is signed with an account’s keys, its body JSON or a form of parts', function () {
  this.timeout(300_000)
  let world: CallWorld
  before(async () => {
    world = await openCallWorld()
  })
  after(async () => {
    await world.close()
  })

  /** Types one call; answers whether the sandbox took it for its twin. @throws where what arrived is not what was typed. */
  const check = async (named: NamedOperation, {extent, body}: Typing): Promise<boolean> => {
    const {service, version, command, operation, schema, summary} = named
    const {sandbox, file, send} = world
    const endpoint = sandbox.serviceEndpoint(service, version)
    const host = new URL(endpoint).host
    const credentialType = summary.credentialType === 'global' ? 'global' : 'basic'
    const scope = {credentialType, projectId: sandbox.projectId, domainId: sandbox.domainId} as const
    const call = exampleCall({operation, schema, host, now}, extent)
    const words = typedWords(named, backwards(call, named), {file: file.path, body})
    const {request, warnings} = await requestOf(words, named, {endpoint, scope, boundary: 'boundary0of0the0test'})
    assert.deepEqual(warnings, expectedWarnings(named, call))
    const {status, bytes = Buffer.alloc(0)} = await echoing(send)(request)
    const text = Buffer.from(bytes).toString('utf8')
    assert.equal(status, 200, text)
    const received = receivedEcho(isEchoed(named) ? parseJson(text) : understoodRequest(request, named, sandbox))
    assert.deepEqual(received.echo, expectedEcho({operation, call, host, userAgent, date: toSdkDate(now), scope, file}))
    assert.ok(received.isSigned, 'it is not signed')
    const isMeant = received.service === service && received.version === version && received.command === command
    assert.ok(isMeant || isTwin(named, received), `taken as ${String(received.service)} ${String(received.command)}`)
    return !isMeant
  }

  const checkAll = async (typing: Typing): Promise<void> => {
    const offenders: Offender[] = []
    const twins: string[] = []
    for (const named of operations) {
      try {
        if (await check(named, typing)) twins.push(named.title)
      } catch (error) {
        offenders.push({title: named.title, message: (error as Error).message})
      }
    }
    assertNoOffenders(offenders, import.meta.url)
    if (runsAll) assert.deepEqual(twins.sort(), takenForTwins[typing.extent])
  }

  it('takes what it requires, typed as flags, and the sandbox gets what was typed', async () => {
    await checkAll({extent: 'required', body: 'flags'})
  })

  for (const body of ['flags', 'json'] as const)
    it(`takes everything that it knows, in awkward words, the body as ${body}`, async () => {
      await checkAll({extent: 'every', body})
    })

  it('is one of 14,792', () => {
    if (runsAll) assert.equal(operations.length, 14_792)
  })

  it('is told from those that share its method and path, but for those listed', function () {
    if (!runsAll) this.skip()
    const byRoute = new Map<string, number>()
    const routeOf = ({service, version, operation: {method, path}}: NamedOperation): string =>
      `${service}/${version} ${method} ${templateShape(path)}`
    for (const named of operations) byRoute.set(routeOf(named), (byRoute.get(routeOf(named)) ?? 0) + 1)
    const sharing = operations.filter((named) => (byRoute.get(routeOf(named)) ?? 0) > 1)
    assert.deepEqual([sharing.length, takenForTwins.required.length, takenForTwins.every.length], [210, 42, 27])
  })
})
