import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {type HttpRequest, type StreamBody} from '../../../../src/core/http/types.js'
import {previewRequest, previewValue} from '../../../../src/core/output/preview/preview-request.js'
import {shellQuote} from '../../../../src/core/output/preview/shell-quote.js'
import {compactJson, formatJson} from '../../../../src/core/values/format-json.js'

const request: HttpRequest = {
  method: 'POST',
  scheme: 'https',
  host: 'vpc.{region}.example.com',
  target: '/v1/{project_id}/%2A%2A%2A?token=abc&n=a%20b',
  headers: {
    'Content-Type': 'application/json;charset=utf-8',
    'X-Project-Id': '{project_id}',
    Authorization: 'SDK-HMAC-SHA256 Access=HPUA0EXAMPLE, SignedHeaders=host, Signature=0a1b',
  },
  body: Buffer.from('{"vpc": {"name": "it\'s \\u00e9", "n": 1.10}}'),
}

const open = (): never => assert.fail('a preview reads no file')

const form: StreamBody = {
  length: 100,
  open,
  parts: [
    Buffer.from(
      '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n--b\r\nContent-Disposition: form-data; name="f"; filename="q"\r\n\r\n',
    ),
    {path: '/tmp/q "1".bin', size: 3},
    Buffer.from('\r\n--b--\r\n'),
  ],
  fields: [
    {name: 'a', text: 'x'},
    {name: 'f', file: {path: '/tmp/q "1".bin', size: 3}, fileName: 'q'},
  ],
}

describe('a preview', () => {
  it('as text shows the request with its secrets masked and its placeholders visible', () => {
    assert.equal(
      previewRequest(request, 'text'),
      [
        'POST https://vpc.{region}.example.com/v1/{project_id}/***?token=***&n=a%20b',
        'Content-Type: application/json;charset=utf-8',
        'X-Project-Id: {project_id}',
        'Authorization: SDK-HMAC-SHA256 Access=HPUA***, SignedHeaders=host, Signature=***',
        '',
        '{',
        '  "vpc": {',
        '    "name": "it\'s é",',
        '    "n": 1.10',
        '  }',
        '}',
        '',
      ].join('\n'),
    )
  })

  it('as data is method, url, headers and body', () => {
    assert.equal(
      formatJson(previewValue(request), compactJson),
      '{"method":"POST","url":"https://vpc.{region}.example.com/v1/{project_id}/***?token=***&n=a%20b","headers":{"Content-Type":"application/json;charset=utf-8","X-Project-Id":"{project_id}","Authorization":"SDK-HMAC-SHA256 Access=HPUA***, SignedHeaders=host, Signature=***"},"body":{"vpc":{"name":"it\'s é","n":1.10}}}',
    )
    const without = {...request, body: undefined}
    assert.deepEqual(Array.from((previewValue(without) as Map<string, unknown>).keys()), ['method', 'url', 'headers'])
  })

  it('as a curl command sends the same bytes', () => {
    assert.equal(
      previewRequest(request, 'curl'),
      [
        "curl --request POST 'https://vpc.{region}.example.com/v1/{project_id}/***?token=***&n=a%20b' \\",
        '  --globoff \\',
        "  --header 'Content-Type: application/json;charset=utf-8' \\",
        "  --header 'X-Project-Id: {project_id}' \\",
        "  --header 'Authorization: SDK-HMAC-SHA256 Access=HPUA***, SignedHeaders=host, Signature=***' \\",
        '  --data-raw \'{"vpc": {"name": "it\'\\\'\'s \\u00e9", "n": 1.10}}\'',
        '',
      ].join('\n'),
    )
  })

  it('names the files of a form and does not read them', () => {
    const given = {
      ...request,
      target: '/f',
      host: 'h',
      headers: {'Content-Type': 'multipart/form-data; boundary=b', 'X-A': 'b'},
      body: form,
    }
    assert.equal(
      previewRequest(given, 'text'),
      [
        'POST https://h/f',
        'Content-Type: multipart/form-data; boundary=b',
        'X-A: b',
        '',
        '--b',
        'Content-Disposition: form-data; name="a"',
        '',
        'x',
        '--b',
        'Content-Disposition: form-data; name="f"; filename="q"',
        '',
        '<contents of /tmp/q "1".bin, 3 bytes>',
        '--b--',
        '',
      ].join('\n'),
    )
    assert.equal(
      previewRequest(given, 'curl'),
      [
        'curl --request POST https://h/f \\',
        "  --header 'X-A: b' \\",
        '  --form-string a=x \\',
        '  --form \'f=@"/tmp/q \\"1\\".bin";filename="q"\'',
        '',
      ].join('\n'),
    )
    const value = previewValue(given) as Map<string, unknown>
    assert.deepEqual(
      value.get('body'),
      new Map([
        ['a', 'x'],
        ['f', '<contents of /tmp/q "1".bin, 3 bytes>'],
      ]),
    )
  })

  it('describes bytes that are no text', () => {
    const given = {...request, target: '/', host: 'h', headers: {}, body: Buffer.from([255, 0])}
    assert.equal(previewRequest(given, 'text'), 'POST https://h/\n\n<2 bytes>\n')
    assert.equal(
      previewRequest(given, 'curl'),
      'printf %s /wA= | base64 --decode | curl --request POST https://h/ \\\n  --data-binary @-\n',
    )
    const file = {...given, body: {length: 3, open, parts: [{path: '/a b', size: 3}]}}
    assert.equal(previewRequest(file, 'text'), 'POST https://h/\n\n<contents of /a b, 3 bytes>\n')
    assert.equal(previewRequest(file, 'curl'), "curl --request POST https://h/ \\\n  --data-binary '@/a b'\n")
  })
})

describe('shell words', () => {
  it('mean the same text to a shell', () => {
    for (const text of ['', 'plain', "it's", '$HOME `id` "x" \\ * {a,b}', 'a\nb', '-x', "'", '!'])
      assert.equal(execFileSync('sh', ['-c', `printf %s ${shellQuote(text)}`]).toString(), text)
  })
})
