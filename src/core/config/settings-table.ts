import {
  parseAtLeastOne,
  parseBoolean,
  parseChoice,
  parseCount,
  parseEndpointSetting,
  parseForceColor,
  parseHost,
  type Parsed,
  parsePresence,
  parsePreview,
  parseProfile,
  parseProxy,
  type Parser,
  parseRegion,
  parseSeconds,
  parseText,
  parseTraceParent,
} from './parse-setting.js'

/** How a flag takes its value: the next word or `=`; none (`--x`, `--x=false`, `--no-x`); one only by `=`. */
export type FlagForm = 'word' | 'switch' | 'equals'

export type OutputFormat = 'json' | 'yaml' | 'table'

const signingAlgorithms = ['HMAC_SHA256', 'HMAC_SM3', 'ECDSA_P256_SHA256', 'SM2_SM3'] as const

/** The SDK's names of its signing algorithms (spec §2.1). */
export type SigningAlgorithmSetting = (typeof signingAlgorithms)[number]

/** The settings that have a value today, by name. Those with a default always have one. */
export interface SettingValues {
  profile: string | undefined
  region: string | undefined
  'project-id': string | undefined
  'account-domain-id': string | undefined
  endpoint: readonly string[] | undefined
  'iam-endpoint': string | undefined
  'sts-endpoint': string | undefined
  'api-version': string | undefined
  output: OutputFormat
  include: boolean
  'all-pages': boolean
  'max-items': number | undefined
  'from-file': string | undefined
  preview: 'text' | 'curl' | false
  'output-file': string | undefined
  /** In seconds, as the other two. */
  'connect-timeout': number
  'read-timeout': number
  'total-timeout': number | undefined
  retries: number
  proxy: string | undefined
  'https-proxy': string | undefined
  'http-proxy': string | undefined
  'no-proxy': string | undefined
  insecure: boolean
  'ca-bundle': string | undefined
  'client-cert': string | undefined
  'client-key': string | undefined
  'signing-algorithm': SigningAlgorithmSetting
  'derived-signing': 'auto' | 'on' | 'off'
  debug: boolean
  'log-file': string | undefined
  quiet: boolean
  'no-color': boolean
  'force-color': boolean | undefined
  progress: 'auto' | 'plain' | 'none'
  trace: string | undefined
  'disable-metadata': boolean
  'credentials-file': string | undefined
  'regions-file': string | undefined
  'cache-home': string | undefined
}

export type SettingName = keyof SettingValues

/** One setting (design §2). This table is the whole list of reserved flags, what is built later included. */
export interface Setting {
  readonly name: string
  /** False for what only the environment or a profile can say. */
  readonly flag: boolean
  readonly char?: 'o' | 'h'
  readonly form: FlagForm
  /** False: typing the flag is a usage error that says so, and help does not show it. */
  readonly built: boolean
  /** May be given several times. */
  readonly repeatable?: true
  readonly help: string
  /** Environment variables, the first that is not empty counts. */
  readonly env?: readonly string[]
  /** The key in the profile's `[hwc]` section. */
  readonly profileKey?: string
  /** A key of the profile's `[basic]` or `[global]` section. */
  readonly accountKey?: string
  /** What it is where nobody says anything. */
  readonly fallback?: unknown
  readonly parse: Parser<unknown>
  /** Environment and profile are read by the credential providers: one account, one source. */
  readonly account?: true
  /** Never shown. */
  readonly secret?: true
}

type More<Value> = Partial<
  Pick<Setting, 'char' | 'repeatable' | 'env' | 'profileKey' | 'accountKey' | 'account' | 'secret'>
> & {
  readonly fallback?: NonNullable<Value>
}

/** A flag of today: its parser must give the type that `SettingValues` promises. */
const flag = <Name extends SettingName>(
  name: Name,
  form: FlagForm,
  help: string,
  parse: (text: string) => Parsed<NonNullable<SettingValues[Name]>>,
  more: More<SettingValues[Name]> = {},
): Setting => ({name, flag: true, form, built: true, help, parse, ...more})

/** What only the environment or a profile can say. */
const hidden = <Name extends SettingName>(
  name: Name,
  help: string,
  parse: (text: string) => Parsed<NonNullable<SettingValues[Name]>>,
  more: More<SettingValues[Name]>,
): Setting => ({...flag(name, 'word', help, parse, more), flag: false})

/** A flag whose values the command line's own reader takes. */
const typed = (name: string, form: FlagForm, help: string, more: More<unknown> = {}): Setting => ({
  name,
  flag: true,
  form,
  built: true,
  help,
  parse: (text) => ({value: text}),
  ...more,
})

const later = (
  name: string,
  form: FlagForm,
  help: string,
  more: More<unknown> & {parse?: Parser<unknown>} = {},
): Setting => ({
  name,
  flag: true,
  form,
  built: false,
  help,
  parse: (text) => ({value: text}),
  ...more,
})

/** A variable of the credential providers. */
const account = (name: string, env: string, help: string, more: More<unknown> = {}): Setting => ({
  name,
  flag: false,
  form: 'word',
  built: true,
  help,
  env: [env],
  account: true,
  parse: (text) => ({value: text}),
  ...more,
})

const path = parseText('a path')
const id = parseText('an id')

export const settingsTable: readonly Setting[] = [
  flag('profile', 'word', 'which profile to use', parseProfile, {env: ['HWC_PROFILE']}),
  flag('region', 'word', 'the region that the request goes to', parseRegion, {
    env: ['HWC_REGION', 'HW_REGION_NAME'],
    profileKey: 'region',
  }),
  flag('project-id', 'word', "the account's project in the region", id, {
    env: ['HUAWEICLOUD_SDK_PROJECT_ID'],
    accountKey: 'project_id',
    account: true,
  }),
  flag('account-domain-id', 'word', 'the account', id, {
    env: ['HUAWEICLOUD_SDK_DOMAIN_ID'],
    accountKey: 'domain_id',
    account: true,
  }),
  flag('endpoint', 'word', "overrides the region's endpoint", parseEndpointSetting, {
    env: ['HWC_ENDPOINT'],
    profileKey: 'endpoint',
    account: true,
  }),
  hidden('iam-endpoint', 'the endpoint of IAM', parseHost, {
    env: ['HUAWEICLOUD_SDK_IAM_ENDPOINT'],
    accountKey: 'iam_endpoint',
  }),
  hidden('sts-endpoint', 'the endpoint of STS', parseHost, {env: ['HUAWEICLOUD_SDK_STS_ENDPOINT']}),
  flag('api-version', 'word', "the service's API version", parseText('a version such as v3')),
  flag(
    'output',
    'word',
    'json, yaml or table',
    parseChoice(['json', 'yaml', 'table'], ['csv', 'tsv', 'jsonl', 'none']),
    {char: 'o', env: ['HWC_OUTPUT'], profileKey: 'output', fallback: 'json'},
  ),
  later('query', 'word', 'JMESPath over the answer'),
  later('columns', 'word', 'columns of a table'),
  flag('include', 'switch', 'status and headers of the answer before its body', parseBoolean, {fallback: false}),
  flag('all-pages', 'switch', 'follow the pages of a list to its end', parseBoolean, {fallback: false}),
  flag('max-items', 'word', 'with --all-pages: end after so many items', parseAtLeastOne),
  later('wait', 'switch', 'follow what was started to its end'),
  later('wait-until', 'word', 'repeat the call until a JMESPath condition holds'),
  later('wait-fail', 'word', 'give up when a JMESPath condition holds'),
  later('wait-timeout', 'word', 'wait no longer than this'),
  later('wait-interval', 'word', 'time between two tries'),
  flag('from-file', 'word', 'a file with the whole request, YAML or JSON (- for stdin)', path),
  later('skeleton', 'equals', 'print such a file for the operation'),
  flag('preview', 'equals', 'print the request, send nothing', parsePreview, {fallback: false}),
  typed('body', 'word', 'the whole body', {repeatable: true}),
  flag('output-file', 'word', 'where a streamed answer goes (- for stdout)', path),
  flag('connect-timeout', 'word', 'seconds to wait for a connection', parseSeconds, {
    env: ['HWC_CONNECT_TIMEOUT'],
    profileKey: 'connect_timeout',
    fallback: 60,
  }),
  flag('read-timeout', 'word', 'seconds to wait for the answer', parseSeconds, {
    env: ['HWC_READ_TIMEOUT'],
    profileKey: 'read_timeout',
    fallback: 120,
  }),
  flag('total-timeout', 'word', 'seconds for the whole command', parseSeconds, {
    env: ['HWC_TOTAL_TIMEOUT'],
    profileKey: 'total_timeout',
  }),
  flag('retries', 'word', 'how often a failed call is tried again', parseCount, {
    env: ['HWC_RETRIES'],
    profileKey: 'retries',
    fallback: 3,
  }),
  later('concurrency', 'word', 'calls side by side'),
  flag('proxy', 'word', 'URL of a proxy', parseProxy, {env: ['HWC_PROXY'], profileKey: 'proxy', secret: true}),
  hidden('https-proxy', 'URL of a proxy for https', parseText('a URL'), {
    env: ['https_proxy', 'HTTPS_PROXY'],
    secret: true,
  }),
  hidden('http-proxy', 'URL of a proxy for http', parseText('a URL'), {
    env: ['http_proxy', 'HTTP_PROXY'],
    secret: true,
  }),
  hidden('no-proxy', 'hosts that need no proxy', parseText('hosts'), {env: ['no_proxy', 'NO_PROXY']}),
  flag('insecure', 'switch', 'do not verify TLS; allow plain http', parseBoolean, {
    env: ['HWC_INSECURE'],
    profileKey: 'insecure',
    fallback: false,
  }),
  flag('ca-bundle', 'word', 'file of trusted certificates', path, {env: ['HWC_CA_BUNDLE'], profileKey: 'ca_bundle'}),
  flag('client-cert', 'word', 'file of a client certificate', path, {
    env: ['HWC_CLIENT_CERT'],
    profileKey: 'client_cert',
  }),
  flag('client-key', 'word', "file of the client certificate's key", path, {
    env: ['HWC_CLIENT_KEY'],
    profileKey: 'client_key',
  }),
  flag(
    'signing-algorithm',
    'word',
    `how requests are signed: ${signingAlgorithms.join(', ')}`,
    parseChoice(signingAlgorithms),
    {
      env: ['HWC_SIGNING_ALGORITHM'],
      profileKey: 'signing_algorithm',
      fallback: 'HMAC_SHA256',
    },
  ),
  flag('derived-signing', 'word', 'auto, on or off', parseChoice(['auto', 'on', 'off']), {
    env: ['HWC_DERIVED_SIGNING'],
    profileKey: 'derived_signing',
    fallback: 'auto',
  }),
  flag('debug', 'switch', 'show requests and answers on stderr', parseBoolean, {env: ['HWC_DEBUG'], fallback: false}),
  flag('log-file', 'word', 'file that gets a line for each request (- for stderr)', path, {
    env: ['HWC_LOG_FILE'],
    profileKey: 'log_file',
  }),
  flag('quiet', 'switch', 'no progress and no notes on stderr', parseBoolean, {fallback: false}),
  flag('no-color', 'switch', 'no colour', parsePresence, {env: ['NO_COLOR'], fallback: false}),
  hidden('force-color', 'colour although it is no terminal', parseForceColor, {env: ['FORCE_COLOR']}),
  flag('progress', 'word', 'auto, plain or none', parseChoice(['auto', 'plain', 'none']), {fallback: 'auto'}),
  typed('help', 'equals', 'show help', {char: 'h'}),
  hidden('trace', 'a W3C traceparent passed on as a header', parseTraceParent, {env: ['HWC_TRACE']}),
  hidden('disable-metadata', 'do not ask the instance metadata', parseBoolean, {
    env: ['HWC_DISABLE_METADATA'],
    fallback: false,
  }),
  {
    ...later('live-completion', 'word', 'ids from the cloud in completion', {
      env: ['HWC_LIVE_COMPLETION'],
      profileKey: 'live_completion',
      parse: parseBoolean,
      fallback: false,
    }),
    flag: false,
  },
  {
    ...later('lang', 'word', 'the language of help', {
      env: ['HWC_LANG'],
      profileKey: 'lang',
      parse: parseChoice(['en', 'zh']),
      fallback: 'en',
    }),
    flag: false,
  },
  hidden('credentials-file', "the default profile's file", path, {env: ['HUAWEICLOUD_SDK_CREDENTIALS_FILE']}),
  hidden('regions-file', 'the file of regions and their endpoints', path, {env: ['HUAWEICLOUD_SDK_REGIONS_FILE']}),
  hidden('cache-home', 'the folder of caches', path, {env: ['XDG_CACHE_HOME']}),
  account('access-key-id', 'HUAWEICLOUD_SDK_AK', 'the access key id', {accountKey: 'ak', secret: true}),
  account('secret-access-key', 'HUAWEICLOUD_SDK_SK', 'the secret access key', {accountKey: 'sk', secret: true}),
  account('security-token', 'HUAWEICLOUD_SDK_SECURITY_TOKEN', 'the token of temporary keys', {
    accountKey: 'security_token',
    secret: true,
  }),
  account('idp-id', 'HUAWEICLOUD_SDK_IDP_ID', 'the identity provider of federation', {accountKey: 'idp_id'}),
  account('id-token-file', 'HUAWEICLOUD_SDK_ID_TOKEN_FILE', "the file of the identity provider's token", {
    accountKey: 'id_token_file',
  }),
  account('terraform-access-key', 'HW_ACCESS_KEY', "Terraform's access key id", {secret: true}),
  account('terraform-secret-key', 'HW_SECRET_KEY', "Terraform's secret access key", {secret: true}),
  account('terraform-security-token', 'HW_SECURITY_TOKEN', "Terraform's token of temporary keys", {secret: true}),
  account('terraform-project-id', 'HW_PROJECT_ID', "Terraform's project id"),
  account('terraform-domain-id', 'HW_DOMAIN_ID', "Terraform's account"),
  account('terraform-user-name', 'HW_USER_NAME', "Terraform's user"),
  account('terraform-user-password', 'HW_USER_PASSWORD', "the user's password", {secret: true}),
  account('terraform-domain-name', 'HW_DOMAIN_NAME', "the name of the user's account"),
  account('pod-credentials-uri', 'HC_CONTAINER_CREDENTIALS_FULL_URI', "where a pod's keys are served"),
  account('pod-token-file', 'HC_CONTAINER_AUTHORIZATION_TOKEN_FILE', "the file of the pod's token"),
  // Credentials of a service's own kind, each with the key of the section that a profile keeps it in.
  account('iam-token', 'HWC_IAM_TOKEN', 'a token of IAM, for IAM itself', {secret: true}),
  account('smsapi-access-key', 'HWC_SMSAPI_AK', 'the app key of the SMS API', {secret: true}),
  account('smsapi-secret-key', 'HWC_SMSAPI_SK', 'the app secret of the SMS API', {secret: true}),
  account('meeting-user-name', 'HWC_MEETING_USER_NAME', 'the account of Meeting'),
  account('meeting-user-password', 'HWC_MEETING_USER_PASSWORD', "the account's password", {secret: true}),
  account('meeting-app-id', 'HWC_MEETING_APP_ID', 'the app id of Meeting'),
  account('meeting-app-key', 'HWC_MEETING_APP_KEY', 'the key of the app id', {secret: true}),
  account('meeting-user-id', 'HWC_MEETING_USER_ID', 'whom the app id speaks for'),
  account('meeting-corp-id', 'HWC_MEETING_CORP_ID', 'the enterprise that the app id speaks for'),
  account('meeting-dept-code', 'HWC_MEETING_DEPT_CODE', 'the department that the app id speaks for'),
  account('meeting-multi-tenant', 'HWC_MEETING_MULTI_TENANT', 'the app id serves several enterprises'),
]
