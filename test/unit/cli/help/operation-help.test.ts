import assert from 'node:assert/strict'
import {operationHelp, type OperationHelpOptions} from '../../../../src/cli/help/operation-help.js'
import {type Operation} from '../../../../src/core/catalog/types.js'
import {type ShownSetting} from '../../../../src/cli/help/setting-rows.js'
import {nameTable} from '../../../../src/core/request/names/name-table.js'
import {createVpc, findSchema, listVpcs, login} from './sample-operations.js'

const settings: readonly ShownSetting[] = [
  {name: 'region', flag: true, form: 'word', built: true, help: 'the region that the request goes to'},
  {name: 'project-id', flag: true, form: 'word', built: true, help: "the account's project in the region"},
  {name: 'query', flag: true, form: 'word', built: false, help: 'not built'},
]

const page = (operation: Operation, command: string, more: Partial<OperationHelpOptions> = {}): string[] =>
  operationHelp({
    service: 'vpc',
    version: 'v2',
    versions: ['v2'],
    defaultVersion: 'v2',
    command,
    client: 'VpcClient',
    operation,
    schema: findSchema,
    names: nameTable(
      operation,
      findSchema,
      settings.map(({name}) => name),
    ),
    settings,
    full: false,
    width: 80,
    ...more,
  }).split('\n')

/** The lines of a section, without its heading. */
const sectionOf = (lines: readonly string[], title: string): string[] => {
  const start = lines.indexOf(title) + 1
  const length = lines.slice(start).findIndex((line, at, all) => line === '' && !all[at + 1]?.startsWith(' '))
  return start === 0 ? [] : lines.slice(start, start + length)
}

const without = (operation: Operation, key: keyof Operation): Operation =>
  Object.fromEntries(Object.entries(operation).filter(([name]) => name !== key)) as unknown as Operation

describe('operationHelp', () => {
  it('shows a page with what can be given, examples and settings', () => {
    assert.deepEqual(page(listVpcs, 'list-vpcs', {versions: ['v2', 'v3'], defaultVersion: 'v3'}), [
      'List VPCs',
      '',
      'USAGE',
      '  hwc vpc list-vpcs --api-version v2 [flags]',
      '',
      '  GET /v1/{project_id}/vpcs',
      '  Version v2; the default is v3',
      "  {project_id} is the account's project in the region (--project-id).",
      '',
      'QUERY',
      '  --limit <integer>',
      '  --status <text>        one of A, B, C, D, E, F, … 2 more (--help=full)',
      '  --query.region <text>  not the setting --region',
      '',
      'HEADERS',
      '  --x-project-id <text>  set by hwc',
      '',
      'EXAMPLES',
      '  hwc vpc list-vpcs --api-version v2',
      '  hwc vpc list-vpcs --api-version v2 --limit 10 -o table',
      '',
      'SETTINGS (hwc --help explains them)',
      '  --region --project-id',
      '',
      'SEE ALSO',
      '  https://apiexplorer.developer.huaweicloud.com/apiexplorer/doc?product=VPC&api=ListVpcs',
      '',
    ])
  })

  it('shows the fields of a body as a tree, the required ones first', () => {
    assert.deepEqual(sectionOf(page(createVpc, 'create-vpc'), 'REQUIRED'), [
      '  --vpc <object>',
      '    --vpc.name <text>               required',
      '    --vpc.cidr-block <text>         required',
      '    --vpc.description <text>',
      '    --vpc.tags <text>...',
      '    --vpc.metadata.<key> <text>',
      '    --vpc.routes <object>...',
      '      --vpc.routes.0.destination <text>',
      '      --vpc.routes.0.next <object>  fields as above, nested',
      '    --vpc.shared[=false]',
    ])
  })

  it('gives the required fields one by one and at once in its examples', () => {
    assert.deepEqual(sectionOf(page(createVpc, 'create-vpc'), 'EXAMPLES'), [
      '  hwc vpc create-vpc --vpc.name demo --vpc.cidr-block 10.0.0.0/16',
      "  hwc vpc create-vpc --vpc '{name: demo, cidr: 10.0.0.0/16}'",
    ])
  })

  it('breaks an example that is wider than the page', () => {
    assert.deepEqual(sectionOf(page(createVpc, 'create-vpc', {width: 60}), 'EXAMPLES'), [
      '  hwc vpc create-vpc \\',
      '      --vpc.name demo \\',
      '      --vpc.cidr-block 10.0.0.0/16',
      '',
      "  hwc vpc create-vpc --vpc '{name: demo, cidr: 10.0.0.0/16}'",
    ])
  })

  it('breaks YAML that is wider than the page between its quotes', () => {
    assert.deepEqual(sectionOf(page(createVpc, 'create-vpc', {width: 36}), 'EXAMPLES').slice(-4), [
      '  hwc vpc create-vpc \\',
      '      --vpc \\',
      "          '{name: demo,",
      "            cidr: 10.0.0.0/16}'",
    ])
  })

  it('names the settings that a call is often given, and says how many more there are', () => {
    const more = ['debug', 'retries', 'proxy', 'api-version'].map((name) => ({
      name,
      flag: true,
      form: 'word' as const,
      built: true,
      help: name,
    }))
    const named = (options: Partial<OperationHelpOptions> = {}): string[] =>
      sectionOf(
        page(listVpcs, 'list-vpcs', {settings: [...settings, ...more], ...options}),
        'SETTINGS (these and 2 more: hwc --help)',
      )
    assert.deepEqual(named(), ['  --region --project-id --debug'])
    assert.deepEqual(named({versions: ['v2', 'v3']}), ['  --region --project-id --debug --api-version'])
  })

  it('gives what changes something a field to change', () => {
    const examples = (method: Operation['method']): string[] =>
      sectionOf(page({...createVpc, method, body: {ref: 'ChangeVpcBody'}}, 'update-vpc'), 'EXAMPLES')
    assert.deepEqual(examples('PUT'), [
      '  hwc vpc update-vpc --name demo',
      '  hwc vpc update-vpc --name demo --preview',
    ])
    assert.deepEqual(examples('POST'), ['  hwc vpc update-vpc', '  hwc vpc update-vpc --name demo'])
    assert.deepEqual(examples('DELETE'), ['  hwc vpc update-vpc', '  hwc vpc update-vpc --preview'])
  })

  it('says of the one known value of an enum that it is the only one', () => {
    const status = {name: 'status', type: 'string', in: 'query', enum: ['12']} as const
    assert.deepEqual(sectionOf(page({...listVpcs, parameters: [status]}, 'list-vpcs'), 'QUERY'), [
      '  --status <text>  only 12',
    ])
  })

  it('marks what is deprecated, filled from the scope or secret, and keeps secrets out of examples', () => {
    const lines = page(login, 'keystone-login')
    assert.deepEqual(lines.slice(0, 2), ['Login (Keystone)', 'Deprecated: the service may remove it.'])
    assert.deepEqual(sectionOf(lines, 'PATH'), ['  --path.project-id <text>  filled from --project-id'])
    assert.deepEqual(sectionOf(lines, 'REQUIRED'), ['  --name <text>', '  --password <text>  secret'])
    assert.deepEqual(sectionOf(lines, 'EXAMPLES'), [
      '  hwc vpc keystone-login --name demo --password file://password.txt',
      '  hwc vpc keystone-login --name demo --password file://password.txt --preview',
    ])
  })

  it('requires a project id of another kind', () => {
    assert.deepEqual(sectionOf(page(without(login, 'scopeProject'), 'keystone-login'), 'REQUIRED').slice(0, 2), [
      '  --path.project-id <text>  a project of the service; --project-id does not',
      '                            fill it',
    ])
  })

  it('shows every enum value and explains every setting on the full page', () => {
    const lines = page(listVpcs, 'list-vpcs', {full: true})
    assert.ok(lines.includes('  --status <text>        one of A, B, C, D, E, F, G, H'))
    assert.deepEqual(sectionOf(lines, 'SETTINGS'), [
      '  --region <value>      the region that the request goes to',
      "  --project-id <value>  the account's project in the region",
    ])
  })

  it('says which other versions there are', () => {
    assert.ok(
      page(listVpcs, 'list-vpcs', {versions: ['v2', 'v3']}).includes(
        '  Version v2 (the default); also in v3: --api-version v3',
      ),
    )
  })

  it('gives a body that is a list, a text or a file as --body', () => {
    const bodySection = (operation: Operation): string[] => sectionOf(page(operation, 'create-vpc'), 'BODY')
    assert.deepEqual(bodySection({...createVpc, body: {list: {ref: 'LoginBody'}}}), [
      '  --body <object>...          required',
      '    --body.0.name <text>      required',
      '    --body.0.password <text>  required; secret',
    ])
    assert.deepEqual(bodySection({...createVpc, body: 'string'}), ['  --body <text>  required'])
    assert.deepEqual(bodySection({...createVpc, body: 'file', streamRequest: true}), ['  --body <path>  required'])
  })

  it('shows the settings of pages, and says what they do, where the operation has pages', () => {
    const paging: readonly ShownSetting[] = [
      ...settings,
      {name: 'all-pages', flag: true, form: 'switch', built: true, help: 'follow pages'},
      {name: 'max-items', flag: true, form: 'word', built: true, help: 'so many items'},
    ]
    const note = '  The answer comes in pages: --all-pages follows them to the end.'
    const pages = {style: 'marker', parameter: 'marker', items: ['vpcs'], key: 'id'} as const
    const shown = page({...listVpcs, pages}, 'list-vpcs', {settings: paging})
    assert.ok(shown.includes(note))
    assert.deepEqual(sectionOf(shown, 'SETTINGS (hwc --help explains them)'), [
      '  --region --project-id --all-pages --max-items',
    ])
    const hidden = page(listVpcs, 'list-vpcs', {settings: paging})
    assert.ok(!hidden.includes(note))
    assert.deepEqual(sectionOf(hidden, 'SETTINGS (hwc --help explains them)'), ['  --region --project-id'])
  })
})
