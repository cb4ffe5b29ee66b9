import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {PassThrough, Readable, Writable} from 'node:stream'
import {copyTo} from '../../../../src/core/client/download/copy-to.js'
import {extensionOf} from '../../../../src/core/client/download/extension.js'
import {saveInFolder} from '../../../../src/core/client/download/save-in-folder.js'
import {saveTo} from '../../../../src/core/client/download/save-to.js'
import {FileError} from '../../../../src/core/errors/file-error.js'
import {NetworkError} from '../../../../src/core/errors/network-error.js'

const broken = new NetworkError('It broke.', {failure: 'reset', maybeSent: true})

const body = (...chunks: string[]): Readable => Readable.from(chunks.map((chunk) => Buffer.from(chunk)))
const breaking = (): Readable =>
  Readable.from(
    (function* () {
      yield Buffer.from('half')
      throw broken
    })(),
  )

describe('a streamed answer', () => {
  let folder: string
  const at = (name: string): string => join(folder, name)
  const names = async (): Promise<string[]> => (await readdir(folder)).sort()

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hwc-download-'))
  })
  afterEach(() => rm(folder, {recursive: true}))

  it('becomes a file with the rights of any new file', async () => {
    const steps: number[] = []
    const saved = await saveTo(body('ab', 'c'), at('x'), {onProgress: (bytes) => steps.push(bytes)})
    assert.deepEqual(saved, {path: at('x'), bytes: 3})
    assert.deepEqual([await readFile(at('x'), 'utf8'), steps, await names()], ['abc', [2, 3], ['x']])
    const {mode} = await stat(at('x'))
    assert.equal(mode & 0o777, 0o666 & ~process.umask())
  })

  it('takes the place of a file, whose rights stay, and of the file behind a link', async () => {
    await writeFile(at('x'), 'old and longer', {mode: 0o600})
    await symlink('x', at('link'))
    await saveTo(body('new'), at('link'))
    const {mode} = await stat(at('x'))
    assert.deepEqual([await readFile(at('x'), 'utf8'), mode & 0o777, await names()], ['new', 0o600, ['link', 'x']])
  })

  it('that breaks off leaves nothing, and what was there', async () => {
    await assert.rejects(saveTo(breaking(), at('x')), broken)
    await assert.rejects(saveInFolder(breaking(), {folder, operation: 'show-it'}), broken)
    assert.deepEqual(await names(), [])
    await writeFile(at('x'), 'old')
    await assert.rejects(saveTo(breaking(), at('x')), broken)
    assert.deepEqual([await readFile(at('x'), 'utf8'), await names()], ['old', ['x']])
  })

  it('that is interrupted leaves nothing', async () => {
    const controller = new AbortController()
    const stream = new PassThrough()
    stream.write('a')
    const saving = saveTo(stream, at('x'), {
      signal: controller.signal,
      onProgress: () => {
        controller.abort(broken)
        stream.write('b')
      },
    })
    await assert.rejects(saving, broken)
    assert.deepEqual([await names(), stream.destroyed], [[], true])
  })

  it('appears under its name only when it is complete', async () => {
    const stream = new PassThrough()
    stream.write('a')
    let during: string[] = []
    await saveTo(stream, at('x'), {
      onProgress: (bytes) => {
        if (bytes !== 1) return
        void names().then((found) => {
          during = found
          stream.end('b')
        })
      },
    })
    assert.equal(during.length, 1)
    assert.match(during[0] ?? '', /^\.x\.[\da-f-]+\.part$/)
    assert.deepEqual(await names(), ['x'])
  })

  it('goes straight into what is no regular file', async () => {
    assert.deepEqual(await saveTo(body('abc'), '/dev/null'), {path: '/dev/null', bytes: 3})
    execFileSync('mkfifo', [at('fifo')])
    const [, read] = await Promise.all([saveTo(body('abc'), at('fifo')), readFile(at('fifo'), 'utf8')])
    assert.deepEqual([read, (await stat(at('fifo'))).isFIFO()], ['abc', true])
  })

  for (const [what, path, reason] of [
    ['a folder that is not there', 'none/x', 'there is no such folder'],
    ['a path through a file', 'file/x', 'a part of the path is no folder'],
    ['a folder itself', 'folder', 'it is a folder'],
  ] as const) {
    it(`cannot be written to ${what}`, async () => {
      await writeFile(at('file'), '')
      await mkdir(at('folder'))
      const stream = body('abc')
      await assert.rejects(saveTo(stream, at(path)), (error) => {
        assert(error instanceof FileError)
        assert.equal(error.message, `Cannot write ${at(path)}: ${reason}`)
        return true
      })
      assert.deepEqual([stream.destroyed, await names()], [true, ['file', 'folder']])
    })
  }

  it('says that the disk is full', async function () {
    if (!(await stat('/dev/full').catch(() => undefined))) this.skip()
    await assert.rejects(saveTo(body('abc'), '/dev/full'), {
      message: 'Cannot write /dev/full: the disk is full',
    })
  })

  it('gets a name of its own in a folder, and never overwrites', async () => {
    const target = {folder, operation: 'show-it', contentType: 'image/PNG; q=1'}
    const saved = await Promise.all(['a', 'b', 'c'].map((text) => saveInFolder(body(text), target)))
    assert.deepEqual(await names(), ['show-it-1.png', 'show-it-2.png', 'show-it.png'])
    const contents = await Promise.all(saved.map(({path}) => readFile(path, 'utf8')))
    assert.deepEqual(contents, ['a', 'b', 'c'])
  })

  it('is copied to a stream piece by piece', async () => {
    const out = new PassThrough()
    assert.equal(await copyTo(body('ab', 'c'), out), 3)
    assert.equal(String(out.read()), 'abc')
  })

  const failing = (code: string): Writable =>
    new Writable({
      write: (_, __, done) => {
        done(Object.assign(new Error(code), {code}))
      },
    })

  it('ends quietly where the reader went away, and loudly where the disk is full', async () => {
    const stream = body('ab', 'c')
    assert.equal(await copyTo(stream, failing('EPIPE')), 0)
    assert.equal(stream.destroyed, true)
    await assert.rejects(copyTo(body('ab'), failing('ENOSPC')), {
      message: 'Cannot write to standard output: the disk is full',
    })
    await assert.rejects(copyTo(breaking(), new PassThrough()), broken)
  })
})

describe('extensionOf', () => {
  it('knows the usual types and calls the rest bin', () => {
    assert.deepEqual(
      ['application/json;charset=UTF-8', 'IMAGE/JPEG', 'application/octet-stream', 'a/b', '', undefined].map(
        extensionOf,
      ),
      ['json', 'jpg', 'bin', 'bin', 'bin', 'bin'],
    )
  })
})
