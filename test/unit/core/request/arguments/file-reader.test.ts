import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {Readable} from 'node:stream'
import {FileError} from '../../../../../src/core/errors/file-error.js'
import {FileValue} from '../../../../../src/core/values/value.js'
import {createFileReader, type FileReader} from '../../../../../src/core/request/arguments/file-reader.js'

describe('the reader of files', () => {
  let folder = ''
  let temporaryFolder = ''

  const reader = (stdin: Readable = Readable.from(['in'])): FileReader =>
    createFileReader({
      stdin: {stream: stdin, isTerminal: false},
      home: folder,
      temporaryFolder,
      platform: process.platform,
    })

  const fails = async (work: Promise<unknown>): Promise<string> => {
    try {
      await work
    } catch (error) {
      if (error instanceof FileError) return error.message
      throw error
    }
    throw new Error('It was read')
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hwc-test-'))
    temporaryFolder = join(folder, 'tmp')
    await mkdir(temporaryFolder)
    await writeFile(join(folder, 'a.txt'), 'text\n')
  })

  afterEach(async () => {
    await rm(folder, {recursive: true})
  })

  it('reads bytes, the home folder standing for a tilde', async () => {
    assert.equal(Buffer.from(await reader().read(join(folder, 'a.txt'))).toString(), 'text\n')
    assert.equal(Buffer.from(await reader().read('~/a.txt')).toString(), 'text\n')
    assert.equal(
      Buffer.from(
        await reader(Readable.from([Buffer.from('é').subarray(0, 1), Buffer.from('é').subarray(1)])).readStdin(),
      ).toString(),
      'é',
    )
  })

  it('opens a regular file where it is', async () => {
    assert.deepEqual(await reader().open('~/a.txt'), new FileValue(join(folder, 'a.txt')))
  })

  it('says what is wrong with a file', async () => {
    assert.equal(await fails(reader().read('/no/such')), 'Cannot read /no/such: there is no such file')
    assert.equal(await fails(reader().read(folder)), `Cannot read ${folder}: it is a folder`)
    assert.equal(await fails(reader().open(folder)), `Cannot read ${folder}: it is a folder`)
    assert.equal(await fails(reader().open('~/none')), 'Cannot read ~/none: there is no such file')
    if (process.getuid?.() === 0) return
    await chmod(join(folder, 'a.txt'), 0)
    assert.equal(await fails(reader().open('~/a.txt')), 'Cannot read ~/a.txt: it may not be read')
  })

  it('copies stdin to a file that nobody else reads, and removes it', async () => {
    const files = reader(Readable.from(['one ', 'two']))
    const {path, name} = await files.openStdin()
    assert.equal(name, 'stdin')
    assert.equal(await readFile(path, 'utf8'), 'one two')
    assert.equal((await stat(path)).mode & 0o777, 0o600)
    await files.cleanUp()
    assert.deepEqual(await readdir(temporaryFolder), [])
  })

  it('says so where the copy cannot be made', async () => {
    await rm(temporaryFolder, {recursive: true})
    assert.equal(await fails(reader().openStdin()), 'Cannot copy stdin: there is no such file')
  })

  it('copies what is no regular file', async function () {
    if (process.platform === 'win32') this.skip()
    const fifo = join(folder, 'fifo')
    execFileSync('mkfifo', [fifo])
    const files = reader()
    const [{path, name}] = await Promise.all([files.open(fifo), writeFile(fifo, 'through')])
    assert.deepEqual([await readFile(path, 'utf8'), name], ['through', 'fifo'])
    await files.cleanUp()
  })
})
