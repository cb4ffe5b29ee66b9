import assert from 'node:assert/strict'
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {answerLine, errorLine} from '../../../../src/cli/batch/output-line.js'
import {openResumed} from '../../../../src/cli/batch/resume-output.js'
import {UsageError} from '../../../../src/core/errors/usage-error.js'
import {type Value} from '../../../../src/core/values/value.js'

const hashOf = (number: number): string => String(number).padStart(16, '0')
const origin = (number: number, id: Value = null) => ({id, number, hash: hashOf(number)})
const done = (number: number, id?: Value): string =>
  answerLine(origin(number, id), {status: 200, requestId: undefined, response: '{}'})
const failed = (number: number): string => errorLine(origin(number), new UsageError('no'))

describe('the output that a batch goes on with', () => {
  let folder: string
  let path: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hwc-'))
    path = join(folder, 'out')
  })
  afterEach(async () => {
    await rm(folder, {recursive: true})
  })

  const open = async (text: string) => {
    await writeFile(path, text)
    return openResumed(path, 'out')
  }

  it('tells what became of each line, of several answers the last', async () => {
    const resumed = await open(done(1) + failed(2) + failed(3) + done(3) + done(5000, 'a "quoted" id'))
    const fates = [1, 2, 3, 4, 5000].map((number) => resumed.done.fateOf(number, () => hashOf(number)))
    await resumed.close()
    assert.deepEqual(fates, ['done', 'failed', 'done', 'unknown', 'done'])
  })

  it('is made where it is missing', async () => {
    const resumed = await openResumed(path, 'out')
    resumed.output.stream.write(done(1))
    await resumed.close()
    assert.equal(await readFile(path, 'utf8'), done(1))
  })

  for (const [what, rest] of [
    ['a line that was cut off', '{"id":null,"line":3,"hash":"00000000000'],
    ['a long one', `{"id":"${'x'.repeat(200_000)}`],
  ] as const) {
    it(`loses ${what} and goes on after the last whole one`, async () => {
      const whole = done(1) + failed(2)
      const resumed = await open(whole + rest)
      resumed.output.stream.write(done(3))
      await resumed.close()
      assert.equal(await readFile(path, 'utf8'), whole + done(3))
    })
  }

  it('may have been written anew by another program', async () => {
    const resumed = await open('{"ok": true, "line": 2, "hash": "0000000000000002"}\n')
    assert.equal(
      resumed.done.fateOf(2, () => hashOf(2)),
      'done',
    )
    await resumed.close()
  })

  it('refuses what is no answer', async () => {
    await assert.rejects(open(`${done(1)}{"line":2}\n`), {
      name: 'Error',
      kind: 'usage',
      message: '--resume: line 2 of out is no answer of hwc batch',
    })
  })

  it('refuses an input that is another one', async () => {
    const resumed = await open(done(1) + done(3))
    const message = (number: number): string =>
      `Line ${String(number)} of the input is not the one that out tells of: the input has changed`
    assert.throws(() => resumed.done.fateOf(1, () => hashOf(9)), {kind: 'usage', message: message(1)})
    assert.throws(
      () => {
        resumed.done.checkEnd(2)
      },
      {kind: 'usage', message: message(3)},
    )
    resumed.done.checkEnd(3)
    await resumed.close()
  })

  it('is no folder', async () => {
    await assert.rejects(openResumed(folder, 'out'), {kind: 'file', message: 'Cannot write out: it is a folder'})
  })
})
