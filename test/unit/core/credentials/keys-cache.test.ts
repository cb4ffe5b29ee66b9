import assert from 'node:assert/strict'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {createKeysCache, type KeysCache, type KeysCacheTools} from '../../../../src/core/credentials/keys-cache.js'
import {whileLocked} from '../../../../src/core/credentials/keys-lock.js'
import {areFresh, readTemporaryKeys, type TemporaryKeys} from '../../../../src/core/credentials/temporary-keys.js'
import {type Keys} from '../../../../src/core/credentials/types.js'
import {CredentialsError} from '../../../../src/core/errors/credentials-error.js'
import {clock, setStage, type Stage} from '../../../support/credential-cases.js'

const minutes = 60_000
const identity = ['agency', 'x']

const keysFor = (name: string, life: number, obtained = clock.getTime()): TemporaryKeys => ({
  keys: {accessKeyId: `${name}-ak`, secretAccessKey: `${name}-sk`, securityToken: `${name}-token`},
  expires: obtained + life * minutes,
  obtained,
})

describe('The cache of temporary keys', () => {
  let stage: Stage
  let warnings: string[]
  let fetches: number

  beforeEach(() => {
    stage = setStage()
    warnings = []
    fetches = 0
  })
  afterEach(() => {
    stage.strike()
  })

  const later = (time: number): Date => new Date(clock.getTime() + time * minutes)
  const open = (changes: Partial<KeysCacheTools> = {}) => {
    const cache = createKeysCache({
      ...stage.surroundings,
      processId: 1,
      isAlive: () => true,
      sleep: async (time) => {
        await sleep(time)
      },
      warn: (message) => void warnings.push(message),
      ...changes,
    })
    return {get: async (...words: Parameters<KeysCache['get']>): Promise<Keys> => (await cache.get(...words)).keys}
  }
  const fetching = (keys: TemporaryKeys) => async (): Promise<TemporaryKeys> => {
    fetches += 1
    await sleep(20)
    return keys
  }
  const folder = (): string => join(stage.home, '.cache/hwc/keys')
  const file = (): string => join(folder(), readdirSync(folder())[0] ?? '')

  it('keeps them on disk for us alone until 40 minutes or half of their life are left', async () => {
    await open().get(identity, fetching(keysFor('a', 360)))
    assert.equal(statSync(file()).mode & 0o777, 0o600)
    const at = async (time: number, life: number): Promise<string> =>
      (await open({now: () => later(time)}).get(identity, fetching(keysFor('b', life, later(time).getTime()))))
        .accessKeyId
    assert.equal(await at(319, 360), 'a-ak')
    assert.equal(await at(321, 60), 'b-ak')
    assert.equal(await at(350, 60), 'b-ak')
    assert.equal(fetches, 2)
    assert.equal(await at(352, 60), 'b-ak')
    assert.equal(fetches, 3)
  })

  it('gives them to nobody else', async () => {
    await open().get(identity, fetching(keysFor('a', 360)))
    const other = await open().get(['agency', 'y'], fetching(keysFor('b', 360)))
    assert.equal(other.accessKeyId, 'b-ak')
  })

  it('fetches once for fifty that start at once', async () => {
    const all = await Promise.all(
      Array.from({length: 50}, async () => open().get(identity, fetching(keysFor('a', 360)))),
    )
    assert.deepEqual([fetches, new Set(all.map(({accessKeyId}) => accessKeyId))], [1, new Set(['a-ak'])])
    assert.equal(readdirSync(folder()).length, 1)
  })

  it('breaks the lock of an owner that is gone, or that is 30 seconds old', async () => {
    await open().get(identity, fetching(keysFor('a', 1)))
    const lock = `${file()}.lock`
    writeFileSync(lock, '4711')
    await open({isAlive: (processId) => processId !== 4711, now: () => later(2)}).get(
      identity,
      fetching(keysFor('b', 360)),
    )
    assert.equal(fetches, 2)
    writeFileSync(lock, '4711')
    utimesSync(lock, later(2), later(2))
    await open({now: () => later(400)}).get(identity, fetching(keysFor('c', 360)))
    assert.equal(fetches, 3)
    assert.deepEqual(
      readdirSync(folder()).filter((name) => name.endsWith('.lock')),
      [],
    )
  })

  it('breaks a lock without an owner once it is two seconds old, whatever lies there', async () => {
    await open().get(identity, fetching(keysFor('a', 1)))
    const lock = `${file()}.lock`
    const lies: readonly (readonly [string, () => void])[] = [
      ['nothing', () => void writeFileSync(lock, '')],
      ['half', () => void writeFileSync(lock, '47\0\0')],
      ['too much', () => void writeFileSync(lock, '1'.repeat(65))],
      ['zero', () => void writeFileSync(lock, '0')],
      ['of others', () => void (writeFileSync(lock, '4711'), chmodSync(lock, 0o666))],
      ['link', () => void symlinkSync('nowhere', lock)],
    ]
    for (const [name, lay] of lies) {
      lay()
      const laid = lstatSync(lock).mtimeMs
      let slept = 0
      const patient = open({
        now: () => new Date(laid + slept),
        sleep: async (time) => {
          slept += time
          return Promise.resolve()
        },
      })
      await patient.get(identity, fetching(keysFor(name, 1, laid - minutes)))
      assert.ok(slept > 2_000 && slept < 2_200, `${name}: ${slept}`)
      assert.deepEqual(readdirSync(folder()).length, 1, name)
    }
    mkdirSync(lock)
    const started = lstatSync(lock).mtimeMs
    await open({now: () => new Date(started + 2_001)}).get(identity, fetching(keysFor('b', 1, started - minutes)))
    assert.equal(fetches, lies.length + 2, 'a folder cannot be removed: nobody waits for it')
  })

  it('leaves a stale lock to the one that breaks it already, and looks again before it breaks one', async () => {
    const path = join(stage.home, 'x.lock')
    const taken = new Set([4711])
    const states: (readonly string[])[] = []
    writeFileSync(path, '4711', {mode: 0o600})
    writeFileSync(`${path}.break`, '4712', {mode: 0o600})
    const waiting = {
      processId: 4713,
      isAlive: (processId: number) => !taken.has(processId),
      sleep: async () => {
        states.push(readdirSync(stage.home).filter((name) => name.startsWith('x.')))
        if (states.length === 1) {
          writeFileSync(path, '4712', {mode: 0o600})
          rmSync(`${path}.break`)
        } else rmSync(path)
        return Promise.resolve()
      },
      userId: stage.surroundings.userId,
      now: () => new Date(lstatSync(stage.home).mtimeMs),
    }
    const held = await whileLocked(path, waiting, {
      peek: () => undefined,
      work: async () => Promise.resolve(readFileSync(path, 'utf8')),
    })
    assert.equal(held, '4713')
    assert.deepEqual(states, [['x.lock', 'x.lock.break'], ['x.lock']])
    assert.ok(!existsSync(path))
  })

  it('does not wait for a breaker that was left behind, and leaves a lock that was broken meanwhile', async () => {
    const path = join(stage.home, 'x.lock')
    writeFileSync(path, '4711', {mode: 0o600})
    writeFileSync(`${path}.break`, '4711', {mode: 0o600})
    let slept = 0
    const started = lstatSync(path).mtimeMs
    const waiting = {
      processId: 4713,
      isAlive: () => false,
      sleep: async (time: number) => {
        slept += time
        return Promise.resolve()
      },
      userId: stage.surroundings.userId,
      now: () => new Date(started + slept),
    }
    await whileLocked(path, waiting, {
      peek: () => undefined,
      work: async () => {
        writeFileSync(path, '4714')
        return Promise.resolve('done')
      },
    })
    assert.ok(slept > 2_000 && slept < 2_200, String(slept))
    assert.deepEqual([readFileSync(path, 'utf8'), existsSync(`${path}.break`)], ['4714', false])
  })

  it('goes on without the lock after 30 seconds', async () => {
    await open().get(identity, fetching(keysFor('a', 1)))
    writeFileSync(`${file()}.lock`, '4711')
    let slept = 0
    const patient = open({
      now: () => later(2),
      sleep: async (time) => {
        slept += time
        return Promise.resolve()
      },
    })
    const started = later(2)
    utimesSync(`${file()}.lock`, started, started)
    await patient.get(identity, fetching(keysFor('b', 360)))
    assert.equal(fetches, 2)
    assert.ok(slept >= 30_000 && slept < 31_000)
  })

  it('does not wait for a lock that cannot be had', async () => {
    const done = await whileLocked(
      join(stage.home, 'none/x.lock'),
      {
        processId: 1,
        isAlive: () => true,
        sleep: async () => Promise.reject(new Error('waited')),
        userId: stage.surroundings.userId,
        now: () => clock,
      },
      {peek: () => undefined, work: async () => Promise.resolve('done')},
    )
    assert.equal(done, 'done')
  })

  it('uses the keys of before where no fresh ones can be had, until they expire, and says so', async () => {
    await open().get(identity, fetching(keysFor('a', 60)))
    const failing = async (): Promise<TemporaryKeys> => Promise.reject(new CredentialsError('IAM is away'))
    const kept = await open({now: () => later(50)}).get(identity, failing)
    assert.equal(kept.accessKeyId, 'a-ak')
    assert.deepEqual(warnings, ['IAM is away; the keys of before are used until they expire'])
    await assert.rejects(open({now: () => later(61)}).get(identity, failing), CredentialsError)
    assert.equal(readdirSync(folder()).length, 1)
  })

  const damages: Readonly<Record<string, (path: string) => void>> = {
    empty: (path) => writeFileSync(path, ''),
    truncated: (path) => writeFileSync(path, readFileSync(path, 'utf8').slice(0, 60)),
    'of another version': (path) => writeFileSync(path, readFileSync(path, 'utf8').replace('"1"', '"0"')),
    'without a secret': (path) => writeFileSync(path, readFileSync(path, 'utf8').replace('secretAccessKey', 'x')),
    'with a time that is none': (path) => writeFileSync(path, readFileSync(path, 'utf8').replace('2024-03-05T12', 'x')),
    'writable by others': (path) => chmodSync(path, 0o666),
    'a link': (path) => {
      renameSync(path, join(stage.home, 'elsewhere'))
      symlinkSync(join(stage.home, 'elsewhere'), path)
    },
  }
  for (const [name, damage] of Object.entries(damages)) {
    it(`ignores a file that is ${name}, and writes a new one`, async () => {
      await open().get(identity, fetching(keysFor('a', 360)))
      damage(file())
      assert.equal((await open().get(identity, fetching(keysFor('b', 360)))).accessKeyId, 'b-ak')
      assert.equal((await open().get(identity, fetching(keysFor('c', 360)))).accessKeyId, 'b-ak')
    })
  }

  it('works without a folder', async () => {
    const homeless = open({home: ''})
    assert.equal((await homeless.get(identity, fetching(keysFor('a', 360)))).accessKeyId, 'a-ak')
    assert.equal((await homeless.get(identity, fetching(keysFor('b', 360)))).accessKeyId, 'a-ak')
  })

  it('keeps keys that never expire in this process only', async () => {
    const cache = open()
    const endless = {...keysFor('a', 1), expires: Infinity}
    await cache.get(identity, fetching(endless))
    await cache.get(identity, fetching(endless))
    assert.deepEqual([fetches, readdirSync(folder())], [1, []])
  })
})

describe('Temporary keys', () => {
  const options = {from: 'IAM', now: clock, mustExpire: true}
  const map = (entries: Readonly<Record<string, string>>) => new Map(Object.entries(entries))

  it('are fresh up to 40 minutes or half of their life before they expire', () => {
    const at = (time: number): Date => new Date(clock.getTime() + time * minutes)
    const long = keysFor('a', 360)
    const short = keysFor('a', 60)
    assert.deepEqual([areFresh(long, at(320)), areFresh(long, at(320.1))], [true, false])
    assert.deepEqual([areFresh(short, at(30)), areFresh(short, at(30.1))], [true, false])
    assert.equal(areFresh(long, at(-1)), false)
  })

  it('drop the fraction of a second, and refuse what is no time', () => {
    const read = (expiration: string): number =>
      readTemporaryKeys(map({access: 'a', secret: 's', expires_at: expiration}), options).expires
    assert.equal(read('2024-03-05T12:07:08.999999Z'), Date.UTC(2024, 2, 5, 12, 7, 8))
    assert.equal(read('2024-03-05T12:07:08Z'), Date.UTC(2024, 2, 5, 12, 7, 8))
    for (const text of ['tomorrow', '2024-03-05 12:07:08', '2024-13-05T12:07:08.0Z'])
      assert.throws(() => read(text), {message: 'IAM says in no known form when its keys expire'})
  })

  it('must say when they expire where the source says so', () => {
    const answer = map({access: 'a', secret: 's'})
    assert.throws(() => readTemporaryKeys(answer, options), {message: 'IAM does not say when its keys expire'})
    assert.equal(readTemporaryKeys(answer, {...options, mustExpire: false}).expires, Infinity)
  })
})
