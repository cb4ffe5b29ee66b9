import assert from 'node:assert/strict'
import {Readable} from 'node:stream'
import {LineReader, readLines} from '../../../../src/cli/batch/read-lines.js'

const read = async (...chunks: (string | Uint8Array)[]) => {
  const lines = []
  for await (const {number, text, fault, offset} of readLines(Readable.from(chunks.map((chunk) => Buffer.from(chunk)))))
    lines.push({number, ...(text !== undefined && {text}), ...(fault !== undefined && {fault}), offset})
  return lines
}

describe('the lines of a batch', () => {
  it('are numbered from 1, empty ones counted and left out', async () => {
    assert.deepEqual(await read('{}\n\n \t\n[]\n'), [
      {number: 1, text: '{}', offset: 3},
      {number: 4, text: '[]', offset: 10},
    ])
  })

  it('come whole however the input is cut, the last one without a line feed too', async () => {
    const text = '{"a":"ä"}\r\n{"b":"€"}\n{"c":"😀"}'
    const whole = await read(text)
    assert.deepEqual(
      whole.map((line) => line.text),
      ['{"a":"ä"}', '{"b":"€"}', '{"c":"😀"}'],
    )
    const bytes = Buffer.from(text)
    for (let size = 1; size <= bytes.length; size += 1) {
      const chunks = Array.from({length: Math.ceil(bytes.length / size)}, (_, index) =>
        bytes.subarray(index * size, (index + 1) * size),
      )
      assert.deepEqual(await read(...chunks), whole, `in chunks of ${String(size)}`)
    }
  })

  it('begin after a byte order mark', async () => {
    assert.deepEqual(await read('\uFEFF{}\n'), [{number: 1, text: '{}', offset: 6}])
  })

  it('have a fault where they are no UTF-8, and the rest goes on', async () => {
    assert.deepEqual(await read(Buffer.from([0x7b, 0xff, 0x7d, 0x0a]), '{}\n'), [
      {number: 1, fault: 'the line is no UTF-8 text', offset: 4},
      {number: 2, text: '{}', offset: 7},
    ])
  })

  it('have a fault where they are too long, of which little is kept', async () => {
    const mebibyte = Buffer.alloc(1024 * 1024, 'x')
    const chunks = Array.from({length: 66}, () => mebibyte)
    assert.deepEqual(await read(...chunks, '\n', '{}\n'), [
      {number: 1, fault: 'the line is longer than 64 MiB', offset: 66 * 1024 * 1024 + 1},
      {number: 2, text: '{}', offset: 66 * 1024 * 1024 + 4},
    ])
  })

  it('are handed out once each, however many ask at the same time', async () => {
    const chunks = Array.from({length: 50}, (_, index) =>
      Buffer.from(`${String(index * 2)}\n${String(index * 2 + 1)}\n`),
    )
    const reader = new LineReader(Readable.from(chunks))
    const seen: string[] = []
    const work = async (): Promise<void> => {
      for (let line = await reader.next(); line; line = await reader.next()) seen.push(line.text ?? '')
    }
    await Promise.all(Array.from({length: 7}, work))
    assert.deepEqual(
      seen.map(Number).sort((one, other) => one - other),
      Array.from({length: 100}, (_, index) => index),
    )
  })

  it('tell what reading the input fails with', async () => {
    const broken = new Readable({
      read() {
        this.destroy(new Error('gone'))
      },
    })
    await assert.rejects(new LineReader(broken).next(), {message: 'gone'})
  })
})
