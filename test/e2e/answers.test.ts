import assert from 'node:assert/strict'
import {mkdtemp, readFile, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {callLocally} from '../support/local-call.js'
import {type LocalServer, type ScriptedAnswer, startLocalServer} from '../support/local-server.js'
import {type HwcRun, type HwcRunOptions} from '../support/run-hwc.js'

const json = {'Content-Type': 'application/json'}

/** What hwc makes of one answer. */
const answered = async (
  answer: ScriptedAnswer,
  words: readonly string[] = ['vpc', 'list-vpcs'],
  options: HwcRunOptions = {},
): Promise<HwcRun> => {
  const server = await startLocalServer([{headers: json, ...answer}])
  try {
    return await callLocally(words, server.url, options)
  } finally {
    await server.close()
  }
}

const lossless = `{"vpcs":[{"big":12345678901234567890,"small":-9223372036854775808,"price":1.10,"tiny":1E-7,"zero":0.0,"text":"007","10":1,"2":2}]}`

describe('What a service answered', function () {
  this.timeout(30_000)

  describe('keeps every digit', () => {
    it('as JSON, with the keys in their order', async () => {
      const {stdout, stderr, exitCode} = await answered({body: lossless})
      assert.deepEqual(
        [stdout, stderr, exitCode],
        [
          `{
  "vpcs": [
    {
      "big": 12345678901234567890,
      "small": -9223372036854775808,
      "price": 1.10,
      "tiny": 1E-7,
      "zero": 0.0,
      "text": "007",
      "10": 1,
      "2": 2
    }
  ]
}
`,
          '',
          0,
        ],
      )
    })

    it('as YAML', async () => {
      const {stdout} = await answered({body: lossless}, ['vpc', 'list-vpcs', '-o', 'yaml'])
      assert.equal(
        stdout,
        `vpcs:
  - big: 12345678901234567890
    small: -9223372036854775808
    price: 1.10
    tiny: 1E-7
    zero: 0.0
    text: '007'
    '10': 1
    '2': 2
`,
      )
    })

    it('as a table', async () => {
      const {stdout} = await answered({body: lossless}, ['vpc', 'list-vpcs', '-o', 'table'])
      const cells = stdout
        .split('\n')
        .filter((line) => line.startsWith('│'))
        .map((line) =>
          line
            .split('│')
            .slice(1, -1)
            .map((cell) => cell.trim()),
        )
      assert.deepEqual(cells, [
        ['big', 'small', 'price', 'tiny', 'zero', 'text', '10', '2'],
        ['12345678901234567890', '-9223372036854775808', '1.10', '1E-7', '0.0', '007', '1', '2'],
      ])
    })
  })

  describe('is data', () => {
    it('as a list', async () => {
      const {stdout, exitCode} = await answered({body: '[1.0,[]]'})
      assert.deepEqual([stdout, exitCode], ['[\n  1.0,\n  []\n]\n', 0])
    })

    it('in XML: lists of one bucket and of two look the same', async () => {
      const buckets = async (names: readonly string[]): Promise<unknown> => {
        const items = names.map((name) => `<Bucket><Name>${name}</Name></Bucket>`).join('')
        const root = `<L xmlns="http://obs.example/doc/2015-06-30/"><Owner><ID>1</ID></Owner><Buckets>${items}</Buckets></L>`
        const {stdout, stderr} = await answered(
          {headers: {'Content-Type': 'application/xml', 'Transfer-Encoding': 'chunked', Date: 'd'}, body: root},
          ['obs', 'list-buckets'],
        )
        assert.equal(stderr, '')
        const {Owner, Buckets} = JSON.parse(stdout) as Record<string, unknown>
        return {Owner, Buckets}
      }
      assert.deepEqual(await Promise.all([buckets(['a']), buckets(['a', 'b'])]), [
        {Owner: {ID: '1'}, Buckets: {Bucket: [{Name: 'a'}]}},
        {Owner: {ID: '1'}, Buckets: {Bucket: [{Name: 'a'}, {Name: 'b'}]}},
      ])
    })

    it('in BSON, 64 bits included', async () => {
      const body = Buffer.from(
        '\u001d\0\0\0\u0003kv_doc\0\u0010\0\0\0\u0012n\0\xff\xff\xff\xff\xff\xff\xff\x7f\0\0',
        'latin1',
      )
      // The store's name stands in front of the host, which must have a name.
      const server = await startLocalServer([{headers: {'Content-Type': 'application/bson'}, body}])
      try {
        const {stdout, stderr} = await callLocally(
          ['kvs', 'get-kv', '--store-name', 'store', '--table-name', 't', '--primary-key', '{a: 1}'],
          `http://localhost:${server.port}`,
        )
        assert.deepEqual([stdout, stderr], ['{\n  "kv_doc": {\n    "n": 9223372036854775807\n  }\n}\n', ''])
      } finally {
        await server.close()
      }
    })

    it('from the headers that the catalogue declares, where a field is absent', async () => {
      const {stdout} = await answered({headers: {...json, 'X-Subject-Token': 'a-token'}, body: '{"token":{}}'}, [
        'iam',
        'keystone-create-user-token-by-password',
        '--auth',
        '{}',
      ])
      assert.deepEqual(JSON.parse(stdout), {token: {}, 'X-Subject-Token': 'a-token'})
    })
  })

  it('is its text where it is no data, with one line feed at its end', async () => {
    const text = async (body: string | Buffer, contentType: string): Promise<string> =>
      (await answered({headers: {'Content-Type': contentType}, body})).stdout
    assert.deepEqual(
      await Promise.all([
        text('done', 'text/plain'),
        text('done\n', 'text/plain; charset=utf-8'),
        text('grün', 'text/plain; charset=utf-8'),
        text(Buffer.from('grün', 'latin1'), 'text/plain'),
        text('grün', 'application/x-unknown'),
      ]),
      ['done\n', 'done\n', 'grün\n', 'grün\n', 'grün\n'],
    )
  })

  it('is nothing where there is nothing', async () => {
    for (const status of [200, 202, 204]) {
      const {stdout, stderr, exitCode} = await answered({status})
      assert.deepEqual([stdout, stderr, exitCode], ['', '', 0])
    }
  })

  it('is shown with a warning where it is a redirection, which nobody follows', async () => {
    const {stdout, stderr, exitCode} = await answered({
      status: 302,
      headers: {...json, Location: 'http://127.0.0.2/elsewhere'},
      body: '{"moved":true}',
    })
    assert.deepEqual(
      [stdout, stderr, exitCode],
      [
        '{\n  "moved": true\n}\n',
        'hwc: warning: The service answered with a redirection (302) to http://127.0.0.2/elsewhere, which is not followed.\n',
        0,
      ],
    )
  })

  describe('with --include', () => {
    const headers = {...json, 'X-Request-Id': 'r1', Date: 'a day', Connection: 'close', 'Content-Length': '7'}
    const inObject = {
      'content-type': 'application/json',
      'x-request-id': 'r1',
      date: 'a day',
      connection: 'close',
      'content-length': '7',
    }
    const words = (...more: readonly string[]): readonly string[] => ['vpc', 'list-vpcs', '--include', ...more]

    it('is one object in JSON', async () => {
      const {stdout} = await answered({headers, body: '{"a":1}'}, words())
      assert.deepEqual(JSON.parse(stdout), {status: 200, headers: inObject, body: {a: 1}})
      assert.deepEqual(Object.keys(JSON.parse(stdout) as object), ['status', 'headers', 'body'])
    })

    it('is one object in JSON where the body is empty or a text', async () => {
      const empty = await answered({status: 204, headers: {Date: 'a day', Connection: 'close'}}, words())
      assert.deepEqual(JSON.parse(empty.stdout), {
        status: 204,
        headers: {date: 'a day', connection: 'close'},
        body: null,
      })
      const text = await answered({headers: {...headers, 'Content-Type': 'text/plain'}, body: 'it is a'}, words())
      assert.deepEqual((JSON.parse(text.stdout) as Record<string, unknown>)['body'], 'it is a')
    })

    it('begins with status and headers in YAML', async () => {
      const {stdout} = await answered({headers, body: '{"a":1}'}, words('-o', 'yaml'))
      assert.equal(
        stdout,
        `status: 200
headers:
  content-type: application/json
  x-request-id: r1
  date: a day
  connection: close
  content-length: '7'
body:
  a: 1
`,
      )
    })

    it('has status and headers as lines before a table', async () => {
      const {stdout} = await answered({headers, body: '{"a":1}'}, words('-o', 'table'))
      assert.equal(
        stdout,
        `HTTP/1.1 200
content-type: application/json
x-request-id: r1
date: a day
connection: close
content-length: 7

┌───┬───┐
│ a │ 1 │
└───┴───┘
`,
      )
    })

    it('has them before the bytes of a stream, and alone where these go to a file', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'hwc-answers-'))
      try {
        const stream = {headers: {'Content-Type': 'text/plain', Date: 'a day', Connection: 'close'}, body: 'bytes'}
        const file = join(folder, 'out')
        const object = ['obs', 'get-object', '--bucket-name', 'b', '--object-key', 'k', '--include']
        const server = await startLocalServer([stream])
        try {
          const endpoint = `http://localhost:${server.port}`
          const piped = await callLocally(object, endpoint)
          const lines = 'content-type: text/plain\ndate: a day\nconnection: close\ntransfer-encoding: chunked\n'
          assert.equal(piped.stdout, `HTTP/1.1 200\n${lines}\nbytes`)
          const saved = await callLocally([...object, '--output-file', file, '--quiet'], endpoint)
          const {status, body} = JSON.parse(saved.stdout) as Record<string, unknown>
          assert.deepEqual([status, body, await readFile(file, 'utf8')], [200, null, 'bytes'])
        } finally {
          await server.close()
        }
      } finally {
        await rm(folder, {recursive: true})
      }
    })
  })
})

describe('An error of a service', function () {
  this.timeout(30_000)

  const errorOf = async (
    answer: ScriptedAnswer,
    words: readonly string[],
    host?: (server: LocalServer) => string,
  ): Promise<Record<string, unknown>> => {
    const server = await startLocalServer([{status: 400, headers: {...json, 'X-Request-Id': 'r1'}, ...answer}])
    try {
      const run = await callLocally([...words, '-o', 'json', '--retries', '0'], host?.(server) ?? server.url)
      assert.equal(run.stdout, '')
      const {error} = JSON.parse(run.stderr) as {error: Record<string, unknown>}
      const {code, message, status, requestId, exitCode} = error
      assert.equal(exitCode, run.exitCode)
      return {code, message, status, requestId, exitCode}
    } finally {
      await server.close()
    }
  }

  it('of CCE joins its messages', async () => {
    const body = '{"errorCode":"CCE.01400001","errorMessage":"Invalid request.","message":"Invalid id.","code":400}'
    assert.deepEqual(await errorOf({body}, ['cce', 'list-clusters']), {
      code: 'CCE.01400001',
      message: 'Invalid request., Invalid id.',
      status: 400,
      requestId: 'r1',
      exitCode: 5,
    })
  })

  it('of another service in the same words is read by the rule of all', async () => {
    const body = '{"errorCode":"E","errorMessage":"Invalid request.","message":"Invalid id.","code":400}'
    const {code, message} = await errorOf({body}, ['vpc', 'list-vpcs'])
    assert.deepEqual([code, message], ['400', 'Invalid id.'])
  })

  it('of object storage is read from XML', async () => {
    const body = '<Error><Code>NoSuchBucket</Code><Message>None such.</Message><RequestId>r2</RequestId></Error>'
    const answer = {status: 404, headers: {'Content-Type': 'application/xml'}, body}
    assert.deepEqual(await errorOf(answer, ['obs', 'list-buckets']), {
      code: 'NoSuchBucket',
      message: 'None such.',
      status: 404,
      requestId: 'r2',
      exitCode: 10,
    })
  })

  it('is read from BSON', async () => {
    const body = Buffer.from('LgAAAAJlcnJvcl9jb2RlAAYAAABLVlMuMQACZXJyb3JfbXNnAAQAAABiYWQAAA==', 'base64')
    const words = ['kvs', 'list-store']
    const answer = {headers: {'Content-Type': 'application/bson', 'X-Request-Id': 'r1'}, body}
    const {code, message} = await errorOf(answer, words, ({port}) => `http://localhost:${port}`)
    assert.deepEqual([code, message], ['KVS.1', 'bad'])
  })
})
