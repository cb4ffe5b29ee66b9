/** How a flag takes its value: the next word or `=`; none (`--x`, `--x=false`, `--no-x`); one only by `=`. */
export type FlagForm = 'word' | 'switch' | 'equals'

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
}

const flag = (name: string, form: FlagForm, built: boolean, help: string, more: Partial<Setting> = {}): Setting => ({
  name,
  flag: true,
  form,
  built,
  help,
  ...more,
})

export const settingsTable: readonly Setting[] = [
  flag('profile', 'word', true, 'which profile to use'),
  flag('region', 'word', true, 'the region that the request goes to'),
  flag('project-id', 'word', true, "the account's project in the region"),
  flag('account-domain-id', 'word', true, 'the account'),
  flag('endpoint', 'word', true, "overrides the region's endpoint"),
  flag('api-version', 'word', true, "the service's API version"),
  flag('output', 'word', true, 'json, yaml or table', {char: 'o'}),
  flag('query', 'word', false, 'JMESPath over the answer'),
  flag('columns', 'word', false, 'columns of a table'),
  flag('include', 'switch', false, 'status and headers of the answer before its body'),
  flag('all-pages', 'switch', false, 'follow pages'),
  flag('max-items', 'word', false, 'at most so many items'),
  flag('wait', 'switch', false, 'follow what was started to its end'),
  flag('wait-until', 'word', false, 'repeat the call until a JMESPath condition holds'),
  flag('wait-fail', 'word', false, 'give up when a JMESPath condition holds'),
  flag('wait-timeout', 'word', false, 'wait no longer than this'),
  flag('wait-interval', 'word', false, 'time between two tries'),
  flag('from-file', 'word', true, 'a file with the whole request (YAML or JSON, - for stdin)'),
  flag('skeleton', 'equals', false, 'print such a file for the operation'),
  flag('preview', 'equals', true, 'print the request, send nothing'),
  flag('body', 'word', true, 'the whole body', {repeatable: true}),
  flag('output-file', 'word', true, 'where a streamed answer goes (- for stdout)'),
  flag('connect-timeout', 'word', true, 'seconds to wait for a connection'),
  flag('read-timeout', 'word', true, 'seconds to wait for the answer'),
  flag('total-timeout', 'word', true, 'seconds for the whole command'),
  flag('retries', 'word', true, 'how often a failed call is tried again'),
  flag('concurrency', 'word', false, 'calls side by side'),
  flag('proxy', 'word', true, 'URL of a proxy'),
  flag('insecure', 'switch', true, 'do not verify TLS; allow plain http'),
  flag('ca-bundle', 'word', true, 'file of trusted certificates'),
  flag('client-cert', 'word', true, 'file of a client certificate'),
  flag('client-key', 'word', true, "file of the client certificate's key"),
  flag('signing-algorithm', 'word', false, 'how requests are signed'),
  flag('derived-signing', 'word', false, 'auto, on or off'),
  flag('debug', 'switch', true, 'show requests and answers on stderr'),
  flag('log-file', 'word', false, 'access log'),
  flag('quiet', 'switch', true, 'no progress and no notes on stderr'),
  flag('no-color', 'switch', true, 'no colour'),
  flag('progress', 'word', true, 'auto, plain or none'),
  flag('help', 'equals', true, 'show help', {char: 'h'}),
]
