import assert from 'node:assert/strict'
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {type CommandOptions, type CommandRun, runCommand} from '../../support/run-command.js'

interface Row {
  readonly name: string
  readonly value: string | null
  readonly source: string | null
}

interface ImportRow {
  readonly profile: string
  readonly path: string | null
  readonly taken: readonly string[]
  readonly leftOut: readonly {readonly name: string; readonly reason: string}[]
  readonly problem: string | null
}

const dataOf = (run: CommandRun): unknown => JSON.parse(run.stdout) as unknown

describe('hwc configure', () => {
  let home: string
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'hwc-home-'))
  })
  afterEach(() => {
    rmSync(home, {recursive: true, force: true})
  })

  const run = async (words: readonly string[], options: CommandOptions = {}): Promise<CommandRun> =>
    runCommand(['configure', ...words], {home, ...options})
  const file = (name = 'credentials'): string => join(home, '.huaweicloud', name)
  const write = (path: string, text: string): void => {
    mkdirSync(join(path, '..'), {recursive: true})
    writeFileSync(path, text, {mode: 0o600})
  }

  it('without a terminal says what to do instead', async () => {
    const {exitCode, stderr} = await run([])
    assert.equal(exitCode, 2)
    assert.equal(
      stderr,
      'hwc: There is no terminal to ask on\n' +
        '  hwc configure set KEY takes values from arguments, stdin and the environment.\n',
    )
    assert.ok(!existsSync(file()))
  })

  describe('set', () => {
    it('writes a setting, and says where', async () => {
      const {exitCode, stdout, stderr} = await run(['set', 'region', 'cn-north-4'])
      assert.deepEqual([exitCode, stdout, stderr], [0, '', `hwc: set region in [hwc] of profile default (${file()})\n`])
      assert.equal(readFileSync(file(), 'utf8'), '[hwc]\nregion = cn-north-4\n')
      assert.equal(statSync(file()).mode & 0o777, 0o600)
      assert.deepEqual(readdirSync(join(home, '.huaweicloud')), ['credentials'])
    })

    it('takes a secret from stdin or a variable, to a profile that is made for it', async () => {
      await run(['set', 'ak', '--from-env', 'CI_AK', '--profile', 'ci', '--quiet'], {env: {CI_AK: 'AKIDCI'}})
      await run(['set', 'sk', '--profile=ci'], {stdin: '100%secret\n'})
      await run(['set', 'security-token', '-', '--profile=ci'], {stdin: 'token=#1\r\n'})
      const [keys, text] = [
        'ak = AKIDCI\nsk = 100%%secret\nsecurity_token = token=#1\n',
        readFileSync(file('profiles/ci'), 'utf8'),
      ]
      assert.equal(text, `[basic]\n${keys}\n[global]\n${keys}`)
    })

    it('refuses a secret that was typed, and shows nothing of it', async () => {
      for (const [key, value] of [
        ['sk', 'MARKERSECRET'],
        ['ak', 'MARKERSECRET'],
        ['meeting.user_password', 'MARKERSECRET'],
        ['proxy', 'http://me:MARKERSECRET@proxy:3128'],
      ] as const) {
        const {exitCode, stdout, stderr} = await run(['set', key, value])
        assert.equal(exitCode, 2)
        assert.match(stderr, new RegExp(`^hwc: ${key.replace('.', '\\.')} is a secret: other processes can see`))
        assert.ok(!(stdout + stderr).includes('MARKER'))
      }
      assert.ok(!existsSync(file()))
      assert.equal((await run(['set', 'proxy', 'http://proxy:3128'])).exitCode, 0)
    })

    it('refuses what is no key, no value of it, or not built', async () => {
      const faults: readonly (readonly [readonly string[], string])[] = [
        [['set', 'regoin', 'x'], 'There is no key regoin; did you mean region?'],
        [['set', 'retries', 'many'], 'retries: expected a whole number from 0'],
        [['set', 'output', 'jsn'], 'output: "jsn" is not json'],
        [['set', 'live_completion', 'true'], 'live_completion is not built yet'],
        [['set', 'region', ''], 'region: there is no value'],
        [['set', 'region', 'x', '--from-env', 'Y'], 'Give a value or --from-env, not both'],
        [['set', 'region', 'x', '--profile', 'sandbox'], 'The profile sandbox is built in: it has no file'],
        [['set', 'credential_sources', 'env'], 'credential_sources: expected a list of environment'],
      ]
      for (const [words, message] of faults) {
        const {exitCode, stderr} = await run(words)
        assert.equal(exitCode, 2, words.join(' '))
        assert.ok(stderr.startsWith(`hwc: ${message}`), stderr)
      }
      const {exitCode, stderr} = await run(['set', 'sk', '--from-env', 'NOPE'])
      assert.deepEqual([exitCode, stderr], [3, 'hwc: NOPE is not set\n'])
      assert.ok(!existsSync(join(home, '.huaweicloud')) || readdirSync(join(home, '.huaweicloud')).length === 0)
    })

    it('keeps comments, order and unknown keys', async () => {
      write(file(), '# keys\n[basic]\nak=A\nmine = 1 ; not a comment\nsk=B\n[hwc]\n; where\nregion=old\n')
      await run(['set', 'region', 'new'])
      await run(['set', 'project_id', 'p'])
      assert.equal(
        readFileSync(file(), 'utf8'),
        '# keys\n[basic]\nak=A\nmine = 1 ; not a comment\nsk=B\nproject_id=p\n[hwc]\n; where\nregion=new\n',
      )
    })

    it('gives a file named by its path only what may come from there', async () => {
      const path = join(home, 'ci.ini')
      assert.equal((await run(['set', 'region', 'r', '--profile', path])).exitCode, 0)
      const {exitCode, stderr} = await run(['set', 'credential_process', 'touch x', '--profile', path])
      assert.equal(exitCode, 3)
      assert.match(stderr, /credential_process in \[hwc\] may not come from a file given by its path/)
      assert.equal(readFileSync(path, 'utf8'), '[hwc]\nregion = r\n')
    })

    it('loses nothing where several write at once', async () => {
      const keys = [
        'region',
        'retries',
        'read_timeout',
        'connect_timeout',
        'agency_name',
        'agency_domain',
        'project_id',
      ]
      await Promise.all(keys.map(async (key) => run(['set', key, '5'])))
      const text = readFileSync(file(), 'utf8')
      for (const key of keys) assert.match(text, new RegExp(`^${key} = 5$`, 'm'))
    })
  })

  describe('unset', () => {
    it('removes a key from every section that has it', async () => {
      write(file(), '[basic]\nak = A\nsk = B\n[global]\nak = A\n')
      assert.equal((await run(['unset', 'ak'])).exitCode, 0)
      assert.equal(readFileSync(file(), 'utf8'), '[basic]\nsk = B\n[global]\n')
      const {exitCode, stderr} = await run(['unset', 'ak'])
      assert.deepEqual([exitCode, stderr], [2, `hwc: ak is not set in profile default (${file()})\n`])
    })

    it('says what is still inherited', async () => {
      write(file(), '[DEFAULT]\nak = A\n[basic]\nak = B\n')
      assert.match((await run(['unset', 'ak'])).stderr, /warning: ak is still inherited from \[DEFAULT\]/)
    })
  })

  describe('get', () => {
    it('prints a value wherever it comes from', async () => {
      write(file(), '[hwc]\nregion = file\nretries = 5\n[basic]\nsk = MARKERSECRET\nproject_id = p\n')
      const get = async (...words: readonly string[]): Promise<string> => (await run(['get', ...words])).stdout
      assert.equal(await get('region'), 'file\n')
      assert.equal(await get('region', '--region', 'flag'), 'flag\n')
      assert.equal((await run(['get', 'region'], {env: {HWC_REGION: 'env'}})).stdout, 'env\n')
      assert.deepEqual(
        [await get('retries'), await get('read-timeout'), await get('project_id')],
        ['5\n', '120\n', 'p\n'],
      )
      assert.deepEqual([await get('sk'), await get('sk', '--reveal')], ['***\n', 'MARKERSECRET\n'])
    })

    it('answers 3 where nothing is set, and 2 where there is no such key', async () => {
      assert.deepEqual((await run(['get', 'region'])).exitCode, 3)
      assert.deepEqual((await run(['get', 'nope'])).exitCode, 2)
    })
  })

  describe('list', () => {
    const rows = async (options: CommandOptions = {}, ...words: readonly string[]): Promise<Record<string, unknown>> =>
      Object.fromEntries(
        (dataOf(await run(['list', ...words], options)) as readonly Row[]).map(({name, value, source}) => [
          name,
          [value, source],
        ]),
      )

    it('shows the endpoint that goes with the account', async () => {
      write(file(), '[hwc]\nendpoint = file.example.com\n')
      const env = {HWC_ENDPOINT: 'https://u:MARKER@env.example.com'}
      const ofEnvironment = ['https://u:***@env.example.com', 'HWC_ENDPOINT']
      const ofFile = ['file.example.com', 'endpoint of profile default']
      assert.deepEqual((await rows())['endpoint'], ofFile)
      assert.deepEqual((await rows({env}))['endpoint'], ofEnvironment, 'the keys may be those of an instance')
      write(file(), '[hwc]\nendpoint = file.example.com\n[basic]\nak = AKIDFILE\nsk = MARKER\n')
      assert.deepEqual((await rows({env}))['endpoint'], ofFile)
      const keys = {HUAWEICLOUD_SDK_AK: 'AKIDENV', HUAWEICLOUD_SDK_SK: 'MARKER'}
      assert.deepEqual((await rows({env: {...env, ...keys}}))['endpoint'], ofEnvironment)
      assert.deepEqual((await rows({env: keys}))['endpoint'], [null, null])
      assert.deepEqual((await rows({env: {...env, ...keys}}, '--profile', 'default'))['endpoint'], ofFile)
    })

    it('shows every setting with its source, secrets masked', async () => {
      write(
        file(),
        '[hwc]\nregion = r\nproxy = http://u:MARKER@proxy:1\n[basic]\nak = AKIDFILE\nsk = MARKER\n[meeting]\nuser_password = MARKER\n',
      )
      const found = await rows({env: {HWC_RETRIES: '7', HW_ACCESS_KEY: ''}}, '--quiet')
      assert.deepEqual(
        [
          'region',
          'retries',
          'read_timeout',
          'proxy',
          'ak',
          'sk',
          'security_token',
          'meeting.user_password',
          'agency_name',
        ].map((name) => found[name]),
        [
          ['r', 'region of profile default'],
          ['7', 'HWC_RETRIES'],
          ['120', 'default'],
          ['http://u:***@proxy:1', 'proxy of profile default'],
          ['AKID***', '[basic] of profile default'],
          ['***', '[basic] of profile default'],
          [null, null],
          ['***', '[meeting] of profile default'],
          [null, null],
        ],
      )
      assert.ok(!JSON.stringify(found).includes('MARKER'))
    })

    it('shows the keys of the environment where they are the source, and none of the file', async () => {
      write(file(), '[basic]\nak = AKIDFILE\nsk = MARKER\nproject_id = file-project\n')
      const env = {HW_ACCESS_KEY: 'TFAKID', HW_SECRET_KEY: 'MARKER', HW_PROJECT_ID: 'tf-project'}
      const found = await rows({env})
      assert.deepEqual(
        ['ak', 'sk', 'project_id', 'domain_id'].map((name) => found[name]),
        [
          ['TFAK***', 'HW_ACCESS_KEY'],
          ['***', 'HW_SECRET_KEY'],
          ['tf-project', 'HW_PROJECT_ID'],
          [null, null],
        ],
      )
      assert.ok(!JSON.stringify(found).includes('MARKER'))
    })
  })

  it('profiles lists those that have files, the broken ones too', async () => {
    write(file(), '[basic]\nak = A\nsk = B\n')
    write(file('profiles/agency'), '[hwc]\nagency_name = x\nregion = r\n[basic]\nak = A\nsk = B\n')
    write(file('profiles/broken'), 'ak = 1\n')
    const found = dataOf(await run(['profiles'], {env: {HWC_PROFILE: 'agency'}}))
    const where = {isCurrent: false, problem: null, region: null}
    assert.deepEqual(found, [
      {...where, name: 'default', path: file(), credentials: 'keys'},
      {...where, name: 'agency', isCurrent: true, path: file('profiles/agency'), credentials: 'agency', region: 'r'},
      {
        ...where,
        name: 'broken',
        path: null,
        credentials: null,
        problem: `${file('profiles/broken')}, line 1: expected a section such as [basic] first`,
      },
    ])
    assert.deepEqual(dataOf(await run(['profiles'], {env: {HWC_PROFILE: 'not-yet'}, home: join(home, 'empty')})), [])
  })

  describe('import', () => {
    const kooCli = (encrypted: boolean): string =>
      JSON.stringify({
        authEncrypt: String(encrypted),
        current: 'prod',
        profiles: [
          {name: 'default', mode: 'AKSK', accessKeyId: 'AKIDONE', secretAccessKey: 'MARKERONE', region: 'cn-north-1'},
          {name: 'prod', mode: 'AKSK', accessKeyId: 'AKIDTWO', secretAccessKey: 'MARKERTWO', region: '', domainId: 'd'},
          {name: 'bad name', mode: 'AKSK', accessKeyId: 'AKIDSIX', secretAccessKey: 'MARKERSIX'},
        ],
      })

    it("takes KooCLI's profiles, and leaves what it may not have", async () => {
      write(join(home, '.hcloud/config.json'), kooCli(false))
      const first = await run(['import', 'koocli'])
      assert.equal(first.exitCode, 0)
      assert.match(first.stderr, /KooCLI uses its profile prod where none is named/)
      assert.deepEqual(
        (dataOf(first) as readonly ImportRow[]).map(({profile, taken, problem}) => [profile, taken, problem === null]),
        [
          ['default', ['ak', 'sk', 'region'], true],
          ['prod', ['ak', 'sk', 'domain_id'], true],
          ['bad name', [], false],
        ],
      )
      assert.equal(
        readFileSync(file('profiles/prod'), 'utf8'),
        '[basic]\nak = AKIDTWO\nsk = MARKERTWO\n\n[global]\nak = AKIDTWO\nsk = MARKERTWO\ndomain_id = d\n',
      )
      assert.ok(!(first.stdout + first.stderr).includes('MARKER'))

      const second = await run(['import', 'koocli'])
      assert.deepEqual([second.exitCode, second.stderr.endsWith('hwc: Nothing was taken\n')], [3, true])
    })

    it('changes what exists only where it may, and leaves no token of the account before', async () => {
      write(file('profiles/prod'), '# mine\n[basic]\nak = OLD\nsk = OLD\nsecurity_token = OLD\nproject_id = OLD\n')
      write(join(home, 'koo.json'), kooCli(false))
      const words = ['import', 'koocli', '--file', join(home, 'koo.json'), '--profile', 'prod']
      assert.equal((await run(words)).exitCode, 3)
      assert.equal((await run([...words, '--overwrite'])).exitCode, 0)
      assert.equal(
        readFileSync(file('profiles/prod'), 'utf8'),
        '# mine\n[basic]\nak = AKIDTWO\nsk = MARKERTWO\n\n[global]\ndomain_id = d\n',
      )
      assert.ok(!existsSync(file()))
    })

    it('says that encrypted keys stay where they are', async () => {
      write(join(home, '.hcloud/config.json'), kooCli(true))
      const found = await run(['import', 'koocli', '--profile', 'default'])
      const [row] = dataOf(found) as readonly ImportRow[]
      assert.deepEqual(row?.taken, ['region'])
      assert.deepEqual(
        row.leftOut.map(({name}) => name),
        ['accessKeyId', 'secretAccessKey'],
      )
      assert.equal(readFileSync(file(), 'utf8'), '[hwc]\nregion = cn-north-1\n')
    })

    it("takes Terraform's variables and obsutil's file", async () => {
      const env = {HW_ACCESS_KEY: 'AKIDTF', HW_SECRET_KEY: 'sk-tf', HW_REGION_NAME: 'cn-north-4'}
      assert.equal((await run(['import', 'terraform', '--profile', 'tf'], {env})).exitCode, 0)
      const keys = 'ak = AKIDTF\nsk = sk-tf\n'
      const region = '[hwc]\nregion = cn-north-4\n'
      assert.equal(readFileSync(file('profiles/tf'), 'utf8'), `[basic]\n${keys}\n[global]\n${keys}\n${region}`)
      write(join(home, '.obsutilconfig'), 'endpoint=obs.cn-north-4.myhuaweicloud.com\nak=AKIDTF\nsk=sk-tf\n')
      assert.equal((await run(['import', 'obsutil', '--profile', 'obs'])).exitCode, 0)
      assert.equal(readFileSync(file('profiles/obs'), 'utf8'), readFileSync(file('profiles/tf'), 'utf8'))
    })

    it('says what is not there or no such file', async () => {
      assert.equal((await run(['import', 'koocli'])).exitCode, 13)
      write(join(home, '.hcloud/config.json'), 'not json')
      assert.equal((await run(['import', 'koocli'])).exitCode, 3)
      assert.equal((await run(['import', 'terraform'])).exitCode, 3)
      assert.equal((await run(['import', 'aws'])).exitCode, 2)
    })
  })

  describe('export', () => {
    const env = {
      HUAWEICLOUD_SDK_AK: 'AKID',
      HUAWEICLOUD_SDK_SK: "it's",
      HUAWEICLOUD_SDK_DOMAIN_ID: 'd',
      HWC_REGION: 'r',
    }

    it('prints exports for a shell, and unsets what is of another account', async () => {
      const {stdout} = await run(['export'], {env: {...env, HUAWEICLOUD_SDK_SECURITY_TOKEN: 't'}})
      assert.equal(
        stdout,
        [
          'export HUAWEICLOUD_SDK_AK=AKID',
          "export HUAWEICLOUD_SDK_SK='it'\\''s'",
          'export HUAWEICLOUD_SDK_SECURITY_TOKEN=t',
          'unset HUAWEICLOUD_SDK_PROJECT_ID',
          'unset HUAWEICLOUD_SDK_DOMAIN_ID',
          'unset HWC_ENDPOINT',
          'export HWC_REGION=r',
          'unset HWC_PROFILE',
          'unset HUAWEICLOUD_SDK_IDP_ID',
          'unset HUAWEICLOUD_SDK_ID_TOKEN_FILE',
          '',
        ].join('\n'),
      )
    })

    it("gives a profile's endpoints with its keys", async () => {
      write(
        file(),
        '[basic]\nak = A\nsk = B\niam_endpoint = iam.example.com\n[hwc]\nendpoint = one.example.com,two.example.com\n',
      )
      const lines = (await run(['export'])).stdout.split('\n').filter((line) => line.includes('ENDPOINT'))
      assert.deepEqual(lines, [
        'export HWC_ENDPOINT=https://one.example.com,https://two.example.com',
        'export HUAWEICLOUD_SDK_IAM_ENDPOINT=https://iam.example.com',
      ])
    })

    it("prints Terraform's names, and what a credential_process prints", async () => {
      const terraform = await run(['export', '--format', 'terraform'], {env})
      assert.equal(
        terraform.stdout,
        "export HW_ACCESS_KEY=AKID\nexport HW_SECRET_KEY='it'\\''s'\nunset HW_SECURITY_TOKEN\nunset HW_PROJECT_ID\n" +
          'unset HW_DOMAIN_ID\nexport HW_REGION_NAME=r\n',
      )
      const json = await run(['export', '--format=json'], {env})
      assert.deepEqual(dataOf(json), {accessKeyId: 'AKID', secretAccessKey: "it's"})
    })

    it('is refused for the sandbox, and without keys', async () => {
      assert.equal((await run(['export', '--profile', 'sandbox'])).exitCode, 2)
      assert.equal((await run(['export'])).exitCode, 4)
    })
  })
})
