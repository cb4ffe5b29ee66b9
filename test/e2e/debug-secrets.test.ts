import assert from 'node:assert/strict'
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {type CatalogOperation, everyOperation} from '../support/every-operation.js'
import {type LocalServer, type ScriptedAnswer, startLocalServer} from '../support/local-server.js'
import {markedWords} from '../support/marked-words.js'
import {chooseSome, seededRandom} from '../support/random-choice.js'
import {closedPort} from '../support/recording-server.js'
import {requiredWords} from '../support/required-words.js'
import {type HwcRun, runHwc} from '../support/run-hwc.js'

const seed = Number(process.env['HWC_TEST_SEED'] ?? Date.now() % 1_000_000)

/** Stands in every secret of these tests; an access key id may show its first four characters, which are no mark. */
const mark = 'MARK'
const account = {
  HUAWEICLOUD_SDK_AK: `AKID${mark}0000000000`,
  HUAWEICLOUD_SDK_SK: `sk-${mark}`,
  HUAWEICLOUD_SDK_SECURITY_TOKEN: `token-${mark}`,
  HUAWEICLOUD_SDK_PROJECT_ID: 'project-of-the-tests',
  HUAWEICLOUD_SDK_DOMAIN_ID: 'domain-of-the-tests',
}
const secretAnswer = JSON.stringify({
  error_code: 'X.1',
  error_msg: 'refused',
  user: {password: `answer-${mark}`, name: 'demo', access: {secret_key: `answer-${mark}`}},
  token: `answer-${mark}`,
})
const createUser = ['iam', 'keystone-create-user', '--user.name', 'demo'] as const

describe('Secrets', function () {
  this.timeout(120_000)
  const home = mkdtempSync(join(tmpdir(), 'hwc-secrets-'))
  let server: LocalServer | undefined

  before(() => {
    writeFileSync(join(home, 'demo.jpg'), 'an image')
    writeFileSync(join(home, 'password.txt'), `file-${mark}\n`)
    writeFileSync(join(home, 'request.yaml'), `user: {name: demo, password: file-${mark}}\n`)
  })
  afterEach(async () => {
    await server?.close()
    server = undefined
  })
  after(() => {
    rmSync(home, {recursive: true, force: true})
  })

  const run = async (words: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<HwcRun> =>
    runHwc(words, {home, env: {...account, HWC_REGION: 'cn-north-4', ...more}})

  const serve = async (answer: ScriptedAnswer): Promise<Readonly<Record<string, string>>> => {
    await server?.close()
    server = await startLocalServer([answer])
    return {HWC_ENDPOINT: server.url, HUAWEICLOUD_SDK_IAM_ENDPOINT: server.url}
  }

  const assertHidden = (text: string, what: string): void => {
    assert.ok(!text.includes(mark), `${what}:\n${text}`)
  }

  it('are masked in --debug, in requests and answers, and arrive whole', async () => {
    const headers = {'Content-Type': 'application/json', 'X-Subject-Token': `answer-${mark}`, 'Set-Cookie': `a=${mark}`}
    const env = await serve({body: secretAnswer, headers})
    const {stdout, stderr, exitCode} = await run([...createUser, '--user.password', `typed-${mark}`, '--debug'], env)
    assert.equal(exitCode, 0)
    assertHidden(stderr, 'stderr')
    assert.match(stderr, /^> Authorization: SDK-HMAC-SHA256 Access=AKID\*\*\*, .*Signature=\*\*\*$/m)
    assert.match(stderr, /^> X-Security-Token: \*\*\*$/m)
    assert.match(stderr, /^> {5}"password": "\*\*\*"$/m)
    assert.match(stderr, /^< x-subject-token: \*\*\*$/m)
    assert.match(stderr, /^< set-cookie: \*\*\*$/m)
    assert.match(stderr, /^< {5}"password": "\*\*\*",$/m)
    assert.match(stderr, /^< {7}"secret_key": "\*\*\*"$/m)
    assert.match(stderr, /^< {3}"token": "\*\*\*"$/m)
    assert.equal(server?.requests[0]?.body.toString(), `{"user": {"name": "demo", "password": "typed-${mark}"}}`)
    assert.ok(stdout.includes(`"password": "answer-${mark}"`), "an answer is the user's")
  })

  it('are masked in errors and their --debug, whatever the body is', async () => {
    const bodies = [
      secretAnswer,
      `{"error_msg": "no", "error_code": "X", "password": "${mark}"`,
      `password=${mark}&a=b`,
      `<error><password>${mark}</password></error>`,
      `Authorization: Bearer ${mark}${'x'.repeat(2000)}`,
    ]
    for (const body of bodies) {
      const env = await serve({status: 400, body})
      for (const words of [['--debug'], ['--output', 'json'], []]) {
        const done = await run([...createUser, '--user.password', `typed-${mark}`, ...words], env)
        assert.equal(done.exitCode, 5, done.stderr)
        assertHidden(done.stdout + done.stderr, body)
      }
    }
  })

  it('are masked in a preview of every form, and where they come from files', async () => {
    const ways = [
      ['--user.password', `typed-${mark}`],
      ['--user.password', 'file://password.txt'],
      ['--user', `{password: typed-${mark}}`],
      ['--body', `{"user": {"password": "typed-${mark}"}}`],
      ['--from-file', 'request.yaml'],
    ]
    const forms = [['--preview'], ['--preview=curl'], ['--preview', '--output', 'json'], ['--preview', '-o', 'yaml']]
    for (const way of ways) {
      const previews = await Promise.all(forms.map(async (form) => run([...createUser, ...way, ...form])))
      for (const {stdout, stderr, exitCode} of previews) {
        assert.deepEqual([stderr, exitCode], ['', 0])
        assertHidden(stdout, way.join(' '))
        assert.match(stdout, /password"?: .?\*\*\*/)
      }
    }
  })

  it('are in no fault of a command line', async () => {
    const lines = [
      ['--user.passwrd', mark],
      ['--user.password', `--${mark}`],
      ['--user.password', 'a', mark],
      [mark, '--user.name', 'demo'],
      ['--user', `{name: demo, password: ${mark}`],
      ['--user', `{name: demo, password: {a: ${mark}}}`],
      ['--body', `{"user": {"password": "${mark}}}`],
      ['--body', mark],
      ['--user.enabled', mark],
      ['--unknown', mark],
      [`--unknown=${mark}`],
      ['-x', mark],
      ['--', mark],
      ['--proxy', `socks5://user:${mark}@host`],
      ['--endpoint', `https://user:${mark}@host`],
      ['--read-timeout', '1', '--user.password.deep', mark],
      ['--no-user.password', mark],
    ]
    const env = await serve({body: '{}'})
    const shown: string[] = []
    for (const words of lines) {
      const [text, json] = await Promise.all([
        run([...createUser, ...words], env),
        run([...createUser, ...words, '--output', 'json'], env),
      ])
      if ((text.stderr + json.stderr + text.stdout + json.stdout).includes(mark)) {
        shown.push(`${words.join(' ')}\n${text.stderr}${json.stderr}`)
      }
    }
    assert.deepEqual(shown, [])
  })

  it('are in no message about files and settings', async () => {
    const profiles = join(home, '.huaweicloud/profiles')
    mkdirSync(profiles, {recursive: true, mode: 0o700})
    const files = {
      'no-sign': `[basic]\nak = x\nsk ${mark}\n`,
      half: `[basic]\nsk = ${mark}\n`,
      twice: `[basic]\nak = x\nsk = ${mark}\nsk = ${mark}\n`,
      'no-section': `sk = ${mark}\n`,
      'odd-key': `[basic]\nak = x\nsk = x\n[hwc]\nregoin = ${mark}\nproxy = http://user:${mark}\n`,
      'odd-keys': `[basic]\nak = a${mark}\u0001\nsk = ${mark}\u0001\n`,
    }
    const env = await serve({body: '{}'})
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(profiles, name), text, {mode: 0o600})
      const {stderr} = await run(['vpc', 'list-vpcs', '--profile', name, '--debug'], env)
      assertHidden(stderr, name)
    }
    const odd: readonly Readonly<Record<string, string>>[] = [
      {HWC_PROXY: `socks5://user:${mark}@host`},
      {HWC_ENDPOINT: `https://user:${mark}@host`},
      {HTTPS_PROXY: `nonsense:${mark}`, HWC_ENDPOINT: 'https://none.invalid', HWC_RETRIES: '0'},
      {HUAWEICLOUD_SDK_SK: ''},
      {HUAWEICLOUD_SDK_AK: `AKID${mark}\n`, HUAWEICLOUD_SDK_SK: `${mark}\n`},
    ]
    for (const more of odd) {
      const {stdout, stderr} = await run(['vpc', 'list-vpcs', '--debug'], {...env, ...more})
      assertHidden(stdout + stderr, JSON.stringify(more))
    }
  })

  it('are not told of a proxy, reached or not', async () => {
    await serve({status: 407, body: `Proxy-Authorization: Basic ${mark}`})
    const words = ['vpc', 'list-vpcs', '--debug', '--insecure', '--retries', '1']
    for (const scheme of ['http', 'https']) {
      const env = {HWC_ENDPOINT: `${scheme}://vpc.example.invalid`}
      const reached = await run(words, {...env, HWC_PROXY: `http://user:pass-${mark}@127.0.0.1:${server?.port ?? 0}`})
      assertHidden(reached.stdout + reached.stderr, scheme)
      assert.notEqual(reached.exitCode, 0)
      const closed = await run(words, {...env, HWC_PROXY: `http://user:pass-${mark}@127.0.0.1:${await closedPort()}`})
      assertHidden(closed.stdout + closed.stderr, scheme)
      assert.equal(closed.exitCode, 7, closed.stderr)
    }
    assert.ok((server?.requests.length ?? 0) > 0)
  })

  it('of operations chosen by chance are masked in previews and in --debug', async () => {
    process.stdout.write(`      HWC_TEST_SEED=${seed}\n`)
    const marked = everyOperation().filter((one) => markedWords(one, mark).length > 0)
    assert.ok(marked.length > 500)
    const failures: string[] = []
    const look = async (one: CatalogOperation): Promise<void> => {
      const words = [one.service, one.command, ...requiredWords(one, 'demo.jpg'), ...markedWords(one, mark)]
      const all = [...words, '--api-version', one.version, '--profile', 'sandbox']
      const preview = await run([...all, '--preview=curl'])
      const debug = await run([...all, '--debug'])
      const text = preview.stdout + preview.stderr + debug.stderr
      const isShown = text.includes(mark) || !text.includes('***')
      if (isShown || preview.exitCode !== 0) failures.push(`hwc ${all.join(' ')}\n${text}`)
    }
    const chosen = chooseSome(marked, 12, seededRandom(seed))
    for (let at = 0; at < chosen.length; at += 3) await Promise.all(chosen.slice(at, at + 3).map(look))
    assert.deepEqual(failures, [])
  })
})
