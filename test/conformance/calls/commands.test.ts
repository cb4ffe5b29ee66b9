import assert from 'node:assert/strict'
import {toSdkDate} from '../../../src/core/signing/sdk-date.js'
import {parseJson} from '../../../src/core/values/parse-json.js'
import {type NamedOperation, namedOperations, runsAll} from './named-operations.js'
import {now} from './call-world.js'
import {exampleCall} from './example-call.js'
import {type Extent} from './example-value.js'
import {expectedEcho} from './expected-echo.js'
import {isEchoed} from './is-echoed.js'
import {assertNoOffenders, type Offender} from './offenders.js'
import {receivedEcho} from './received-echo.js'
import {type CommandWorld, openCommandWorld} from './command-world.js'

/** Every form, and one of forty others. */
const sample = namedOperations()
  .filter((named) => named.peculiarity === undefined && isEchoed(named))
  .filter(({operation}, index) => !runsAll || index % 40 === 0 || operation.contentType === 'multipart/form-data')

describe('whole commands, from the words to what is printed', function () {
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
    const host = world.hostOf(named)
    const call = exampleCall({operation, schema, host, now}, extent)
    const {stdout, stderr, exitCode} = await world.run(named, call, {body: 'flags'})
    assert.equal(exitCode, 0, stderr)
    if (extent === 'required') assert.equal(stderr, '')
    const {echo, isSigned} = receivedEcho(parseJson(stdout))
    assert.ok(isSigned)
    const {projectId, domainId} = world.sandbox
    const expected = expectedEcho({
      operation,
      call,
      host,
      userAgent: echo.headers['user-agent'] ?? '',
      date: toSdkDate(now),
      scope: {credentialType: summary.credentialType === 'global' ? 'global' : 'basic', projectId, domainId},
      file: world.file,
    })
    assert.deepEqual(echo, expected)
    assert.match(echo.headers['user-agent'] ?? '', /^hwc\/0\.0\.0; os\/\S+ node\/[\d.]+(; app\/[\da-f-]{36})?$/)
  }

  for (const extent of ['required', 'every'] as const)
    it(`send what was typed: ${extent === 'required' ? 'what is required' : 'everything, in awkward words'}`, async () => {
      const offenders: Offender[] = []
      for (const named of sample) {
        try {
          await check(named, extent)
        } catch (error) {
          offenders.push({title: named.title, message: (error as Error).message})
        }
      }
      assertNoOffenders(offenders, import.meta.url)
    })

  it('were run for some hundred operations', function () {
    if (!runsAll) this.skip()
    assert.ok(sample.length > 400, String(sample.length))
  })
})
