import assert from 'node:assert/strict'
import {boundaryOf, MultipartError, MultipartParser} from '../../../src/sandbox/multipart-parser.js'

interface Part {
  readonly headers: Readonly<Record<string, string>>
  content: string
}

/** Parses a body that comes in pieces of so many bytes. */
const parse = (body: string, size: number): readonly Part[] => {
  const parser = new MultipartParser('edge')
  const bytes = Buffer.from(body)
  const parts: Part[] = []
  for (let at = 0; at < bytes.length; at += size)
    for (const event of parser.push(bytes.subarray(at, at + size))) {
      const last = parts.at(-1)
      if (event.kind === 'part') parts.push({headers: Object.fromEntries(event.headers), content: ''})
      else if (last !== undefined) last.content += Buffer.from(event.bytes).toString('latin1')
    }
  parser.end()
  return parts
}

const body = [
  'a preamble',
  '--edge',
  'Content-Disposition: form-data; name="a"',
  '',
  'one\r\ntwo\r\n--edg\r\n-',
  '--edge  ',
  'content-disposition:form-data; name="b"',
  'Content-Type: text/plain',
  '',
  '',
  '--edge',
  '',
  'no headers',
  '--edge--',
  'an epilogue with --edge in it',
].join('\r\n')

describe('MultipartParser', () => {
  it('takes a body apart in whatever pieces it comes', () => {
    for (let size = 1; size <= body.length; size += 1)
      assert.deepEqual(
        parse(body, size),
        [
          {headers: {'content-disposition': 'form-data; name="a"'}, content: 'one\r\ntwo\r\n--edg\r\n-'},
          {headers: {'content-disposition': 'form-data; name="b"', 'content-type': 'text/plain'}, content: ''},
          {headers: {}, content: 'no headers'},
        ],
        `pieces of ${size} bytes`,
      )
  })

  it('takes a body without parts', () => {
    assert.deepEqual(parse('--edge--\r\n', 3), [])
  })

  it('refuses a body that ends early, has text behind a boundary or endless headers', () => {
    for (const [text, message] of [
      ['', 'The multipart body ends before its closing boundary'],
      ['--edge\r\n\r\ntext', 'The multipart body ends before its closing boundary'],
      ['--edge text\r\n\r\n', 'Text after a boundary'],
      [`--edge\r\nX: ${'x'.repeat(20_000)}`, 'The headers of a part are too long'],
    ] as const)
      assert.throws(
        () => parse(text, 4096),
        (error) => error instanceof MultipartError && error.message === message,
        message,
      )
  })
})

describe('boundaryOf', () => {
  it('reads the boundary, quoted or not', () => {
    assert.deepEqual(
      [
        'multipart/form-data; boundary=a-b',
        'multipart/form-data; charset=x; Boundary="a b"',
        'multipart/form-data',
      ].map(boundaryOf),
      ['a-b', 'a b', undefined],
    )
  })
})
