import assert from 'node:assert/strict'
import {mkdtemp, rm, truncate, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {buffer} from 'node:stream/consumers'
import {type Schema} from '../../../../../src/core/catalog/types.js'
import {FileError} from '../../../../../src/core/errors/file-error.js'
import {UsageError} from '../../../../../src/core/errors/usage-error.js'
import {isStreamBody, type RequestBody} from '../../../../../src/core/http/types.js'
import {type BodyOptions, encodeBody} from '../../../../../src/core/request/wire/encode-body.js'
import {jsonText} from '../../../../../src/core/request/wire/json-text.js'
import {xmlText} from '../../../../../src/core/request/wire/xml-text.js'
import {parseJson} from '../../../../../src/core/values/parse-json.js'
import {FileValue, type Value} from '../../../../../src/core/values/value.js'

const schemas: Readonly<Record<string, Schema>> = {
  Server: {
    fields: [
      {name: 'name', type: 'string'},
      {name: 'os_hints', wire: 'os:hints', type: 'any'},
      {name: 'nics', type: {list: {ref: 'Nic'}}},
      {name: 'by_name', type: {map: {ref: 'Nic'}}},
    ],
  },
  Nic: {
    fields: [
      {name: 'subnet', type: 'string'},
      {name: 'size', type: 'integer'},
    ],
  },
  Form: {
    fields: [
      {name: 'file', type: 'file'},
      {name: 'mark', type: 'string'},
      {name: 'other', type: 'file'},
      {name: 'deep', type: 'any'},
      {name: 'flag', type: 'boolean'},
    ],
  },
  Acl: {fields: [{name: 'owner', wire: 'Owner', type: 'any'}], xmlName: 'AccessControlPolicy'},
  Blob: {
    fields: [
      {name: 'name', type: 'string'},
      {name: 'data', type: 'bytes'},
      {name: 'at', type: 'datetime'},
      {name: 'attributes', type: 'any'},
    ],
  },
}

const schema = (name: string): Schema => {
  const found = schemas[name]
  assert.ok(found)
  return found
}

const encode = async (
  contentType: string,
  type: BodyOptions['operation']['body'],
  body: Value | undefined,
): Promise<{contentType: string; body?: RequestBody | undefined}> =>
  encodeBody({
    operation: type === undefined ? {contentType} : {contentType, body: type},
    schema,
    body,
    randomBoundary: () => 'b0',
  })

const bytesOf = async (body: RequestBody | undefined): Promise<Buffer | undefined> => {
  if (body === undefined) return undefined
  return isStreamBody(body) ? buffer(body.open()) : Buffer.from(body)
}

const textFor = async (...given: Parameters<typeof encode>): Promise<string | undefined> =>
  (await bytesOf((await encode(...given)).body))?.toString('utf8')

describe('JSON text', () => {
  it('has blanks after commas and colons, is pure ASCII and keeps digits', () => {
    const json = '{"a":[1.10,1e-7,12345678901234567890,true,null,"é😀\\u007f/\\"\\\\\\n\\u2028"],"":{},"b":[]}'
    assert.equal(
      jsonText(parseJson(json)),
      '{"a": [1.10, 1e-7, 12345678901234567890, true, null, "\\u00e9\\ud83d\\ude00\\u007f/\\"\\\\\\n\\u2028"], "": {}, "b": []}',
    )
  })
})

describe('a JSON body', () => {
  const json = 'application/json'

  it('has the model order at every depth, without nulls; unknown keys follow', async () => {
    const body = parseJson(
      '{"new":null,"nics":[{"size":0,"extra":{"z":1,"a":null},"subnet":null},null],"by_name":{"z":{"size":1,"subnet":"s"},"a":null},"os:hints":{"b":null,"a":[]},"name":""}',
    )
    assert.equal(
      await textFor(json, {ref: 'Server'}, body),
      '{"name": "", "os:hints": {"b": null, "a": []}, "nics": [{"size": 0, "extra": {"z": 1, "a": null}}, null], "by_name": {"z": {"subnet": "s", "size": 1}, "a": null}, "new": null}',
    )
  })

  it('may be a list, a map or nothing', async () => {
    assert.equal(
      await textFor(json, {list: {ref: 'Nic'}}, parseJson('[{"size":1,"subnet":"s"}]')),
      '[{"subnet": "s", "size": 1}]',
    )
    assert.equal(await textFor(json, {map: 'any'}, parseJson('{"b":null,"a":1}')), '{"b": null, "a": 1}')
    assert.equal(await textFor(json, {ref: 'Server'}, parseJson('{}')), '{}')
    assert.equal(await textFor(json, {ref: 'Server'}, undefined), undefined)
    assert.equal(await textFor(json, {ref: 'Server'}, null), undefined)
  })

  it('that is a text goes out as it is', async () => {
    assert.equal(await textFor(json, 'string', '{é}'), '{é}')
  })

  it('is what every unknown content type gets', async () => {
    assert.equal(
      await textFor('application/openstack-images-v2.1-json-patch', {list: 'any'}, parseJson('[{"op":"add"}]')),
      '[{"op": "add"}]',
    )
  })
})

describe('a form', () => {
  it('is percent-encoded with plus for blanks; an object goes out as its keys', async () => {
    const body = parseJson('{"a":"x y+é","b":true,"c":[1,null,"z",false],"d":{"k":1,"l":2},"e":null,"f":[],"g":1.0}')
    assert.equal(
      await textFor('application/x-www-form-urlencoded', 'any', body),
      'a=x+y%2B%C3%A9&b=true&c=1&c=z&c=False&d=k&d=l&g=1.0',
    )
  })

  it('without fields has no body', async () => {
    assert.equal(await textFor('application/x-www-form-urlencoded', 'any', parseJson('{}')), undefined)
  })
})

describe('XML', () => {
  it('has the root of the model, repeats lists and escapes all but ASCII', async () => {
    const body = parseJson(
      '{"Owner":{"ID":"a&b<c>\\"é😀","Empty":{},"None":null,"Text":"","Yes":true,"N":1.0,"L":[{"x":1},{"x":2},[3]]}}',
    )
    assert.equal(
      await textFor('application/xml', {ref: 'Acl'}, body),
      '<AccessControlPolicy><Owner><ID>a&amp;b&lt;c&gt;"&#233;&#128512;</ID><Empty /><None /><Text /><Yes>true</Yes><N>1.0</N><L><x>1</x></L><L><x>2</x></L><L>3</L></Owner></AccessControlPolicy>',
    )
  })

  it('of an empty model is an empty element', () => {
    assert.equal(xmlText('Delete', new Map()), '<Delete />')
  })

  it('may be left out: a bucket is created without', async () => {
    assert.equal((await encode('application/xml', {ref: 'Acl'}, undefined)).body, undefined)
  })
})

describe('BSON', () => {
  it('is the document that Python writes', async () => {
    const body = await encode(
      'application/bson',
      'any',
      parseJson('{"table_name":"t","primary_key":{"name":"tom","age":10}}'),
    )
    assert.equal(
      (await bytesOf(body.body))?.toString('base64'),
      'QAAAAAJ0YWJsZV9uYW1lAAIAAAB0AANwcmltYXJ5X2tleQAcAAAAAm5hbWUABAAAAHRvbQAQYWdlAAoAAAAAAA==',
    )
  })

  it('has integers of 32 and 64 bits, doubles, binaries, times and lists', async () => {
    const {BSON} = await import('bson')
    const body = await encode(
      'application/bson',
      {ref: 'Blob'},
      parseJson(
        '{"attributes":{"10":2147483648,"2":1.5,"l":[1,null,true]},"at":"2024-03-05T06:07:08Z","data":"AAEC","name":"n"}',
      ),
    )
    const document = BSON.deserialize((await bytesOf(body.body)) ?? Buffer.alloc(0), {promoteValues: false})
    assert.deepEqual(
      BSON.EJSON.stringify(document, {relaxed: false}),
      '{"name":"n","data":{"$binary":{"base64":"AAEC","subType":"00"}},"at":{"$date":{"$numberLong":"1709618828000"}},"attributes":{"2":{"$numberDouble":"1.5"},"10":{"$numberLong":"2147483648"},"l":[{"$numberInt":"1"},null,true]}}',
    )
  })

  it('refuses what does not fit', async () => {
    await assert.rejects(encode('application/bson', 'any', parseJson('{"a":12345678901234567890}')), UsageError)
    await assert.rejects(encode('application/bson', 'any', parseJson('[]')), UsageError)
  })
})

describe('files', () => {
  let folder = ''
  const multipart = 'multipart/form-data'

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hwc-wire-'))
    await writeFile(join(folder, 'a.bin'), Buffer.from([0, 1, 255]))
    await writeFile(join(folder, '中 "x\n.txt'), 'hello')
  })
  after(async () => rm(folder, {recursive: true}))

  it('follow the texts of a form, each part in its exact form', async () => {
    const body = new Map<string, Value>([
      ['flag', true],
      ['other', new FileValue(join(folder, '中 "x\n.txt'))],
      ['mark', '水\r\n'],
      ['file', new FileValue(join(folder, 'a.bin'), 'dir\\n.bin', 'image/png')],
      ['deep', parseJson('{"a":[1,null,"x"]}')],
    ])
    const encoded = await encode(multipart, {ref: 'Form'}, body)
    assert.equal(encoded.contentType, 'multipart/form-data; boundary=b0')
    const expected = Buffer.concat([
      Buffer.from('--b0\r\nContent-Disposition: form-data; name="mark"\r\n\r\n水\r\n\r\n'),
      Buffer.from("--b0\r\nContent-Disposition: form-data; name=\"deep\"\r\n\r\n{'a': [1, None, 'x']}\r\n"),
      Buffer.from('--b0\r\nContent-Disposition: form-data; name="flag"\r\n\r\ntrue\r\n'),
      Buffer.from(
        '--b0\r\nContent-Disposition: form-data; name="file"; filename="dir\\n.bin"\r\nContent-Type: image/png\r\n\r\n',
      ),
      Buffer.from([0, 1, 255]),
      Buffer.from(
        '\r\n--b0\r\nContent-Disposition: form-data; name="other"; filename="中 %22x%0A.txt"\r\n\r\nhello\r\n--b0--\r\n',
      ),
    ])
    assert.deepEqual(await bytesOf(encoded.body), expected)
    assert.equal(encoded.body?.length, expected.length)
    assert.deepEqual(await bytesOf(encoded.body), expected, 'a second try reads the same')
  })

  it('are not needed: an absent form is an empty one', async () => {
    assert.equal(await textFor(multipart, {ref: 'Form'}, undefined), '--b0--\r\n')
    assert.equal(await textFor(multipart, {ref: 'Form'}, new Map([['file', null]])), '--b0--\r\n')
  })

  it('may be the whole body', async () => {
    const encoded = await encode('application/octet-stream', 'file', new FileValue(join(folder, 'a.bin')))
    assert.deepEqual(await bytesOf(encoded.body), Buffer.from([0, 1, 255]))
    assert.equal(encoded.body?.length, 3)
    await assert.rejects(encode('application/octet-stream', 'file', undefined), UsageError)
  })

  it('that are missing or no files are told before anything is sent', async () => {
    const message = async (path: string): Promise<string> => {
      try {
        await encode('application/octet-stream', 'file', new FileValue(path))
      } catch (error) {
        assert.ok(error instanceof FileError)
        return error.message
      }
      return 'no error'
    }
    const missing = join(folder, 'missing')
    assert.equal(await message(missing), `The file ${missing} does not exist`)
    assert.equal(await message(folder), `${folder} is not a regular file`)
  })

  it('that become shorter while they are sent are an error', async () => {
    const path = join(folder, 'shrinking')
    await writeFile(path, 'abcdef')
    const encoded = await encode('application/octet-stream', 'file', new FileValue(path))
    await truncate(path, 2)
    await assert.rejects(bytesOf(encoded.body), FileError)
    await writeFile(path, 'abcdefghij')
    assert.equal((await bytesOf(encoded.body))?.toString(), 'abcdef', 'of a longer one, the promised bytes')
  })
})
