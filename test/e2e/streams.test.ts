import assert from 'node:assert/strict'
import {randomBytes} from 'node:crypto'
import {chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import {type AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {type LocalServer, startLocalServer} from '../support/local-server.js'
import {runHwc} from '../support/run-hwc.js'
import {runShell} from '../support/run-shell.js'
import {startHwc} from '../support/start-hwc.js'

const keys = {HUAWEICLOUD_SDK_AK: 'AKIDofthetests', HUAWEICLOUD_SDK_SK: 'secret-of-the-tests'}
const account = {...keys, HUAWEICLOUD_SDK_PROJECT_ID: 'project-of-the-tests'}
const size = 40_000
const note = 'hwc: finishing the call in flight; once more ends it at once\n'
const givenUp =
  'hwc: Interrupted: what was in flight was given up.\n  (dsc create-image-watermark)\n  The service may have carried it out.\n'

/** A server that sends half of an answer, then waits until it is told to send the rest. */
const startHalfway = async () => {
  let finish = (): void => undefined
  const released = new Promise<void>((resolve) => (finish = resolve))
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    for await (const chunk of request) void chunk
    response.writeHead(200, {'Content-Type': 'image/jpeg', 'Content-Length': size})
    response.write(Buffer.alloc(size / 2, 1))
    await released
    response.end(Buffer.alloc(size / 2, 2))
  }
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    finish,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const waitFor = async (what: string, test: () => boolean): Promise<void> => {
  const end = Date.now() + 10_000
  while (!test()) {
    if (Date.now() > end) throw new Error(`In 10 s there was no ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

describe('Streams and signals', function () {
  this.timeout(60_000)
  let home: string
  let server: LocalServer | undefined
  let halfway: Awaited<ReturnType<typeof startHalfway>> | undefined

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'hwc-streams-'))
  })
  afterEach(async () => {
    await server?.close()
    await halfway?.close()
    server = undefined
    halfway = undefined
    rmSync(home, {recursive: true, force: true})
  })

  /** A download that has half of its answer on the disk. */
  const startDownload = async () => {
    halfway = await startHalfway()
    writeFileSync(join(home, 'demo.jpg'), 'an image')
    const folder = join(home, 'folder')
    const spool = join(home, 'spool')
    mkdirSync(folder)
    mkdirSync(spool)
    const env = {...account, HOME: home, TMPDIR: spool, HWC_ENDPOINT: halfway.url}
    const words = ['dsc', 'create-image-watermark', '--file', '-', '--output-file', 'folder/out.jpg']
    const hwc = startHwc(words, {env, cwd: home})
    hwc.child.stdin.end('an image')
    await waitFor('part of a download', () =>
      readdirSync(folder).some((name) => readFileSync(join(folder, name)).length === size / 2),
    )
    return {hwc, left: () => [...readdirSync(folder), ...readdirSync(spool)]}
  }

  it('ends quietly with 0 where the reader goes away', async () => {
    const commands = [
      'vpc list-vpcs --profile sandbox --quiet',
      'vpc list-vpcs --profile sandbox --quiet --output table',
      'ecs create-servers --help=full',
      'vpc --help',
      '--help',
      'sandbox start',
    ]
    const runs = await Promise.all(
      commands.map(async (command) => runShell(`{ hwc ${command}; echo $? >&2; } | true`, {home})),
    )
    assert.deepEqual(
      runs,
      commands.map(() => ({stdout: '', stderr: '0\n', exitCode: 0})),
    )
  })

  it('ends quietly with 0 after the first line that a reader takes', async () => {
    const script = '{ hwc ecs create-servers --help=full; echo $? >&2; } | head -n 1'
    const {stdout, stderr} = await runShell(script, {home})
    assert.deepEqual([stdout.split('\n').length, stderr], [2, '0\n'])
  })

  it('ends quietly with 0 where the reader of a download goes away', async () => {
    writeFileSync(join(home, 'demo.jpg'), randomBytes(2_000_000))
    const hwc = 'hwc dsc create-image-watermark --file demo.jpg --profile sandbox --quiet'
    const {stdout, stderr} = await runShell(`{ ${hwc}; echo $? >&2; } | head -c 10 | wc -c`, {home})
    assert.deepEqual([stdout.trim(), stderr], ['10', '0\n'])
  })

  it('finishes a download in flight after one SIGINT, and answers 130', async () => {
    const {hwc, left} = await startDownload()
    hwc.child.kill('SIGINT')
    await hwc.until('stderr', /finishing/)
    halfway?.finish()
    assert.equal(await hwc.ended, 130)
    assert.equal(hwc.stderr(), `${note}hwc: saved ${join(home, 'folder/out.jpg')} (39.1 KiB)\n`)
    assert.equal(hwc.stdout(), '')
    assert.deepEqual(left(), ['out.jpg'])
    assert.equal(readFileSync(join(home, 'folder/out.jpg')).length, size)
  })

  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    it(`gives a download up after two ${signal}, leaves nothing of it, and answers ${code}`, async () => {
      const {hwc, left} = await startDownload()
      hwc.child.kill(signal)
      await hwc.until('stderr', /finishing/)
      hwc.child.kill(signal)
      assert.equal(await hwc.ended, code)
      assert.equal(hwc.stderr(), note + givenUp)
      assert.deepEqual(left(), [])
    })
  }

  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    it(`leaves no copy of a stdin that ${signal} ends while it is read, and answers ${code}`, async () => {
      const temporary = join(home, 'temporary')
      mkdirSync(temporary)
      const env = {...account, HOME: home, TMPDIR: temporary, HWC_ENDPOINT: 'http://127.0.0.1:9'}
      const words = ['dsc', 'create-image-watermark', '--file', '-', '--blind-watermark', 'me']
      const hwc = startHwc(words, {env, cwd: home})
      hwc.child.stdin.write(randomBytes(100_000))
      const copies = (): readonly string[] => readdirSync(temporary, {recursive: true, encoding: 'utf8'})
      for (let wait = 0; wait < 400 && !copies().some((path) => path.endsWith('copy')); wait += 1)
        await new Promise((resolve) => setTimeout(resolve, 25))
      assert.equal(copies().length, 2)
      hwc.child.kill(signal)
      assert.equal(await hwc.ended, code)
      assert.equal(hwc.stderr(), 'hwc: Interrupted before anything was sent.\n  (dsc create-image-watermark)\n')
      assert.deepEqual(copies(), [])
    })
  }

  it('tells how much of a file has been uploaded, where that is asked for', async () => {
    server = await startLocalServer([{status: 500}, {body: '{}'}])
    writeFileSync(join(home, 'demo.jpg'), randomBytes(1_000_000))
    const env = {...account, HOME: home, HWC_ENDPOINT: `http://localhost:${server.port}`}
    const words = ['obs', 'put-object', '--bucket-name', 'b', '--object-key', 'k', '--body', 'demo.jpg']
    const {stderr} = await runHwc([...words, '--progress=plain'], {env, cwd: home})
    assert.match(stderr, /^(?:uploading: .* of 976\.6 KiB \(\d+ %\)\n)+hwc: .*trying again/)
    assert.match(stderr, /again.*\n(?:uploading: .*\n)*uploading: 976\.6 KiB of 976\.6 KiB \(100 %\)\n$/)
    assert.deepEqual(
      server.requests.map(({body}) => body.length),
      [1_000_000, 1_000_000],
    )
  })

  it('starts no other try after a signal', async () => {
    server = await startLocalServer([
      {status: 429, headers: {'Retry-After': '30'}, body: '{"error_code": "X", "error_msg": "Slowly."}'},
    ])
    const env = {...account, HOME: home, HWC_ENDPOINT: server.url}
    const hwc = startHwc(['vpc', 'list-vpcs'], {env, cwd: home})
    await hwc.until('stderr', /again in 30\.0 s/)
    hwc.child.kill('SIGTERM')
    assert.equal(await hwc.ended, 143)
    assert.equal(server.requests.length, 1)
    assert.equal(
      hwc.stderr(),
      [
        'hwc: The service answered 429; trying again in 30.0 s (try 2 of 4).',
        note.trim(),
        'hwc: Slowly.',
        '  (vpc list-vpcs, status 429, code X)',
        '',
      ].join('\n'),
    )
  })

  it('leaves nothing of a download that breaks off', async () => {
    server = await startLocalServer([{headers: {'Content-Length': '100'}, body: 'half', drop: 'after body'}])
    writeFileSync(join(home, 'demo.jpg'), 'an image')
    const words = ['dsc', 'create-image-watermark', '--file', 'demo.jpg', '--output-file', 'out.jpg']
    const run = await runHwc(words, {home, env: {...account, HWC_ENDPOINT: server.url}})
    assert.deepEqual([run.exitCode, run.stdout], [7, ''])
    assert.equal(
      run.stderr,
      'hwc: The connection to 127.0.0.1 broke before the whole answer had come.\n' +
        '  (dsc create-image-watermark)\n' +
        '  The call may have been carried out: look before you repeat it.\n',
    )
    assert.deepEqual(
      readdirSync(home).filter((name) => name.includes('out')),
      [],
    )
  })

  describe('an upload', () => {
    const content = randomBytes(500_000)
    const upload = async (path: string, stdin?: Uint8Array) => {
      server = await startLocalServer([{headers: {'Content-Type': 'image/jpeg'}, body: 'done'}])
      writeFileSync(join(home, 'demo.jpg'), content)
      const words = ['dsc', 'create-image-watermark', '--file', path, '--blind-watermark', 'me']
      const run = await runHwc(words, {
        home,
        env: {...account, HWC_ENDPOINT: server.url},
        ...(stdin && {stdin}),
      })
      assert.deepEqual([run.stdout, run.stderr, run.exitCode], ['done', '', 0])
      const [request] = server.requests
      assert.ok(request)
      assert.equal(request.headers['content-length'], String(request.body.length))
      assert.equal(request.headers['transfer-encoding'], undefined)
      return request
    }

    it('has its length', async () => {
      const {body} = await upload('demo.jpg')
      assert.ok(body.includes(content))
      assert.ok(body.includes('filename="demo.jpg"'), body.subarray(0, 300).toString('latin1'))
    })

    it('may come from stdin, and has its length all the same', async () => {
      const {body} = await upload('-', content)
      assert.ok(body.includes(content))
      assert.ok(body.includes('filename="stdin"'), body.subarray(0, 300).toString('latin1'))
    })

    it('may come from a file as stdin', async () => {
      writeFileSync(join(home, 'demo.jpg'), content)
      const script = 'hwc dsc create-image-watermark --file - --profile sandbox --quiet <demo.jpg | cmp - demo.jpg'
      assert.deepEqual(await runShell(script, {home}), {stdout: '', stderr: '', exitCode: 0})
    })

    it('never waits for a person where stdin is closed', async () => {
      const script = 'hwc dsc create-image-watermark --file - --profile sandbox --quiet <&- | wc -c'
      const {stdout, stderr} = await runShell(script, {home})
      assert.deepEqual([stdout.trim(), stderr], ['0', ''])
    })
  })

  describe('a home', () => {
    const list = ['vpc', 'list-vpcs', '--limit', '1', '--profile', 'sandbox', '--quiet']
    const assertRuns = async (env: Readonly<Record<string, string>>): Promise<void> => {
      const hwc = startHwc(list, {env, cwd: home})
      hwc.child.stdin.end()
      assert.deepEqual([await hwc.ended, hwc.stderr()], [0, ''])
      assert.match(hwc.stdout(), /^\{\n {2}"vpcs": \[\n/)
    }

    it('is not needed', async () => {
      await assertRuns({})
      await assertRuns({HOME: ''})
      await assertRuns({HOME: '/dev/null'})
      await assertRuns({HOME: join(home, 'none')})
    })

    it('need not be writable', async () => {
      chmodSync(home, 0o500)
      try {
        await assertRuns({HOME: home})
      } finally {
        chmodSync(home, 0o700)
      }
      // Nothing that is not writable holds root off but what no file system has.
      if (existsSync('/proc')) await assertRuns({HOME: '/proc'})
      if (existsSync('/proc')) await assertRuns({HOME: home, XDG_CACHE_HOME: '/proc'})
    })

    it('is not needed for keys of the environment, and their ids are looked up each time', async () => {
      server = await startLocalServer((request) => ({
        body: request.target.startsWith('/v3/projects') ? '{"projects": [{"id": "found"}]}' : '{"vpcs": []}',
      }))
      const env = {
        ...keys,
        HWC_ENDPOINT: server.url,
        HUAWEICLOUD_SDK_IAM_ENDPOINT: server.url,
        HWC_REGION: 'cn-north-4',
      }
      for (const more of [{}, {HOME: '/dev/null'}]) {
        const hwc = startHwc(['vpc', 'list-vpcs'], {env: {...env, ...more}, cwd: home})
        hwc.child.stdin.end()
        assert.deepEqual([await hwc.ended, hwc.stderr(), hwc.stdout()], [0, '', '{\n  "vpcs": []\n}\n'])
      }
      const targets = ['/v3/projects?name=cn-north-4', '/v1/found/vpcs']
      assert.deepEqual(
        server.requests.map(({target}) => target),
        [...targets, ...targets],
      )
    })

    it('that is missing is told where the default profile would be', async () => {
      const hwc = startHwc(['vpc', 'list-vpcs'], {env: {HWC_DISABLE_METADATA: '1'}, cwd: home})
      hwc.child.stdin.end()
      assert.equal(await hwc.ended, 4)
      assert.match(hwc.stderr(), /^ {2}profile default: no home folder is known$/m)
    })
  })
})
