import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import fc from 'fast-check'
import {parseCredentialsFile, rawSection} from '../../../../src/core/config/credentials-file.js'
import {type Edit, editCredentialsFile} from '../../../../src/core/config/edit-credentials-file.js'
import {interpolate} from '../../../../src/core/config/interpolate.js'
import {ConfigError} from '../../../../src/core/errors/config-error.js'

const edit = (text: string, ...edits: readonly (readonly [string, string, string | undefined])[]): string =>
  editCredentialsFile(
    text,
    'x.ini',
    edits.map(([section, key, value]) => ({section, key, value})),
  )

describe('Editing a credentials file', () => {
  it('changes one value and leaves every other sign as it is', () => {
    const before = '# mine\n[basic]\nAK : old\n; two\nsk=s3cr3t#1\nunknown = x\n\n[other]\n  y = 1\n'
    assert.equal(
      edit(before, ['basic', 'ak', 'new']),
      '# mine\n[basic]\nAK : new\n; two\nsk=s3cr3t#1\nunknown = x\n\n[other]\n  y = 1\n',
    )
  })

  it('adds a key after the last one of its section, written as that is', () => {
    assert.equal(
      edit('[basic]\n  ak=1\n\n[global]\nak=2\n', ['basic', 'sk', '3']),
      '[basic]\n  ak=1\n  sk=3\n\n[global]\nak=2\n',
    )
    assert.equal(edit('[basic]\n# none yet\n', ['basic', 'sk', '3']), '[basic]\nsk = 3\n# none yet\n')
    assert.equal(edit('[basic]\n  [x]\n', ['basic', 'sk', '3']), '[basic]\n  sk = 3\n  [x]\n')
  })

  it('adds a section at the end, also where the last line is not ended', () => {
    assert.equal(edit('', ['hwc', 'region', 'r']), '[hwc]\nregion = r\n')
    assert.equal(edit('[basic]\nak = 1', ['hwc', 'region', 'r']), '[basic]\nak = 1\n\n[hwc]\nregion = r\n')
    assert.equal(
      edit('[basic]\r\nak = 1\r\n', ['hwc', 'region', 'r']),
      '[basic]\r\nak = 1\r\n\r\n[hwc]\r\nregion = r\r\n',
    )
  })

  it('replaces a value of several lines, and keeps the comments among them', () => {
    const before = '[basic]\nak = one\n  two\n# why\n  three\nsk = 4\n'
    assert.equal(edit(before, ['basic', 'ak', 'new']), '[basic]\nak = new\n# why\nsk = 4\n')
    assert.equal(edit(before, ['basic', 'ak', undefined]), '[basic]\n# why\nsk = 4\n')
  })

  it('removes a key, and nothing where it is not there', () => {
    assert.equal(edit('[basic]\nak = 1\nsk = 2\n', ['basic', 'ak', undefined]), '[basic]\nsk = 2\n')
    assert.equal(edit('[basic]\nak = 1\n', ['basic', 'sk', undefined], ['no', 'ak', undefined]), '[basic]\nak = 1\n')
  })

  it('writes a percent sign as two', () => {
    const text = edit('', ['basic', 'sk', '100%(x)s%'])
    assert.equal(text, '[basic]\nsk = 100%%(x)s%%\n')
    const raw = rawSection(parseCredentialsFile(text, 'x.ini'), 'basic') ?? new Map<string, string>()
    assert.equal(interpolate(raw, {path: 'x.ini', section: 'basic'}).get('sk'), '100%(x)s%')
  })

  it('refuses a value that the file cannot hold, and shows nothing of it', () => {
    for (const value of ['two\nlines', 'a\rb', ' blank', 'blank ', '\u00a0x'])
      assert.throws(
        () => edit('[basic]\nak = 1\n', ['basic', 'sk', value]),
        (error: unknown) => {
          assert.ok(error instanceof ConfigError)
          assert.equal(error.message, 'x.ini, [basic] sk: the file cannot hold this value')
          return true
        },
      )
  })

  it('refuses a malformed file', () => {
    assert.throws(() => edit('ak = 1\n', ['basic', 'sk', 'x']), ConfigError)
  })
})

const python = `
import configparser, json, sys
def read(text):
    parser = configparser.ConfigParser()
    parser.read_string(text)
    return {name: dict(parser.items(name)) for name in parser.sections()}
print(json.dumps([read(text) for text in json.load(sys.stdin)]))
`

const hasPython = spawnSync('python3', ['-c', 'import configparser']).status === 0

describe("Edited files and Python's configparser", () => {
  const line = fc.constantFrom(
    ...['[basic]', '[global]', '[hwc]', '[x]', '  [y]', '# c', '  ; c', '', '   ', 'ak = 1', 'sk=2', '  ak: 3'],
    ...['  sk = 4', '    more', '\tmore = x', 'region = r', 'z =', 'z = %%', 'q'],
  )
  const file = fc
    .tuple(fc.array(line, {maxLength: 14}), fc.constantFrom('\n', '\r\n'), fc.constantFrom('', '\n'))
    .map(([lines, end, last]) => lines.join(end) + last)
  const change = fc.record({
    section: fc.constantFrom('basic', 'global', 'hwc', 'new'),
    key: fc.constantFrom('ak', 'sk', 'region', 'z'),
    value: fc.constantFrom<string | undefined>('v', 'a=b', '#1', '[s]', '5%', 'x # y', undefined),
  })

  it('hold the change and nothing else', function () {
    if (!hasPython) this.skip()
    const cases: {before: string; after: string; made: Edit}[] = []
    for (const [before, made] of fc.sample(fc.tuple(file, change), {numRuns: 6000, seed: 20240306})) {
      try {
        parseCredentialsFile(before, 'x')
      } catch {
        continue
      }
      cases.push({before, after: editCredentialsFile(before, 'x', [made]), made})
    }
    assert.ok(cases.length > 1000, `only ${cases.length} files can be read`)
    const texts = cases.flatMap(({before, after}) => [before, after].map((text) => text.replaceAll('\r\n', '\n')))
    const {stdout} = spawnSync('python3', ['-c', python], {
      input: JSON.stringify(texts),
      encoding: 'utf8',
      maxBuffer: 1e8,
    })
    type Parsed = Record<string, Record<string, string>>
    const read = JSON.parse(stdout) as readonly Parsed[]
    cases.forEach(({before, after, made: {section, key, value}}, index) => {
      const wanted = structuredClone(read[2 * index] ?? {})
      if (value === undefined) delete wanted[section]?.[key]
      else wanted[section] = {...wanted[section], [key]: value}
      assert.deepEqual(read[2 * index + 1], wanted, JSON.stringify({before, after, section, key, value}))
    })
  })
})
