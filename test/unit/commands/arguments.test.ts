import assert from 'node:assert/strict'
import {commandLoaders} from '../../../src/cli/command-loaders.js'
import {runCommand} from '../../support/run-command.js'

describe('The arguments of hand-written commands', () => {
  it('are never taken from stdin, which may be a script’s own or hold secrets', async () => {
    const taken: string[] = []
    for (const [id, load] of Object.entries(commandLoaders)) {
      const {default: command} = await load()
      for (const [name, argument] of Object.entries(command.args))
        if (!argument.ignoreStdin) taken.push(`${id} ${name}`)
    }
    assert.deepEqual(taken, [])
  })

  it('are missing where they are not typed', async () => {
    for (const [words, missing] of [
      [['batch'], 'FILE is missing: the lines, - for stdin'],
      [['request', 'GET'], 'PATH is missing: the path, with its query if you like'],
    ] as const) {
      const {exitCode, stderr} = await runCommand(words, {stdin: 'MARKER'})
      assert.deepEqual([exitCode, stderr.split('\n')[0]], [2, `hwc: ${missing}`])
    }
  })
})
