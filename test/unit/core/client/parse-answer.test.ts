import assert from 'node:assert/strict'
import {Readable} from 'node:stream'
import {type Schema} from '../../../../src/core/catalog/types.js'
import {parseAnswer, type ParseOptions} from '../../../../src/core/client/parse-answer.js'
import {ServiceError} from '../../../../src/core/errors/service-error.js'
import {type HttpResponse} from '../../../../src/core/http/types.js'
import {compactJson, formatJson} from '../../../../src/core/values/format-json.js'

const now = new Date('2024-03-05T06:07:08Z')
const json = {'content-type': 'application/json'}

const respond = (body: string | Uint8Array, more: Partial<HttpResponse> = {}): HttpResponse => ({
  status: 200,
  headers: json,
  body: Readable.from([Buffer.from(body)]),
  ...more,
})

const fields: ParseOptions['fields'] = {
  operation: {response: 'Answer', responseHeaders: ['X-Request-Id', 'X-Total', 'X-Done']},
  schema: () => ({
    fields: [
      {name: 'request_id', wire: 'X-Request-Id', type: 'string'},
      {name: 'total', wire: 'X-Total', type: 'int64'},
      {name: 'done', wire: 'X-Done', type: 'boolean'},
    ],
  }),
}

const failure = async (response: HttpResponse, options: Partial<ParseOptions> = {}): Promise<ServiceError> => {
  try {
    await parseAnswer(response, {now, ...options})
  } catch (error) {
    assert(error instanceof ServiceError)
    return error
  }
  throw new Error('no error was thrown')
}

describe('parseAnswer', () => {
  it('keeps digits and the order of keys', async () => {
    const text = '{"10":1.10,"2":12345678901234567890}'
    const {value} = await parseAnswer(respond(text), {now})
    assert.equal(formatJson(value ?? null, compactJson), text)
  })

  it('parses JSON whatever the content type says, and drops a byte order mark', async () => {
    const {value, isText} = await parseAnswer(
      respond('\uFEFF[1]', {headers: {'content-type': 'application/octet-stream'}}),
      {now},
    )
    assert.deepEqual([formatJson(value ?? null, compactJson), isText], ['[1]', false])
  })

  it('answers with the text of what is no JSON, by its charset', async () => {
    const gbk = Buffer.from('b4edcef3', 'hex')
    const answers = await Promise.all(
      [
        respond(gbk, {headers: {'content-type': 'text/plain; charset=GBK'}}),
        respond(Buffer.from('é'), {headers: {'content-type': 'text/plain'}}),
        respond(Buffer.from('é'), {headers: {}}),
        respond(Buffer.from([0xe9]), {headers: {}}),
        respond(Buffer.from('é'), {headers: {'content-type': 'application/x; charset=none-such'}}),
      ].map((response) => parseAnswer(response, {now})),
    )
    assert.deepEqual(
      answers.map(({value, isText}) => [value, isText]),
      [
        ['错误', true],
        ['Ã©', true],
        ['é', true],
        ['é', true],
        ['é', true],
      ],
    )
  })

  it('has no value for an empty body, whatever headers came', async () => {
    const response = respond('', {status: 204, headers: {'x-request-id': 'r'}})
    assert.deepEqual(await parseAnswer(response, {now, fields, method: 'DELETE'}), {
      status: 204,
      headers: {'x-request-id': 'r'},
      value: undefined,
      isText: false,
      warnings: [],
    })
  })

  it('answers a HEAD with its declared headers', async () => {
    const response = respond('', {headers: {'x-total': '7', server: 'x'}})
    const {value} = await parseAnswer(response, {now, fields, method: 'HEAD'})
    assert.equal(formatJson(value ?? null, compactJson), '{"X-Total":7}')
  })

  it('fills absent and null fields from declared headers, in their types, and leaves others alone', async () => {
    const headers = {...json, 'x-request-id': 'r', 'x-total': '12345678901234567890', 'x-done': 'True'}
    const {value} = await parseAnswer(respond('{"X-Request-Id":null,"a":1,"X-Done":false}', {headers}), {now, fields})
    assert.equal(
      formatJson(value ?? null, compactJson),
      '{"X-Request-Id":"r","a":1,"X-Done":false,"X-Total":12345678901234567890}',
    )
    const {value: items} = await parseAnswer(respond('[1]', {headers}), {now, fields})
    assert.equal(formatJson(items ?? null, compactJson), '[1]')
  })

  describe('in XML', () => {
    const xml = (body: string, contentType = 'application/xml'): HttpResponse =>
      respond(body, {headers: {'content-type': contentType}})
    const shown = async (response: HttpResponse, options: Partial<ParseOptions> = {}): Promise<string> => {
      const {value, isText} = await parseAnswer(response, {now, ...options})
      return isText ? String(value) : formatJson(value ?? null, compactJson)
    }

    it('is data, whatever parameters its content type has (the SDK takes no charset)', async () => {
      const body = '<r><a>1</a></r>'
      for (const contentType of ['application/xml', 'application/xml;charset=utf-8', 'Text/XML; charset="utf-8"'])
        assert.equal(await shown(xml(body, contentType)), '{"a":"1"}', contentType)
      assert.equal(await shown(xml(body, 'text/plain')), body)
      assert.equal(await shown(xml(body, 'application/json')), body)
    })

    it('is its text where it is not well-formed, and JSON where it is that', async () => {
      assert.equal(await shown(xml('<r><a></r>')), '<r><a></r>')
      assert.equal(await shown(xml('{"a":1.10}')), '{"a":1.10}')
    })

    it('has a list where the catalogue says so, however many there are', async () => {
      const schemas: Readonly<Record<string, Schema>> = {
        Answer: {
          fields: [
            {name: 'contents', wire: 'Contents', type: {list: {ref: 'Item'}}},
            {name: 'more', wire: 'More', type: {list: 'string'}},
            {name: 'total', wire: 'X-Total', type: 'string'},
          ],
        },
        Item: {fields: [{name: 'tags', wire: 'Tag', type: {list: 'string'}}]},
      }
      const options: Partial<ParseOptions> = {
        fields: {
          operation: {response: 'Answer', responseHeaders: ['X-Total']},
          schema: (name) => schemas[name] ?? {fields: []},
        },
      }
      assert.equal(
        await shown(
          respond('<r><Contents><Tag>a</Tag></Contents><More/><Other>b</Other></r>', {
            headers: {'content-type': 'application/xml', 'x-total': '7'},
          }),
          options,
        ),
        '{"Contents":[{"Tag":["a"]}],"More":null,"Other":"b","X-Total":"7"}',
      )
      assert.equal(
        await shown(xml('<r><Contents><Tag>a</Tag><Tag>b</Tag></Contents><Contents/></r>'), options),
        '{"Contents":[{"Tag":["a","b"]},null]}',
      )
    })
  })

  it('reads BSON as data, and as text where it is none', async () => {
    const headers = {'content-type': 'application/bson'}
    const bytes = Buffer.from('GQAAAANrdl9kb2MADAAAABBhAAEAAAAAAA==', 'base64')
    const {value, isText} = await parseAnswer(respond(bytes, {headers}), {now})
    assert.deepEqual([formatJson(value ?? null, compactJson), isText], ['{"kv_doc":{"a":1}}', false])
    const broken = await parseAnswer(respond('Bad Gateway', {headers}), {now})
    assert.deepEqual([broken.value, broken.isText], ['Bad Gateway', true])
  })

  it('warns of a redirection and answers with its body', async () => {
    const response = respond('{}', {status: 302, headers: {location: 'https://other.example'}, notes: ['A note.']})
    const {status, value, warnings} = await parseAnswer(response, {now})
    assert.deepEqual(
      [status, value, warnings],
      [
        302,
        new Map(),
        ['A note.', 'The service answered with a redirection (302) to https://other.example, which is not followed.'],
      ],
    )
  })
})

describe('a service error', () => {
  it('has the masked body cut at 1 KiB as its message where nobody understands the body', async () => {
    const error = await failure(respond(`secret ${'é'.repeat(2000)}`, {status: 502, headers: {}}), {
      maskText: (text) => text.replace('secret', '***'),
    })
    assert.equal(error.message, `*** ${'é'.repeat(510)}…`)
    assert.deepEqual([error.status, error.code, error.exitCode], [502, '502', 6])
  })

  it('names the clock where it is more than five minutes off and the service refuses', async () => {
    const at = (date: string, status = 401): Promise<ServiceError> => failure(respond('{}', {status, headers: {date}}))
    const hints = await Promise.all([
      at('Tue, 05 Mar 2024 06:02:00 GMT'),
      at('Tue, 05 Mar 2024 06:20:08 GMT', 403),
      at('Tue, 05 Mar 2024 06:02:30 GMT'),
      at('no date'),
      at('Tue, 05 Mar 2024 05:02:00 GMT', 400),
    ])
    assert.deepEqual(
      hints.map(({hint}) => hint),
      [
        "This machine's clock is 5 minutes ahead of the service's: set it right.",
        "This machine's clock is 13 minutes behind the service's: set it right.",
        undefined,
        undefined,
        undefined,
      ],
    )
  })

  const xmlError =
    '<?xml version="1.0"?><Error><Code>NoSuchBucket</Code><Message>None.</Message><RequestId>r1</RequestId></Error>'
  const asXml = {status: 404, headers: {'content-type': 'application/xml'}}

  it('is read from XML where the catalogue says that the service writes it so', async () => {
    const {code, message, requestId} = await failure(respond(xmlError, asXml), {errorFormat: 'xml'})
    assert.deepEqual([code, message, requestId], ['NoSuchBucket', 'None.', 'r1'])
    const headers = {...asXml.headers, 'x-request-id': 'r2'}
    const other = await failure(respond(xmlError, {...asXml, headers}), {errorFormat: 'xml'})
    assert.equal(other.requestId, 'r2')
    const plain = await failure(respond('Bad Gateway', {...asXml, status: 502}), {errorFormat: 'xml'})
    assert.deepEqual([plain.code, plain.message], ['502', 'Bad Gateway'])
  })

  it('has the XML itself as its message where the catalogue says nothing', async () => {
    const {code, message, requestId} = await failure(respond(xmlError, asXml))
    assert.deepEqual([code, message, requestId], ['404', xmlError, undefined])
  })

  it('hands on what was noted on the way', async () => {
    const {hint} = await failure(respond('{}', {status: 404, notes: ['An earlier try probably did it.']}))
    assert.equal(hint, 'An earlier try probably did it.')
  })
})
