import assert from 'node:assert/strict'
import {type CommandOptions, runCommand} from '../../support/run-command.js'

const escape = '\u001b['

const page = async (words: readonly string[], options: CommandOptions = {}): Promise<string> => {
  const {stdout, stderr, exitCode} = await runCommand(words, options)
  assert.deepEqual([stderr, exitCode], ['', 0])
  return stdout
}

const pages: readonly (readonly string[])[] = [
  ['--help'],
  ['vpc', '--help'],
  ['vpc', 'list-vpcs', '--help'],
  ['ecs', 'create-servers', '--help=full'],
]

describe('Help', () => {
  it('is coloured on a terminal, and nowhere else unless that is forced', async () => {
    for (const words of pages) {
      assert.ok((await page(words, {terminal: 80})).includes(escape), words.join(' '))
      assert.ok(!(await page(words)).includes(escape))
      assert.ok((await page(words, {env: {FORCE_COLOR: '1'}})).includes(escape))
    }
  })

  it('has no colour where NO_COLOR, --no-color or a dumb terminal say so', async () => {
    for (const words of pages) {
      const plain = await page(words)
      assert.equal(await page(words, {terminal: 80, env: {NO_COLOR: '1'}}), plain)
      assert.equal(await page(words, {terminal: 80, env: {TERM: 'dumb'}}), plain)
      assert.equal(await page([...words, '--no-color'], {terminal: 80, env: {FORCE_COLOR: '1'}}), plain)
      assert.equal(await page(['--no-color', ...words], {terminal: 80}), plain)
    }
  })

  it('is the same for help as a word, as a letter, and where there are faults', async () => {
    const wanted = await page(['vpc', 'list-vpcs', '--help'])
    assert.equal(await page(['help', 'vpc', 'list-vpcs']), wanted)
    assert.equal(await page(['vpc', 'list-vpcs', '-h']), wanted)
    assert.equal(await page(['--help', 'VPC', 'ListVpcs']), wanted)
    assert.equal(await page(['vpc', 'list-vpcs', '--nonsense', '--help', 'stray', '--limit', 'x']), wanted)
    assert.equal(await page(['help', 'vpc']), await page(['vpc']))
    assert.equal(await page(['help']), await page([]))
  })

  it('names the settings that the operation can have', async () => {
    const names = (text: string): string[] => ['--body', '--output-file'].filter((name) => text.includes(` ${name}`))
    assert.deepEqual(names(await page(['vpc', 'list-vpcs', '--help'])), [])
    assert.deepEqual(names(await page(['vpc', 'create-vpc', '--help=full'])), ['--body'])
    assert.deepEqual(names(await page(['dsc', 'create-image-watermark', '--help'])), ['--output-file'])
  })

  it('is as wide as the terminal, within reason', async () => {
    const widest = async (terminal: number): Promise<number> => {
      const text = await page(['ecs', 'create-servers', '--help'], {terminal, env: {NO_COLOR: '1'}})
      return Math.max(...text.split('\n').map((line) => (line.includes('://') ? 0 : line.length)))
    }
    const [narrow, middle, wide, widestOfAll] = await Promise.all([20, 80, 120, 1000].map(widest))
    assert.ok((narrow ?? 0) > 20 && (middle ?? 0) <= 80 && (wide ?? 0) > 80 && (wide ?? 0) <= 120)
    assert.ok((widestOfAll ?? 0) <= 160)
  })
})
