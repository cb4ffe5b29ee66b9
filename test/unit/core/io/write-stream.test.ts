import assert from 'node:assert/strict'
import {Writable} from 'node:stream'
import {FileError} from '../../../../src/core/errors/file-error.js'
import {type OutputStream} from '../../../../src/core/io/io.js'
import {ClosedPipeError, writePage} from '../../../../src/core/io/write-stream.js'

/** A stream of the process that takes some bytes at once. */
const output = (writeNow?: OutputStream['writeNow']) => {
  const written: Buffer[] = []
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      written.push(chunk)
      done()
    },
  })
  return {stream, isTerminal: false, writeNow, text: () => Buffer.concat(written).toString()}
}

const refuse = (code: string) => (): number => {
  throw Object.assign(new Error(`${code}: no`), {code})
}

describe('writePage', () => {
  it('writes at once as long as bytes are taken, and the rest through the stream', async () => {
    const now: string[] = []
    const given = output((data) => {
      const taken = now.length < 2 ? Math.min(data.length, 3) : 0
      if (taken > 0) now.push(Buffer.from(data.subarray(0, taken)).toString())
      return taken
    })
    await writePage(given, 'abcdefgé')
    assert.deepEqual([now, given.text()], [['abc', 'def'], 'gé'])
  })

  it('opens no stream where everything is taken at once', async () => {
    const page: OutputStream = {
      get stream(): Writable {
        throw new Error('opened')
      },
      isTerminal: false,
      writeNow: (data) => data.length,
    }
    await writePage(page, 'page')
  })

  it('writes through the stream where nothing can be written at once', async () => {
    const given = output()
    await writePage(given, 'page')
    assert.equal(given.text(), 'page')
  })

  it('tells a closed pipe from a full disk', async () => {
    await assert.rejects(writePage(output(refuse('EPIPE')), 'page'), ClosedPipeError)
    await assert.rejects(writePage(output(refuse('ENOSPC')), 'page'), (error: unknown) => {
      assert(error instanceof FileError)
      assert.equal(error.message, 'Cannot write to standard output: the disk is full')
      return true
    })
  })
})
