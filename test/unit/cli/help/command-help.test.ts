import assert from 'node:assert/strict'
import {runCommand} from '../../../support/run-command.js'

const page = async (words: readonly string[], terminal = 60): Promise<string[]> => {
  const {stdout, stderr, exitCode} = await runCommand(words, {terminal, env: {NO_COLOR: '1'}})
  assert.deepEqual([stderr, exitCode], ['', 0])
  return stdout.split('\n')
}

describe('Help of hand-written commands', () => {
  it('says what the command does, takes and is used for', async () => {
    assert.deepEqual(await page(['configure', 'set', '--help'], 70), [
      'Write a setting to a profile',
      '',
      'Without a value it is asked for on a terminal, else read from stdin.',
      'Secrets are never taken from the command line, where other processes',
      'can see them. ak, sk and the like go to [basic] and [global]; basic.ak',
      'means one of them.',
      '',
      'USAGE',
      '  hwc configure set KEY [VALUE] [flags]',
      '',
      'ARGUMENTS',
      '  KEY    a setting, as hwc configure list names it',
      '  VALUE  its value, - for stdin',
      '',
      'FLAGS',
      '  --from-env <name>  the environment variable that holds the value',
      '',
      'EXAMPLES',
      '  hwc configure set region cn-north-4',
      '  hwc configure set sk --profile prod',
      '  hwc configure set ak --from-env CI_ACCESS_KEY',
      '  pass show huawei/sk | hwc configure set sk -',
      '',
      'SETTINGS (hwc --help explains them)',
      '  --profile --quiet --no-color',
      '',
    ])
  })

  it('lists the commands below a word', async () => {
    assert.deepEqual(await page(['cache']), [
      'Commands of hwc cache',
      '',
      'USAGE',
      '  hwc cache <command> [flags]',
      '',
      'COMMANDS',
      '  cache clear  Remove what hwc keeps on disk',
      '  cache show   List what hwc keeps on disk: temporary keys,',
      '               ids of projects and accounts, compiled code',
      '',
    ])
    assert.ok((await page(['configure', '-h'])).includes('COMMANDS'))
  })

  it('is the same for every way to ask, and explains the settings where it is to be full', async () => {
    const wanted = await page(['whoami', '--help'])
    assert.deepEqual(await page(['whoami', '-h']), wanted)
    assert.deepEqual(await page(['whoami', 'help']), wanted)
    assert.deepEqual(await page(['help', 'whoami']), wanted)
    assert.deepEqual(await page(['--help', 'whoami', '--nonsense']), wanted)
    assert.deepEqual(await page(['configure', 'help']), await page(['configure', '--help']))
    assert.ok((await page(['whoami', '--help=full'])).includes('SETTINGS'))
  })

  it('shows no flag that is not built, and what a command means by a flag of its own', async () => {
    const lines = await page(['request', '--help'], 80)
    assert.deepEqual(lines.slice(lines.indexOf('FLAGS'), lines.indexOf('EXAMPLES')), [
      'FLAGS',
      '  --service <name>           the service that it goes to; its endpoint in the',
      '                             region is used',
      '  --param <name=value>...    a query parameter; may be repeated',
      '  --header <name: value>...  a header; may be repeated',
      '  --body <text>              the body: text, file://path, or - for stdin',
      '',
    ])
    assert.ok(!lines.join('\n').includes('--columns'))
  })

  it('has no line wider than the terminal', async () => {
    for (const words of [
      ['batch'],
      ['request'],
      ['configure'],
      ['configure', 'export'],
      ['sandbox', 'start'],
      ['doctor'],
    ])
      for (const line of await page([...words, '--help']))
        assert.ok(line.length <= 60 || !line.trim().includes(' '), line)
  })

  it('is coloured on a terminal', async () => {
    const {stdout} = await runCommand(['whoami', '--help'], {terminal: 80})
    assert.ok(stdout.startsWith('\u001b[1mShow whose keys'))
  })
})
