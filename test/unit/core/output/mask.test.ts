import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import yaml from 'js-yaml'
import {type Schema} from '../../../../src/core/catalog/types.js'
import {isSensitiveName} from '../../../../src/core/output/is-sensitive-name.js'
import {maskedHeaders} from '../../../../src/core/output/mask-headers.js'
import {maskAccessKey, maskTarget, maskText} from '../../../../src/core/output/mask-text.js'
import {maskTexts} from '../../../../src/core/output/mask-texts.js'
import {maskArguments, maskByName, maskValue} from '../../../../src/core/output/mask-value.js'
import {plainNames, sensitiveNames} from '../../../../src/core/output/sensitive-names.js'
import {showControls, showControlsInLine} from '../../../../src/core/values/show-controls.js'
import {compactJson, formatJson} from '../../../../src/core/values/format-json.js'
import {parseJson} from '../../../../src/core/values/parse-json.js'
import {FileValue} from '../../../../src/core/values/value.js'
import {repositoryRoot} from '../../../support/repository.js'

describe('names of secrets', () => {
  it('are those of the catalogue, and a few that it has nowhere', () => {
    const overlay = yaml.load(readFileSync(join(repositoryRoot, 'catalog/overlay/sensitive.yaml'), 'utf8')) as Readonly<
      Record<'rule' | 'exceptions', readonly {readonly names: readonly string[]}[]>
    >
    const more = {
      rule: ['appkey', 'plaintext', '*_psk'],
      exceptions: [
        '*password_strength*',
        '*password_type',
        '*password_deadline',
        '*page_token',
        '*continuation_token',
        '*idempotency*',
        '*sync_token',
      ],
    }
    const names = {
      rule: overlay.rule.flatMap((group) => group.names),
      exceptions: overlay.exceptions.flatMap((group) => group.names),
    }
    assert.deepEqual(
      {
        rule: sensitiveNames.filter((name) => !more.rule.includes(name)),
        exceptions: plainNames.filter((name) => !more.exceptions.includes(name)),
      },
      names,
    )
    assert.deepEqual(
      {
        rule: sensitiveNames.filter((name) => !names.rule.includes(name)),
        exceptions: plainNames.filter((name) => !names.exceptions.includes(name)),
      },
      more,
    )
  })

  for (const name of [
    'password',
    'adminPass',
    'admin_pass',
    'user_passwd',
    'dbPassword',
    'pwd',
    'chair_pwd',
    'secret',
    'client_secret',
    'secretAccessKey',
    'private_key',
    'sk',
    'src_sk',
    'token',
    'X-Auth-Token',
    'X-Security-Token',
    'securitytoken',
    'id_token',
    'kubeconfig',
    'kube_config',
    'user_data',
    'OS-EXT-SRV-ATTR:user_data',
    'passphrase',
    'credential',
  ])
    it(`include ${name}`, () => assert.equal(isSensitiveName(name), true))

  for (const name of [
    'password_policy',
    'next_token',
    'page_token',
    'x_client_token',
    'idempotency_token',
    'max_tokens',
    'password_expires_at',
    'is_set_password',
    'no_password_access',
    'secret_name',
    'secret_id',
    'author',
    'task',
    'risk',
    'disk',
    'token_type',
    'name',
  ])
    it(`do not include ${name}`, () => assert.equal(isSensitiveName(name), false))
})

describe('masking values', () => {
  const schemas: Readonly<Record<string, Schema>> = {
    Server: {
      fields: [
        {name: 'name', type: 'string'},
        {name: 'admin_pass', wire: 'adminPass', type: 'string', sensitive: true},
        {name: 'hidden', type: {list: 'string'}, sensitive: true},
        {name: 'next_token', type: 'string'},
        {name: 'users', type: {list: {ref: 'User'}}},
        {name: 'extra', type: 'any'},
        {name: 'labels', type: {map: 'string'}},
      ],
    },
    User: {
      fields: [
        {name: 'pin', type: 'integer', sensitive: true},
        {name: 'password', type: 'string'},
      ],
    },
  }
  const schema = (name: string): Schema => schemas[name] ?? {fields: []}

  it('follows the catalogue, and names where it knows nothing', () => {
    const value = parseJson(
      '{"name":"n","adminPass":"p","hidden":["a"],"next_token":"t","users":[{"pin":1234,"password":"not marked"}],"extra":{"token":"t","deep":[{"sk":null,"x":1}]},"labels":{"pwd":"x","a":"b"},"new_password":"x"}',
    )
    assert.equal(
      formatJson(maskValue(value, {ref: 'Server'}, schema), compactJson),
      '{"name":"n","adminPass":"***","hidden":"***","next_token":"t","users":[{"pin":"***","password":"not marked"}],"extra":{"token":"***","deep":[{"sk":null,"x":1}]},"labels":{"pwd":"***","a":"b"},"new_password":"***"}',
    )
  })

  it('goes by name alone where there is no type', () => {
    assert.equal(
      formatJson(maskByName(parseJson('[{"a":{"Password":"x","enabled_token":true}}]')), compactJson),
      '[{"a":{"Password":"***","enabled_token":true}}]',
    )
  })

  it('masks the arguments of an operation but keeps the paths of files', () => {
    const file = new FileValue('/tmp/key.pem')
    const masked = maskArguments(
      {
        parameters: [
          {parameter: {type: 'string', sensitive: true}, value: 'secret'},
          {parameter: {type: 'string'}, value: 'plain'},
          {parameter: {type: 'file', sensitive: true}, value: file},
        ],
        body: parseJson('{"adminPass":"p"}'),
      },
      {bodyType: {ref: 'Server'}, schema},
    )
    assert.deepEqual(masked, {
      parameters: [
        {parameter: {type: 'string', sensitive: true}, value: '***'},
        {parameter: {type: 'string'}, value: 'plain'},
        {parameter: {type: 'file', sensitive: true}, value: file},
      ],
      body: new Map([['adminPass', '***']]),
    })
  })
})

describe('masking text', () => {
  const cases: readonly (readonly [string, string])[] = [
    [
      'SDK-HMAC-SHA256 Access=HPUA0EXAMPLE, SignedHeaders=host;x-sdk-date, Signature=0a1b2c',
      'SDK-HMAC-SHA256 Access=HPUA***, SignedHeaders=host;x-sdk-date, Signature=***',
    ],
    [
      'V11-HMAC-SHA256 Credential=HPUA0EXAMPLE/20240305/cn-north-4/iotdm, Signature=0a',
      'V11-HMAC-SHA256 Credential=HPUA***/20240305/cn-north-4/iotdm, Signature=***',
    ],
    ['OBS VECTORAK:KEb9a7YY7PXg2fycKODj+jnAcaI=', 'OBS VECT***:***'],
    [
      '> Authorization: SDK-HMAC-SHA256 Access=HPUA0EXAMPLE, Signature=0a\n> X-A: b',
      '> Authorization: SDK-HMAC-SHA256 Access=HPUA***, Signature=***\n> X-A: b',
    ],
    ['Authorization: Odd abc', 'Authorization: Odd ***'],
    ['{"authorization": "ab\\"c d", "x": 1}', '{"authorization": "***", "x": 1}'],
    ['credential=abc&x=1', 'credential=***&x=1'],
    ['with Bearer abc.def.g1234, Basic QUJDREVGRw==', 'with Bearer ***, Basic ***'],
    ['Basic information. is missing', 'Basic information. is missing'],
    ['proxy http://me:pa:ss@proxy:3128 failed', 'proxy http://me:***@proxy:3128 failed'],
    ['{"password": "a\\"b", "name": "n", "sk":12}', '{"password": "***", "name": "n", "sk":***}'],
    ['GET /x?token=abc&limit=1', 'GET /x?token=***&limit=1'],
    ["{'auth_token': 'abc'}", "{'auth_token': '***'}"],
    ['user_data: QUJD', 'user_data: ***'],
    ['nothing secret: here', 'nothing secret: ***'],
    ['plain text, http://host:80/path', 'plain text, http://host:80/path'],
  ]
  for (const [text, expected] of cases) it(text, () => assert.equal(maskText(text), expected))

  it('shows four characters of an access key', () => {
    assert.equal(maskAccessKey('HPUA0EXAMPLE'), 'HPUA***')
  })

  it('masks query parameters by name', () => {
    assert.equal(
      maskTarget('/a/token=x?Access-Token=x%20y&limit=1&pwd='),
      '/a/token=x?Access-Token=***&limit=1&pwd=***',
    )
  })

  it('masks headers by name and keeps what is not secret of Authorization', () => {
    assert.deepEqual(
      maskedHeaders({
        'Content-Type': 'application/json',
        'X-Security-Token': 't',
        'x-auth-token': 't',
        'X-Subject-Token': 't',
        'Set-Cookie': 'a=b',
        Authorization: 'SDK-HMAC-SHA256 Access=HPUA0EXAMPLE, SignedHeaders=host, Signature=0a',
        authorization: 'Odd something',
        'X-Conference-Authorization': 'Basic QTpC',
      }),
      {
        'Content-Type': 'application/json',
        'X-Security-Token': '***',
        'x-auth-token': '***',
        'X-Subject-Token': '***',
        'Set-Cookie': '***',
        Authorization: 'SDK-HMAC-SHA256 Access=HPUA***, SignedHeaders=host, Signature=***',
        authorization: 'Odd ***',
        'X-Conference-Authorization': '***',
      },
    )
  })
})

describe('control characters', () => {
  it('are shown, not executed', () => {
    assert.equal(
      showControls('a\u001b[31m\r\u0007\u009b\u202eb\n\tc'),
      'a\\u001b[31m\\u000d\\u0007\\u009b\\u202eb\n\tc',
    )
    assert.equal(showControlsInLine('a\n\tb'), 'a\\n\\tb')
  })
})

describe('texts inside a value', () => {
  it('are masked where they are signed addresses or quote what is secret', () => {
    const address = 'https://b.obs.cn-north-4.myhuaweicloud.com/k'
    const answer = {
      url: `${address}?AccessKeyId=ABCDEFGHIJ&Expires=17&Signature=ab%2Fcd%3D&x-obs-security-token=t%2Fo`,
      urls: [`${address}?X-Amz-Credential=ABCDEFGHIJ%2F20240305&X-Amz-Signature=aabb&X-Amz-Date=20240305`],
      detail: '{"name": "demo", "password": "hunter2", "more": "[{\\"token\\": \\"t\\"}]"}',
      note: 'nothing, really',
      count: 7,
    }
    assert.deepEqual(JSON.parse(formatJson(maskTexts(parseJson(JSON.stringify(answer))))), {
      url: `${address}?AccessKeyId=ABCD***&Expires=17&Signature=***&x-obs-security-token=***`,
      urls: [`${address}?X-Amz-Credential=***&X-Amz-Signature=***&X-Amz-Date=20240305`],
      detail: '{"name":"demo","password":"***","more":"[{\\"token\\":\\"***\\"}]"}',
      note: 'nothing, really',
      count: 7,
    })
  })
})
