import assert from 'node:assert/strict'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {runCommand} from '../../support/run-command.js'
import {type NamedOperation, namedOperations, runsAll} from './built-operations.js'
import {typedWords} from './call-world.js'
import {exampleCall} from './example-call.js'
import {assertNoOffenders, type Offender} from './offenders.js'

const operations = namedOperations()
const unbuilt = operations.filter(({reason}) => reason !== undefined)

/** Every operation of these services has credentials of its own kind. */
const ownServices = ['identitycenteroidc', 'identitycenterportalapi', 'identitycenterscim', 'meeting', 'obs', 'smsapi']

/** The others, by what stands in the way. */
const others: Readonly<Record<string, readonly string[]>> = {
  'a body of application/bson': [
    'kvs/v1/batch-get-kv',
    'kvs/v1/batch-write-kv',
    'kvs/v1/check-health',
    'kvs/v1/create-table',
    'kvs/v1/delete-kv',
    'kvs/v1/delete-table',
    'kvs/v1/describe-table',
    'kvs/v1/get-kv',
    'kvs/v1/list-store',
    'kvs/v1/list-table',
    'kvs/v1/put-kv',
    'kvs/v1/scan-kv',
    'kvs/v1/scan-skey-kv',
    'kvs/v1/update-kv',
  ],
  'a body of application/openstack-images-v2.1-json-patch': ['ims/v2/glance-update-image'],
  'a body of application/x-www-form-urlencoded': [
    'iam/v3/create-unscope-token-by-idp-initiated',
    'ucs/v1/create-rule',
    'ucs/v1/join-group',
    'ucs/v1/register-cluster',
    'ucs/v1/register-cluster-group',
  ],
  'a project id under credentials that have none': [
    'aad/v1/add-black-white-ip-list',
    'aad/v1/create-domain',
    'aad/v1/delete-black-white-ip-list',
    'aad/v1/list-source-ips',
    'aad/v1/modify-domain-web-switch',
    'aad/v1/set-cert-for-domain',
  ],
  'an Authorization of its own': ['iam/v3/create-unscoped-token-with-id-token', 'mapds/v1/show-map-tile'],
}

const ownReason = 'credentials of its own kind'

describe('operations that are not built yet', () => {
  let file = ''
  before(async () => {
    file = join(await mkdtemp(join(tmpdir(), 'hwc-unbuilt-')), 'a.bin')
    await writeFile(file, 'bytes')
  })
  after(async () => rm(join(file, '..'), {recursive: true}))

  it('are 254 of services with credentials of their own kind and 28 others: 282 of 15,074', function () {
    if (!runsAll) this.skip()
    assert.equal(operations.length, 15_074)
    assert.equal(unbuilt.length, 282)
    const own = operations.filter(({service}) => ownServices.includes(service))
    assert.equal(own.length, 254)
    const expected = Object.entries(others).flatMap(([reason, titles]) => titles.map((title) => [title, reason]))
    assert.deepEqual(
      new Map(unbuilt.map(({title, reason}) => [title, reason])),
      new Map([...own.map(({title}) => [title, ownReason]), ...expected] as [string, string][]),
    )
  })

  const check = async (named: NamedOperation): Promise<void> => {
    const {service, version, command, operation, schema, reason = ''} = named
    const facts = {operation, schema, host: 'example.com', now: new Date(0)}
    const {params, body} = exampleCall(facts, 'required')
    const authorization = operation.parameters.find(({name, required}) => name === 'authorization' && required === true)
    const words = typedWords(
      named,
      {params: new Map([...params, ...(authorization ? [[authorization.name, 'token'] as const] : [])]), body},
      {file, body: 'json'},
    )
    const run = await runCommand([service, command, '--api-version', version, ...words])
    assert.deepEqual(
      {exitCode: run.exitCode, stdout: run.stdout, stderr: run.stderr},
      {exitCode: 2, stdout: '', stderr: `hwc: ${service} ${command} is not built yet: it needs ${reason}\n`},
    )
  }

  it('say so with exit code 2, before credentials are looked for', async () => {
    const offenders: Offender[] = []
    for (const named of unbuilt) {
      try {
        await check(named)
      } catch (error) {
        offenders.push({title: named.title, message: (error as Error).message})
      }
    }
    assertNoOffenders(offenders, import.meta.url)
  }).timeout(120_000)
})
