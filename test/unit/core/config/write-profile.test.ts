import assert from 'node:assert/strict'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {applicationId} from '../../../../src/core/config/application-id.js'
import {editProfileFile} from '../../../../src/core/config/write-profile.js'
import {ConfigError} from '../../../../src/core/errors/config-error.js'
import {FileError} from '../../../../src/core/errors/file-error.js'

const modeOf = (path: string): number => statSync(path).mode & 0o777
const region = (value: string) => () => [{section: 'hwc', key: 'region', value}]

describe("A profile's file", () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hwc-profile-'))
  })
  afterEach(() => {
    rmSync(folder, {recursive: true, force: true})
  })

  it('is made for the user alone, in a folder for the user alone', () => {
    const path = join(folder, '.huaweicloud/profiles/prod')
    editProfileFile({path, trusted: true}, region('r'))
    assert.equal(readFileSync(path, 'utf8'), '[hwc]\nregion = r\n')
    assert.deepEqual([modeOf(path), modeOf(join(folder, '.huaweicloud/profiles'))], [0o600, 0o700])
    assert.deepEqual(readdirSync(join(folder, '.huaweicloud/profiles')), ['prod'])
  })

  it('is closed to others when it is changed', () => {
    const path = join(folder, 'x')
    writeFileSync(path, '[basic]\nak = 1\n')
    chmodSync(path, 0o664)
    editProfileFile({path, trusted: true}, region('r'))
    assert.equal(modeOf(path), 0o600)
  })

  it('stays a link where it is one', () => {
    const [path, target] = [join(folder, 'link'), join(folder, 'target')]
    writeFileSync(target, '[basic]\nak = 1\n')
    symlinkSync(target, path)
    editProfileFile({path, trusted: true}, region('r'))
    assert.ok(lstatSync(path).isSymbolicLink())
    assert.equal(readFileSync(target, 'utf8'), '[basic]\nak = 1\n\n[hwc]\nregion = r\n')
  })

  it('is not touched where nothing is to be changed', () => {
    const path = join(folder, 'none')
    assert.deepEqual(
      editProfileFile({path, trusted: true}, () => []),
      [],
    )
    assert.deepEqual(readdirSync(folder), [])
  })

  it('given as a path takes nothing that would be refused when it is read', () => {
    const path = join(folder, 'x.ini')
    writeFileSync(path, '[basic]\nak = 1\n')
    const change = () => [{section: 'hwc', key: 'credential_process', value: 'touch marker'}]
    assert.throws(() => editProfileFile({path, trusted: false}, change), ConfigError)
    assert.equal(readFileSync(path, 'utf8'), '[basic]\nak = 1\n')
  })

  it('that cannot be read or written is an error that names it, and leaves nothing behind', () => {
    mkdirSync(join(folder, 'folder'))
    assert.throws(() => editProfileFile({path: join(folder, 'folder'), trusted: true}, region('r')), FileError)
    writeFileSync(join(folder, 'file'), '')
    const inside = join(folder, 'file/x')
    assert.throws(() => editProfileFile({path: inside, trusted: true}, region('r')), FileError)
    writeFileSync(join(folder, 'bytes'), Buffer.from([0x5b, 0xff]))
    assert.throws(() => editProfileFile({path: join(folder, 'bytes'), trusted: true}, region('r')), ConfigError)
    assert.deepEqual(readdirSync(folder), ['bytes', 'file', 'folder'])
  })
})

describe('The id of the application', () => {
  const bytes = (): Uint8Array => new Uint8Array(16).fill(0xff)
  let home: string
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'hwc-home-'))
  })
  afterEach(() => {
    rmSync(home, {recursive: true, force: true})
  })
  const path = (): string => join(home, '.huaweicloud/application_id')

  it('is made once, with the modes that the SDK gives it', () => {
    const before = process.umask(0)
    try {
      const id = applicationId(home, bytes)
      assert.equal(id, 'ffffffff-ffff-4fff-bfff-ffffffffffff')
      assert.equal(
        applicationId(home, () => new Uint8Array(16)),
        id,
      )
      assert.deepEqual([modeOf(path()), modeOf(join(home, '.huaweicloud'))], [0o640, 0o750])
    } finally {
      process.umask(before)
    }
  })

  it('is that of the SDK where there is one, and is written anew where it is none', () => {
    mkdirSync(join(home, '.huaweicloud'))
    const known = '01234567-89ab-4cde-8f01-23456789abcd'
    writeFileSync(path(), `${known}\nmore\n`)
    assert.equal(applicationId(home, bytes), known)
    writeFileSync(path(), known.toUpperCase())
    assert.equal(applicationId(home), undefined)
    assert.equal(applicationId(home, bytes), 'ffffffff-ffff-4fff-bfff-ffffffffffff')
  })

  it('is left out where it cannot be kept, and made nowhere but for a call', () => {
    assert.equal(applicationId('', bytes), undefined)
    assert.equal(applicationId(home), undefined)
    assert.deepEqual(readdirSync(home), [])
    writeFileSync(join(home, '.huaweicloud'), '')
    assert.equal(applicationId(home, bytes), undefined)
  })
})
