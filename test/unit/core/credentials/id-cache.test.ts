import assert from 'node:assert/strict'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import {createIdCache, type IdCache, type IdKey} from '../../../../src/core/credentials/id-cache.js'
import {clock, setStage, type Stage} from '../../../support/credential-cases.js'

const key: IdKey = {kind: 'project', accessKeyId: 'AKIDSECRET', endpoints: ['https://iam'], region: 'cn-north-4'}

describe('The cache of ids', () => {
  let stage: Stage
  let folder: string

  beforeEach(() => {
    stage = setStage()
    folder = join(stage.home, '.cache/hwc/ids')
  })
  afterEach(() => {
    stage.strike()
  })

  const open = (changes: Partial<Stage['surroundings']> = {}): IdCache =>
    createIdCache({...stage.surroundings, ...changes})
  const fileOf = (): string => {
    const [name = ''] = readdirSync(folder)
    return join(folder, name)
  }

  it('remembers on disk, for us alone, without the access key in the clear', () => {
    open().write(key, 'p1')
    assert.equal(open().read(key), 'p1')
    assert.equal(statSync(folder).mode & 0o777, 0o700)
    assert.equal(statSync(fileOf()).mode & 0o777, 0o600)
    assert.equal(readdirSync(folder).length, 1)
    assert.doesNotMatch(fileOf() + readFileSync(fileOf(), 'utf8'), /AKIDSECRET/)
  })

  it('gives an id to no other key, endpoint, region or kind', () => {
    open().write(key, 'p1')
    const others: readonly Partial<IdKey>[] = [
      {accessKeyId: 'AKIDSECRET2'},
      {endpoints: ['https://iam2']},
      {region: 'cn-north-1'},
      {kind: 'domain'},
    ]
    for (const other of others) assert.equal(open().read({...key, ...other}), undefined)
  })

  it('lies in XDG_CACHE_HOME, if that is an absolute path', () => {
    const xdg = join(stage.home, 'xdg')
    open({env: {XDG_CACHE_HOME: xdg}}).write(key, 'p1')
    assert.equal(readdirSync(join(xdg, 'hwc/ids')).length, 1)
    open({env: {XDG_CACHE_HOME: 'relative'}}).write(key, 'p1')
    assert.equal(readdirSync(folder).length, 1)
    assert.equal(existsSync('relative'), false)
  })

  const damages: Readonly<Record<string, (path: string) => void>> = {
    empty: (path) => writeFileSync(path, ''),
    truncated: (path) => writeFileSync(path, readFileSync(path, 'utf8').slice(0, 20)),
    'of another version': (path) => writeFileSync(path, readFileSync(path, 'utf8').replace('"1"', '"2"')),
    'no object': (path) => writeFileSync(path, '[]'),
    'with an id that is no id': (path) => writeFileSync(path, readFileSync(path, 'utf8').replace('p1', 'p1\\r\\nX: y')),
    'too big': (path) => writeFileSync(path, readFileSync(path, 'utf8') + ' '.repeat(5000)),
    'unreadable bytes': (path) => writeFileSync(path, Buffer.from([0xff, 0xfe, 0])),
    'writable by others': (path) => chmodSync(path, 0o622),
    'a link': (path) => {
      renameSync(path, `${stage.home}/elsewhere`)
      symlinkSync(`${stage.home}/elsewhere`, path)
    },
    'a folder': (path) => {
      renameSync(path, `${stage.home}/elsewhere`)
      mkdirSync(path)
    },
  }
  for (const [name, damage] of Object.entries(damages)) {
    it(`ignores a file that is ${name}, and goes on`, () => {
      open().write(key, 'p1')
      damage(fileOf())
      assert.equal(open().read(key), undefined)
      const cache = open()
      cache.write(key, 'p2')
      assert.equal(cache.read(key), 'p2')
    })
  }

  it('ignores a file of another user', () => {
    open().write(key, 'p1')
    assert.equal(open({userId: (stage.surroundings.userId ?? 0) + 1}).read(key), undefined)
  })

  it('ignores what is older than 30 days or from the future', () => {
    open().write(key, 'p1')
    const later = (days: number): Date => new Date(clock.getTime() + days * 86_400_000)
    assert.equal(open({now: () => later(29)}).read(key), 'p1')
    assert.equal(open({now: () => later(31)}).read(key), undefined)
    assert.equal(open({now: () => later(-1)}).read(key), undefined)
  })

  it('goes on without a folder that others may write, that is a link, or that cannot be made', () => {
    const scenes: readonly (() => void)[] = [
      () => {
        mkdirSync(join(stage.home, '.cache/hwc'), {recursive: true})
        chmodSync(join(stage.home, '.cache/hwc'), 0o777)
      },
      () => {
        mkdirSync(join(stage.home, 'elsewhere'))
        mkdirSync(join(stage.home, '.cache'))
        symlinkSync(join(stage.home, 'elsewhere'), join(stage.home, '.cache/hwc'))
      },
      () => writeFileSync(join(stage.home, '.cache'), ''),
    ]
    for (const scene of scenes) {
      stage.strike()
      stage = setStage()
      scene()
      const cache = open()
      cache.write(key, 'p1')
      assert.equal(cache.read(key), 'p1')
      assert.equal(open().read(key), undefined)
    }
    assert.equal(open({home: ''}).read(key), undefined)
  })
})
