import assert from 'node:assert/strict'
import {existsSync} from 'node:fs'
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {spawnSync} from 'node:child_process'
import {setTimeout as sleep} from 'node:timers/promises'
import {withLock} from '../../../../scripts/build/with-lock.js'

describe('withLock', () => {
  let folder = ''
  const lock = (): string => join(folder, 'dist.lock')

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hwc-lock-'))
  })

  afterEach(async () => {
    await rm(folder, {recursive: true, force: true})
  })

  it('runs one after the other', async () => {
    const events: string[] = []
    const work = (name: string) => async (): Promise<void> => {
      events.push(`${name} starts`)
      await sleep(20)
      events.push(`${name} ends`)
    }
    await Promise.all([withLock(lock(), work('one')), withLock(lock(), work('two'))])
    assert.deepEqual(events, ['one starts', 'one ends', 'two starts', 'two ends'])
    assert.equal(existsSync(lock()), false)
  })

  it('frees the lock after a failure, which it passes on', async () => {
    await assert.rejects(
      withLock(lock(), async () => Promise.reject(new Error('no'))),
      {message: 'no'},
    )
    assert.equal(existsSync(lock()), false)
  })

  it('takes over the lock of a process that is gone', async () => {
    const {pid} = spawnSync(process.execPath, ['-e', '0'])
    await mkdir(lock())
    await writeFile(join(lock(), 'pid'), String(pid))
    assert.equal(await withLock(lock(), async () => Promise.resolve('done')), 'done')
  })
})
