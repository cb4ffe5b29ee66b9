import assert from 'node:assert/strict'
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {createServer} from 'node:https'
import {type AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {Catalog} from '../../src/core/catalog/catalog.js'
import {type AnswerScript, type LocalServer, startLocalServer} from '../support/local-server.js'
import {closedPort} from '../support/recording-server.js'
import {fixture, repositoryRoot} from '../support/repository.js'
import {runHwc} from '../support/run-hwc.js'
import {runShell} from '../support/run-shell.js'
import {type SandboxProcess, startSandboxProcess} from '../support/start-sandbox-process.js'

const accessKeyId = 'AKIDofthetests00MARK'
const secretAccessKey = 'secret-of-the-tests-MARK'
const keys = {HUAWEICLOUD_SDK_AK: accessKeyId, HUAWEICLOUD_SDK_SK: secretAccessKey}
const account = {...keys, HUAWEICLOUD_SDK_PROJECT_ID: 'project-of-the-tests'}

type Fault = Readonly<Record<'flag' | 'expected' | 'suggestion' | 'message', string | null>>

const fault = (message: string, more: Partial<Fault> = {}): Fault => ({
  flag: null,
  expected: null,
  suggestion: null,
  ...more,
  message,
})

/** The regions of VPC as a message lists them. */
const regions = Object.keys(new Catalog(join(repositoryRoot, 'dist/catalog')).open('vpc', 'v2').head.regions)
  .sort()
  .join(', ')

/** What a failure is to say, in both of its forms. */
interface Failure {
  readonly kind: string
  readonly exitCode: number
  readonly message: string
  readonly hint?: string
  readonly operation?: string
  readonly region?: string
  readonly status?: number
  readonly code?: string
  readonly requestId?: string
  readonly faults?: readonly Fault[]
  /** Lines on stderr before it, in both forms. */
  readonly before?: string
}

/** Leaves what is the same in every run. */
const stable = (text: string): string =>
  text.replaceAll(/\b[\da-f]{32}\b/g, 'ID').replaceAll(/again in \d+\.\d s/g, 'again in N s')

const inText = (failure: Failure): string => {
  const {kind, message, hint, operation, region, status, code, requestId, before = ''} = failure
  const isUsage = kind === 'usage'
  const [first = '', ...rest] = message.split('\n')
  const place = [
    operation,
    region && `region ${region}`,
    status && `status ${status}`,
    code !== String(status) && code && `code ${code}`,
    requestId && `request id ${requestId}`,
  ].filter(Boolean)
  return [
    `${before}hwc: ${first}`,
    ...rest.map((line) => (isUsage ? `hwc: ${line}` : line)),
    ...(isUsage || place.length === 0 ? [] : [`  (${place.join(', ')})`]),
    ...(hint === undefined ? [] : hint.split('\n').map((line) => `  ${line}`)),
    '',
  ].join('\n')
}

const inJson = (failure: Failure): unknown => {
  const {kind, code, message, status, requestId, operation, region, hint, exitCode, faults} = failure
  const facts = {kind, code, message, status, requestId, operation, region, hint}
  return {
    error: {
      ...Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, value ?? null])),
      exitCode,
      ...(faults && {faults}),
    },
  }
}

interface Run {
  readonly words: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string
}

describe('What a failure says', function () {
  this.timeout(60_000)
  const home = mkdtempSync(join(tmpdir(), 'hwc-failures-'))
  let sandbox: SandboxProcess
  let server: LocalServer | undefined

  before(async () => {
    writeFileSync(join(home, 'demo.jpg'), 'an image')
    sandbox = await startSandboxProcess()
  })
  afterEach(async () => {
    await server?.close()
    server = undefined
  })
  after(async () => {
    await sandbox.stop()
    rmSync(home, {recursive: true, force: true})
  })

  const serve = async (script: AnswerScript): Promise<Readonly<Record<string, string>>> => {
    await server?.close()
    server = await startLocalServer(script)
    return {...account, HWC_ENDPOINT: server.url}
  }

  /** Both forms of one failure, whole; nothing on stdout, no secret and no stack anywhere. */
  const assertFailure = async ({words, env = {}, stdin = ''}: Run, failure: Failure): Promise<void> => {
    const [text, json] = await Promise.all([
      runHwc(words, {home, env, stdin}),
      runHwc(words, {home, env: {...env, HWC_OUTPUT: 'json'}, stdin}),
    ])
    assert.equal(stable(text.stderr), inText(failure))
    assert.deepEqual([text.exitCode, text.stdout], [failure.exitCode, ''])
    const {before = ''} = failure
    const jsonError = stable(json.stderr)
    assert.equal(jsonError.slice(0, before.length), before)
    assert.equal(jsonError.split('\n').length, before.split('\n').length + 1)
    assert.deepEqual(JSON.parse(jsonError.slice(before.length)), inJson(failure))
    assert.deepEqual([json.exitCode, json.stdout], [failure.exitCode, ''])
    const everything = text.stderr + json.stderr
    assert.ok(!/MARK|\bat .*\(?\S+:\d+:\d+\)?|internal error/.test(everything), everything)
  }

  /** A command line that is wrong: nothing is sent, even where everything else is there. */
  const assertUsage = async (words: readonly string[], faults: readonly Fault[], hint: string): Promise<void> => {
    const env = await serve([{body: '{}'}])
    const message = faults.map((one) => one.message).join('\n')
    await assertFailure({words, env}, {kind: 'usage', exitCode: 2, message, hint, faults})
    assert.deepEqual(server?.requests, [])
  }

  const list = ['vpc', 'list-vpcs', '--limit', '1'] as const
  const place = {operation: 'vpc list-vpcs'} as const

  it('a wrong key', async () => {
    const env = {...sandbox.env, HUAWEICLOUD_SDK_SK: secretAccessKey}
    await assertFailure(
      {words: list, env},
      {
        ...place,
        kind: 'service',
        exitCode: 12,
        message: 'Incorrect IAM authentication information: verify aksk signature fail',
        region: 'cn-north-4',
        status: 401,
        code: 'APIGW.0301',
        requestId: 'ID',
        hint: 'The credentials came from the environment.',
      },
    )
  })

  it('half a key pair', async () => {
    const env = {HUAWEICLOUD_SDK_AK: accessKeyId}
    await assertFailure(
      {words: list, env},
      {
        ...place,
        kind: 'credentials',
        exitCode: 4,
        message: 'the environment has HUAWEICLOUD_SDK_AK but no HUAWEICLOUD_SDK_SK',
        hint: 'Set both or neither: other sources are asked only where this one says nothing.',
      },
    )
  })

  it('no keys anywhere', async () => {
    await assertFailure(
      {words: list, env: {HWC_DISABLE_METADATA: 'true'}},
      {
        ...place,
        kind: 'credentials',
        exitCode: 4,
        message: [
          'No credentials found:',
          '  the environment: HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK are not set',
          "  the environment (Terraform's names): HW_ACCESS_KEY and HW_SECRET_KEY are not set",
          `  profile default (${join(home, '.huaweicloud/credentials')}): there is no such file`,
          '  instance metadata: HWC_DISABLE_METADATA is set',
          '  pod identity: HC_CONTAINER_CREDENTIALS_FULL_URI and HC_CONTAINER_AUTHORIZATION_TOKEN_FILE are not set',
        ].join('\n'),
        hint: 'Set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, or name a profile; hwc --profile sandbox needs no account.',
      },
    )
  })

  it('a file that is not there, and a folder for a file', async () => {
    const image = {kind: 'file', exitCode: 13, operation: 'dsc create-image-watermark'}
    const words = ['dsc', 'create-image-watermark', '--file']
    const env = await serve([{}])
    await assertFailure(
      {words: [...words, 'none.jpg'], env},
      {...image, message: 'Cannot read none.jpg: there is no such file'},
    )
    await assertFailure({words: [...words, '.'], env}, {...image, message: 'Cannot read .: it is a folder'})
    assert.deepEqual(server?.requests, [])
  })

  it('a profile that is not there', async () => {
    const path = join(home, '.huaweicloud/profiles/prod')
    const what = `no profile prod (${path}: there is no such file)`
    const hint = 'hwc --profile sandbox needs no account.'
    await assertUsage([...list, '--profile', 'prod'], [fault(`--profile: ${what}`, {flag: '--profile'})], hint)
    await assertFailure(
      {words: list, env: {...account, HWC_PROFILE: 'prod'}},
      {...place, kind: 'config', exitCode: 3, message: `HWC_PROFILE: ${what}`, hint},
    )
  })

  it('a profile that is spelt like one that there is, the built-in one included', async () => {
    const path = join(home, '.huaweicloud/profiles/sanbox')
    const what = `no profile sanbox (${path}: there is no such file)`
    await assertUsage(
      [...list, '--profile', 'sanbox'],
      [fault(`--profile: ${what}`, {flag: '--profile', suggestion: 'sandbox'})],
      'Did you mean sandbox?',
    )
  })

  it('an unknown region', async () => {
    const message = `vpc has no region cn-nroth-4; it has ${regions}`
    const hint = 'Did you mean cn-north-4?'
    // With or without credentials: what is wrong with the command line comes first.
    for (const env of [account, {}])
      await assertFailure(
        {words: [...list, '--region', 'cn-nroth-4'], env},
        {
          kind: 'usage',
          exitCode: 2,
          message: `--region: ${message}`,
          hint,
          faults: [
            fault(`--region: ${message}`, {
              flag: '--region',
              expected: 'a region of the service',
              suggestion: 'cn-north-4',
            }),
          ],
        },
      )
    await assertFailure(
      {words: list, env: {...account, HWC_REGION: 'cn-nroth-4'}},
      {...place, kind: 'config', exitCode: 3, message: `HWC_REGION: ${message}`, hint},
    )
  })

  it('no region', async () => {
    await assertFailure(
      {words: list, env: account},
      {
        ...place,
        kind: 'config',
        exitCode: 3,
        message: `No region is set; vpc has ${regions}`,
        hint: 'Give --region, set HWC_REGION, or write region to the [hwc] section of the profile.',
      },
    )
  })

  it('an unknown service', async () => {
    await assertUsage(
      ['vcp', 'list-vpcs'],
      [fault('There is no service vcp; did you mean hwc vpc list-vpcs?', {suggestion: 'hwc vpc list-vpcs'})],
      'hwc --help lists the services.',
    )
  })

  it('an unknown operation', async () => {
    await assertUsage(
      ['vpc', 'list-vpxs'],
      [
        fault('vpc has no operation list-vpxs; did you mean hwc vpc list-vpcs?', {
          suggestion: 'hwc vpc list-vpcs',
        }),
      ],
      'hwc vpc --help lists its operations.',
    )
  })

  const itsFlags = 'hwc vpc list-vpcs --help shows its flags.'

  it('a misspelt flag', async () => {
    await assertUsage(
      ['vpc', 'list-vpcs', '--lmit', 'MARK'],
      [fault('--lmit is no flag of ListVpcs; did you mean --limit?', {flag: '--lmit', suggestion: '--limit'})],
      `Did you mean: hwc vpc list-vpcs --limit …\n${itsFlags}`,
    )
  })

  it('a missing flag', async () => {
    await assertUsage(
      ['vpc', 'show-vpc'],
      [fault('--vpc-id is missing: text', {flag: '--vpc-id', expected: 'text'})],
      'hwc vpc show-vpc --help shows its flags.',
    )
  })

  it('a value of the wrong type', async () => {
    await assertUsage(
      ['vpc', 'list-vpcs', '--limit', 'many'],
      [fault('--limit: it takes an integer, not "many"', {flag: '--limit', expected: 'an integer'})],
      itsFlags,
    )
  })

  it('several things at once', async () => {
    await assertUsage(
      ['vpc', 'list-vpcs', 'MARK', '--quiet', 'true', '--limit'],
      [
        fault('The word … after the operation is no flag and belongs to none; a value follows its flag: --name value'),
        fault('--quiet takes no separate value: type --quiet=true', {
          flag: '--quiet',
          expected: 'no value, or =true or =false',
          suggestion: '--quiet=true',
        }),
        fault('--limit needs a value: an integer', {flag: '--limit', expected: 'an integer'}),
      ],
      `Did you mean: hwc vpc list-vpcs --quiet=true --limit …\n${itsFlags}`,
    )
  })

  it('--output-file where nothing is a file', async () => {
    await assertUsage(
      [...list, '--output-file', 'x'],
      [
        fault('--output-file is for answers that are files, and this operation has none; send stdout there: > FILE', {
          flag: '--output-file',
          suggestion: '>',
        }),
      ],
      itsFlags,
    )
  })

  it('a value that a setting does not have', async () => {
    await assertUsage(
      [...list, '--progress', 'fancy'],
      [
        fault('--progress: "fancy" is not auto, plain or none', {
          flag: '--progress',
          expected: 'auto, plain or none',
        }),
      ],
      itsFlags,
    )
    const env = await serve([{}])
    await assertFailure(
      {words: list, env: {...env, HWC_RETRIES: 'many'}},
      {...place, kind: 'config', exitCode: 3, message: 'HWC_RETRIES: expected a whole number from 0'},
    )
    assert.deepEqual(server?.requests, [])
  })

  it('a hand-written command that there is not', async () => {
    await assertUsage(
      ['sandbox', 'strt'],
      [fault('sandbox has no command strt; did you mean hwc sandbox start?', {suggestion: 'hwc sandbox start'})],
      'hwc sandbox --help lists its commands.',
    )
  })

  it('a host that does not answer', async () => {
    const port = await closedPort()
    const message = `Connection to 127.0.0.1:${port} refused`
    await assertFailure(
      {words: [...list, '--retries', '1'], env: {...account, HWC_ENDPOINT: `http://127.0.0.1:${port}`}},
      {
        ...place,
        kind: 'network',
        exitCode: 7,
        message: `${message}.`,
        hint: 'It was tried 2 times.',
        before: `hwc: ${message}; trying again in N s (try 2 of 2).\n`,
      },
    )
  })

  const answers: readonly [status: number, exitCode: number, isRepeated: boolean][] = [
    [500, 6, true],
    [429, 11, true],
    [404, 10, false],
    [403, 12, false],
    [400, 5, false],
  ]
  for (const [status, exitCode, isRepeated] of answers) {
    it(`a service that answers ${status}`, async () => {
      const body = '{"error_code": "VPC.0001", "error_msg": "No way."}'
      const env = await serve([{status, headers: {'X-Request-Id': 'of-the-service'}, body}])
      await assertFailure(
        {words: [...list, '--retries', '1'], env},
        {
          ...place,
          kind: 'service',
          status,
          exitCode,
          message: 'No way.',
          code: 'VPC.0001',
          requestId: 'of-the-service',
          ...(status === 403 && {hint: 'The credentials came from the environment.'}),
          ...(isRepeated && {
            hint: 'It was tried 2 times.',
            before: `hwc: The service answered ${status}; trying again in N s (try 2 of 2).\n`,
          }),
        },
      )
      assert.equal(server?.requests.length, isRepeated ? 4 : 2)
    })
  }

  it('a server that is slow', async () => {
    const env = await serve([{delay: 3000}])
    await assertFailure(
      {words: [...list, '--retries', '0', '--read-timeout', '0.5'], env},
      {
        ...place,
        kind: 'network',
        exitCode: 7,
        message: 'No answer from 127.0.0.1 within 0.5 s.',
        hint: '--read-timeout gives it more time.',
      },
    )
  })

  it('a command that takes too long', async () => {
    const env = await serve([{delay: 3000}])
    await assertFailure(
      {words: [...list, '--total-timeout', '0.5'], env},
      {
        ...place,
        kind: 'network',
        exitCode: 7,
        message: 'The command was not done within 0.5 s.',
        hint: '--total-timeout gives it more time.',
      },
    )
  })

  it('a POST that got no answer', async () => {
    const env = await serve([{drop: 'before'}])
    await assertFailure(
      {words: ['vpc', 'create-vpc', '--vpc.name', 'demo'], env},
      {
        kind: 'network',
        exitCode: 7,
        operation: 'vpc create-vpc',
        message: '127.0.0.1 closed the connection without an answer.',
        hint: 'The call may have been carried out: look before you repeat it.',
      },
    )
    assert.equal(server?.requests.length, 2)
  })

  it('a certificate that nobody trusts', async () => {
    const tls = createServer(
      {key: readFileSync(fixture('tls/localhost.key')), cert: readFileSync(fixture('tls/localhost.crt'))},
      (_, response) => response.end('{}'),
    )
    await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve))
    const endpoint = `https://localhost:${(tls.address() as AddressInfo).port}`
    try {
      await assertFailure(
        {words: list, env: {...account, HWC_ENDPOINT: endpoint}},
        {
          ...place,
          kind: 'network',
          exitCode: 7,
          message: 'The certificate of localhost is not accepted: nobody that this machine trusts has signed it.',
          hint: 'If it is right, trust its issuer with --ca-bundle FILE. A proxy that inspects TLS has such a file too.',
        },
      )
    } finally {
      tls.closeAllConnections()
      tls.close()
    }
  })

  describe('on a full disk', () => {
    const hasFullDisk = process.platform === 'linux'
    const skipElsewhere = function (this: Mocha.Context): void {
      if (hasFullDisk) return
      process.stdout.write('      skipped: only Linux has /dev/full\n')
      this.skip()
    }
    beforeEach(skipElsewhere)

    const commands = [
      'vpc list-vpcs --profile sandbox --quiet',
      'vpc list-vpcs --profile sandbox --quiet --output table',
      'vpc list-vpcs --preview',
      'vpc list-vpcs --help',
      'dsc create-image-watermark --file demo.jpg --profile sandbox --quiet',
      'dsc create-image-watermark --file demo.jpg --profile sandbox --quiet --output-file -',
      '--help',
      'sandbox start --help',
      'sandbox start',
      '--version',
    ]
    for (const command of commands) {
      it(`stdout of hwc ${command}`, async () => {
        const {stdout, stderr, exitCode} = await runShell(`hwc ${command} >/dev/full`, {home})
        assert.deepEqual({stdout, exitCode}, {stdout: '', exitCode: 13}, stderr)
        assert.match(stderr, /^hwc: Cannot write to standard output: the disk is full\n( .+\n)*$/)
        assert.ok(!/MARK|\n +at |internal/.test(stderr), stderr)
      })
    }

    it('--output-file', async () => {
      const script = 'hwc dsc create-image-watermark --file demo.jpg --profile sandbox --quiet --output-file /dev/full'
      assert.deepEqual(await runShell(script, {home}), {
        stdout: '',
        stderr: 'hwc: Cannot write /dev/full: the disk is full\n  (dsc create-image-watermark, region cn-north-4)\n',
        exitCode: 13,
      })
    })

    it('stderr, which changes nothing else', async () => {
      const script = 'hwc vpc list-vpcs --limit 1 --profile sandbox 2>/dev/full | head -c 1'
      assert.deepEqual(await runShell(script, {home}), {stdout: '{', stderr: '', exitCode: 0})
      const {exitCode} = await runShell('hwc vpc list-vpxs 2>/dev/full', {home})
      assert.equal(exitCode, 2)
    })
  })

  it('a folder for --output-file that is not there, or a folder in its place', async () => {
    const script = 'hwc dsc create-image-watermark --file demo.jpg --profile sandbox --quiet --output-file'
    const where = '  (dsc create-image-watermark)\n'
    const none = await runShell(`${script} none/x.jpg`, {home})
    assert.equal(none.stderr, `hwc: Cannot write ${join(home, 'none/x.jpg')}: there is no such folder\n${where}`)
    const folder = await runShell(`${script} .`, {home})
    assert.equal(folder.stderr, `hwc: Cannot write ${home}: it is a folder\n${where}`)
    assert.deepEqual([none.exitCode, folder.exitCode], [13, 13])
    assert.deepEqual(
      readdirSync(home).filter((name) => name.includes('.part')),
      [],
    )
  })

  it('is JSON where a flag, wherever it stands, the environment or the profile asks for it, and a flag beats the rest', async () => {
    mkdirSync(join(home, '.huaweicloud/profiles'), {recursive: true, mode: 0o700})
    const text = '[basic]\nak = x\nsk = x\n[hwc]\noutput = json\nregion = no-where-1\n'
    writeFileSync(join(home, '.huaweicloud/profiles/json'), text, {mode: 0o600})
    const isJson = async (words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<boolean> =>
      (await runHwc(words, {home, env: {...account, ...env}})).stderr.startsWith('{"error":{"kind":')
    const json = {HWC_OUTPUT: 'json'}
    assert.deepEqual(
      await Promise.all([
        isJson(['--output', 'json', ...list]),
        isJson([...list, '-o=json']),
        isJson(['-o', 'json', 'vcp', 'list']),
        isJson(['sandbox', 'start', '--prt', '1', '--output', 'json']),
        isJson(list, json),
        isJson([...list, '--profile', 'json']),
        isJson(list),
        isJson([...list, '-o', 'table'], json),
        isJson([...list, '-o', 'table', '--profile', 'json']),
      ]),
      [true, true, true, true, true, true, false, false, false],
    )
  })
})
