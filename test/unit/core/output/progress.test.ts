import assert from 'node:assert/strict'
import {PassThrough} from 'node:stream'
import {createProgress, formatBytes, type ProgressOptions} from '../../../../src/core/output/progress.js'

const run = async (
  options: Partial<ProgressOptions>,
  terminal: boolean,
  ...updates: readonly number[]
): Promise<string> => {
  // cli-progress asks the stream itself.
  const stream = Object.assign(new PassThrough(), {isTTY: terminal})
  const progress = await createProgress({
    mode: 'auto',
    quiet: false,
    stream: {stream, isTerminal: terminal},
    label: 'uploading a.bin',
    ...options,
  })
  for (const bytes of updates) progress.update(bytes)
  progress.stop()
  return (stream.read() as Buffer | null)?.toString() ?? ''
}

describe('progress', () => {
  it('is silent without a terminal, if quiet, and if switched off', async () => {
    assert.equal(await run({total: 10}, false, 10), '')
    assert.equal(await run({total: 10, quiet: true}, true, 10), '')
    assert.equal(await run({total: 10, mode: 'none'}, true, 10), '')
  })

  it('tells lines when plain, one for each tenth', async () => {
    assert.equal(
      await run({mode: 'plain', total: 4096}, false, 100, 1000, 100, 2896),
      'uploading a.bin: 1.1 KiB of 4.0 KiB (26 %)\nuploading a.bin: 4.0 KiB of 4.0 KiB (100 %)\n',
    )
  })

  it('tells lines where nobody knows the total', async () => {
    assert.equal(
      await run({mode: 'plain'}, false, 5_000_000, 6_000_000, 1),
      'uploading a.bin: 10.5 MiB\nuploading a.bin: 10.5 MiB\n',
    )
  })

  it('draws a bar on a terminal', async () => {
    const text = await run({total: 10}, true, 10)
    assert.match(text, /uploading a\.bin/)
  })

  it('writes sizes for people', () => {
    assert.deepEqual([0, 1023, 1024, 1536, 1024 ** 3, 1024 ** 6].map(formatBytes), [
      '0 B',
      '1023 B',
      '1.0 KiB',
      '1.5 KiB',
      '1.0 GiB',
      '1048576.0 TiB',
    ])
  })
})
