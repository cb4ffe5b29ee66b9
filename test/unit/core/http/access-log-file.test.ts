import assert from 'node:assert/strict'
import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {type LogFileOptions, openLogFile} from '../../../../src/core/http/access-log-file.js'

const writer = fileURLToPath(new URL('../../../support/write-log-lines.js', import.meta.url))

describe('openLogFile', function () {
  this.timeout(60_000)
  let folder: string
  let path: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hwc-log-'))
    path = join(folder, 'access.log')
  })
  afterEach(() => {
    rmSync(folder, {recursive: true, force: true})
  })

  const open = (more: Partial<LogFileOptions> = {}): ((line: string) => void) =>
    openLogFile({path, rotator: {token: 'test', now: () => new Date()}, ...more})
  const files = (): Readonly<Record<string, string>> =>
    Object.fromEntries(
      readdirSync(folder)
        .sort()
        .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
    )

  it('appends to what is there, and makes a file for its owner alone', () => {
    const append = open()
    append('one\n')
    open()('two\n')
    assert.deepEqual(files(), {'access.log': 'one\ntwo\n'})
    assert.equal(statSync(path).mode & 0o777, 0o600)
  })

  it('begins a new file when one is full, and keeps five in all', () => {
    const append = open({maximumBytes: 10})
    for (let number = 1; number <= 7; number += 1) append(`line ${number}\n`)
    assert.deepEqual(files(), {
      'access.log': 'line 7\n',
      'access.log.1': 'line 6\n',
      'access.log.2': 'line 5\n',
      'access.log.3': 'line 4\n',
      'access.log.4': 'line 3\n',
    })
  })

  it('keeps files at 10 MiB', () => {
    writeFileSync(path, `${'x'.repeat(10 * 1024 * 1024 - 1)}\n`)
    open()('next\n')
    assert.deepEqual(readdirSync(folder).sort(), ['access.log', 'access.log.1'])
    assert.equal(readFileSync(path, 'utf8'), 'next\n')
    const small = open()
    small('another\n')
    assert.equal(readFileSync(path, 'utf8'), 'next\nanother\n')
  })

  it('writes a line that is longer than a file into a file of its own', () => {
    const append = open({maximumBytes: 10})
    append(`${'long'.repeat(10)}\n`)
    append('short\n')
    assert.deepEqual(files(), {'access.log': 'short\n', 'access.log.1': `${'long'.repeat(10)}\n`})
  })

  it('leaves a link where it is, and puts away what it leads to', () => {
    mkdirSync(join(folder, 'real'))
    writeFileSync(join(folder, 'real/log'), 'before\n')
    symlinkSync('real/log', path)
    open({maximumBytes: 10})('after it\n')
    assert.equal(readFileSync(path, 'utf8'), 'after it\n')
    assert.deepEqual(readdirSync(join(folder, 'real')).sort(), ['log', 'log.1'])
  })

  it('goes on in the full file while another process puts it away', () => {
    writeFileSync(path, 'before\n')
    writeFileSync(`${path}.lock`, 'somebody')
    open({maximumBytes: 10})('meanwhile\n')
    assert.deepEqual(files(), {'access.log': 'before\nmeanwhile\n', 'access.log.lock': 'somebody'})
  })

  it('takes no notice of a lock that was left behind', () => {
    writeFileSync(path, 'before\n')
    writeFileSync(`${path}.lock`, 'somebody')
    const longAgo = new Date(Date.now() - 11_000)
    utimesSync(`${path}.lock`, longAgo, longAgo)
    const append = open({maximumBytes: 10})
    append('one\n')
    append('two\n')
    assert.deepEqual(files(), {'access.log': 'two\n', 'access.log.1': 'before\none\n'})
  })

  it('finishes what a process that died left half done', () => {
    writeFileSync(path, 'newest\n')
    writeFileSync(`${path}.2`, 'older\n')
    open({maximumBytes: 10})('next\n')
    assert.deepEqual(files(), {'access.log': 'next\n', 'access.log.1': 'newest\n', 'access.log.2': 'older\n'})
  })

  it('writes the line where nobody can put the file away, and says so', () => {
    // A folder stands where the last file is to be removed: not even the superuser can.
    for (const number of [1, 2, 3, 4]) mkdirSync(`${path}.${number}`)
    writeFileSync(path, 'before\n')
    assert.throws(() => {
      open({maximumBytes: 10})('next\n')
    })
    assert.equal(readFileSync(path, 'utf8'), 'before\nnext\n')
  })

  it('loses nothing when the file is moved or removed by others', () => {
    const append = open()
    append('one\n')
    renameSync(path, join(folder, 'moved'))
    append('two\n')
    rmSync(path)
    append('three\n')
    assert.deepEqual(files(), {'access.log': 'three\n', moved: 'one\n'})
  })

  const writeTogether = async (processes: number, words: readonly string[]): Promise<void> => {
    const ends = Array.from({length: processes}, async (_, number) => {
      const child = spawn(process.execPath, [writer, path, `w${number}`, ...words], {stdio: 'inherit'})
      const [code] = (await once(child, 'close')) as [number]
      assert.equal(code, 0)
    })
    await Promise.all(ends)
  }

  /** Every line whole and there once; in each file those of one writer in their order. */
  const assertWhole = (processes: number, count: number): void => {
    const seen = new Set<string>()
    for (const [name, text] of Object.entries(files())) {
      assert.ok(text.endsWith('\n'), name)
      for (const line of text.split('\n').slice(0, -1)) {
        const parts = /^(w\d+ \d+) (x*) \1$/.exec(line)
        assert.ok(parts, `${name}: ${line}`)
        assert.ok(!seen.has(parts[1] ?? ''), `${line} is there twice`)
        seen.add(parts[1] ?? '')
      }
    }
    assert.equal(seen.size, processes * count)
  }

  it('is shared by ten processes across many files: every line whole, none lost', async () => {
    await writeTogether(10, ['2000', String(40_000), '1000'])
    assertWhole(10, 2000)
    const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size)
    assert.ok(sizes.length > 20, `${sizes.length} files`)
    assert.ok(!existsSync(`${path}.lock`))
  })

  it('is shared by ten processes across 10 MiB, which no file is longer than', async () => {
    const most = 10 * 1024 * 1024
    const before = 'x'.repeat(59)
    let text = ''
    for (let index = 0; text.length < most - 300_000; index += 1) text += `w90 ${index} ${before} w90 ${index}\n`
    writeFileSync(path, text)
    const lines = text.split('\n').length - 1
    await writeTogether(10, ['2000', String(most)])
    const counted = Object.values(files()).map((one) => one.split('\n').length - 1)
    assert.equal(
      counted.reduce((sum, one) => sum + one, 0),
      lines + 20_000,
    )
    assert.deepEqual(Object.keys(files()), ['access.log', 'access.log.1'])
    for (const one of Object.values(files())) assert.ok(one.length <= most, String(one.length))
  })
})
