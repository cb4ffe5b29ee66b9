import {spawnSync} from 'node:child_process'
import {existsSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

/** Command lines that together run what most command lines run; none leaves this machine. */
const commandLines = [
  ['vpc', 'list-vpcs', '--limit', '1', '--profile', 'sandbox'],
  ['vpc', 'create-vpc', '--vpc', '{name: a}', '--profile', 'sandbox', '--output', 'table'],
  ['vpc', 'list-vpcs', '--profile', 'sandbox', '--query', 'vpcs[].name', '--output', 'yaml'],
  ['vpc', 'list-vpcs', '--limit', '1', '--preview'],
  ['vpc', 'list-vpcs', '--no-such-flag'],
  ['vpc', 'list-vpcs', '--help'],
  ['vpc', '--help'],
  ['--help'],
]

/**
 * Fills `dist` with the code that this node compiles for its scripts, so that even the first run, and a run that has
 * nowhere to keep a cache, need not compile. It is as trusted as the scripts beside it. Another node ignores it.
 */
export const warmCodeCache = (root: string): void => {
  const dist = join(root, 'dist')
  const home = join(dist, 'warm')
  const env = {PATH: process.env['PATH'] ?? '', HOME: home, USERPROFILE: home, XDG_CACHE_HOME: home}
  for (const words of commandLines) {
    spawnSync(process.execPath, [join(root, 'bin/run.js'), ...words], {env, stdio: 'ignore', timeout: 20_000})
  }
  const caches = join(home, 'hwc')
  const names = existsSync(caches) ? readdirSync(caches).filter((name) => name.startsWith('code-')) : []
  // Written anew: a cache of a user's own is for nobody else to read, this one is.
  for (const name of names) writeFileSync(join(dist, name), readFileSync(join(caches, name)))
  rmSync(home, {recursive: true, force: true})
}
