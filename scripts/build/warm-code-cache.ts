import {existsSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {commandLines} from './command-lines.js'
import {runLine} from './run-line.js'
import {scriptNames} from './script-names.js'

/**
 * Fills `dist` with the code that this node compiles for its scripts, so that even the first run, and a run that has
 * nowhere to keep a cache, need not compile. It is as trusted as the scripts beside it. Another node ignores it.
 */
export const warmCodeCache = async (root: string): Promise<void> => {
  const dist = join(root, 'dist')
  const home = join(dist, 'warm')
  // A run adds its code to a cache that lacks modules it needs, so what the first script is for makes that complete: no
  // later line adds what few need, as every run would read it.
  for (const line of scriptNames.flatMap((name) => commandLines[name])) {
    await runLine(line, {program: [join(root, 'bin/run.js')], home})
  }
  const caches = join(home, 'hwc')
  const names = existsSync(caches) ? readdirSync(caches).filter((name) => name.startsWith('code-')) : []
  // Written anew: a cache of a user's own is for nobody else to read, this one is.
  for (const name of names) writeFileSync(join(dist, name), readFileSync(join(caches, name)))
  rmSync(home, {recursive: true, force: true})
}
