import assert from 'node:assert/strict'
import {commandWords} from '../../../src/cli/command-words.js'

const ids = ['configure', 'configure:list', 'sandbox:start']

describe('commandWords', () => {
  it('makes one id of the words that name a command, the longest that is one', () => {
    assert.deepEqual(commandWords(['sandbox', 'start', '--port', '8080'], ids), ['sandbox:start', '--port', '8080'])
    assert.deepEqual(commandWords(['configure', 'list'], ids), ['configure:list'])
    assert.deepEqual(commandWords(['configure', '--profile', 'list'], ids), ['configure', '--profile', 'list'])
  })

  it('leaves a topic alone as it is', () => {
    assert.deepEqual(commandWords(['sandbox', '--help'], ids), ['sandbox', '--help'])
  })

  it('takes help as a word', () => {
    assert.deepEqual(commandWords(['configure', 'help'], ids), ['configure', '--help'])
  })

  it('refuses what a topic does not have, and names the nearest', () => {
    assert.throws(() => commandWords(['sandbox', 'strt', '--help'], ids), {
      message: 'sandbox has no command strt; did you mean hwc sandbox start?',
      hint: 'hwc sandbox --help lists its commands.',
    })
    assert.throws(() => commandWords(['sandbox', 'quickly'], ids), {
      message: 'sandbox has no command quickly, only start',
    })
    assert.throws(() => commandWords(['configure', 'now', 'list'], ids), {
      message: 'configure has no command now, only list',
    })
  })
})
