import assert from 'node:assert/strict'
import {PassThrough} from 'node:stream'
import {startBar, type TerminalBarOptions} from '../../../../src/core/output/terminal-bar.js'

/** What a bar writes from its start to its end, its drawings apart from what moves the cursor. */
const draw = async (columns: number, options: Partial<TerminalBarOptions> = {}) => {
  // cli-progress asks the stream itself.
  const stream = Object.assign(new PassThrough(), {isTTY: true, columns})
  const all = {label: 'downloading', total: 100, text: '0 B', textWidth: 10, ...options}
  const bar = await startBar({stream, isTerminal: true, columns}, all)
  bar.update(100, '1023.9 KiB')
  bar.stop()
  const written = (stream.read() as Buffer).toString()
  const lines = written.split(/(?:\u001b(?:\[[?\d;]*[A-Za-z]|[78]))+/)
  return {written, drawn: lines.filter((line) => line !== '').at(-1)}
}

describe('startBar', () => {
  it('draws at most thirty columns of bar', async () => {
    assert.equal((await draw(120)).drawn, `downloading [${'='.repeat(30)}] 100 % 1023.9 KiB`)
  })

  it('makes the bar as narrow as the terminal needs, and leaves it out where there is no room', async () => {
    for (const columns of [60, 50, 40]) {
      const {drawn = ''} = await draw(columns)
      assert.match(drawn, /^downloading \[=+\] 100 % 1023\.9 KiB$/)
      assert.ok(drawn.length < columns, drawn)
    }
    assert.equal((await draw(36)).drawn, 'downloading 100 % 1023.9 KiB')
  })

  it('shows text alone where the total is not known', async () => {
    assert.equal((await draw(40, {total: undefined, label: ''})).drawn, '1023.9 KiB')
  })

  it('clears the line that it is on at its end, not the one where it began', async () => {
    const {written} = await draw(80)
    assert.doesNotMatch(written, /\u001b(?:[78]|\[\?7l)/)
    assert.ok(written.endsWith('\u001b[1G\u001b[2K'), JSON.stringify(written.slice(-20)))
  })
})
