import {execFileSync} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {repositoryRoot} from '../support/repository.js'

// `npm run bench:install`: how long a fresh clone of what is committed takes to its first answer, with npm's own cache.

const limit = 60
const clone = mkdtempSync(join(tmpdir(), 'hwc-clone-'))

const timed = (file: string, argv: readonly string[]): number => {
  const start = performance.now()
  execFileSync(file, argv, {cwd: clone, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32'})
  return (performance.now() - start) / 1000
}

try {
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', repositoryRoot, clone])
  const installation = timed('npm', ['ci', '--silent'])
  const call = timed('npx', ['hwc', 'vpc', 'list-vpcs', '--limit', '1', '--profile', 'sandbox'])
  const total = installation + call
  process.stdout.write(
    `npm ci ${installation.toFixed(1)} s, first call ${call.toFixed(1)} s, together ${total.toFixed(1)} s of ${String(limit)}\n`,
  )
  process.exitCode = total <= limit ? 0 : 1
} finally {
  rmSync(clone, {recursive: true, force: true})
}
