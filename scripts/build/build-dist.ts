import {cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {type Metafile} from 'esbuild'
import {mergeCatalog} from '../catalog/merge.js'
import {bundleScripts, bundleWhole} from './bundle.js'
import {calledFunctions} from './called-functions.js'
import {chooseScripts} from './choose-scripts.js'
import {plainCall} from './command-lines.js'
import {hashSources} from './hash-sources.js'
import {hintCalls} from './hint-calls.js'
import {licenseNotices} from './license-notices.js'
import {type ScriptOf} from './script-names.js'
import {sealScript, unsealScript} from './seal-script.js'
import {warmCodeCache} from './warm-code-cache.js'
import {withLock} from './with-lock.js'

const hashFile = 'sources.sha256'

const isBuiltFrom = (dist: string, hash: string): boolean =>
  existsSync(join(dist, hashFile)) && readFileSync(join(dist, hashFile), 'utf8') === `${hash}\n`

/**
 * Puts a finished folder in the place of another: a program that starts meanwhile sees the old or the new one whole.
 * @throws {Error} where it cannot; the old one is then where it was.
 */
const replaceFolder = (from: string, to: string): void => {
  const old = `${to}.old`
  rmSync(old, {recursive: true, force: true})
  if (existsSync(to)) renameSync(to, old)
  try {
    renameSync(from, to)
  } catch (error) {
    if (existsSync(old)) renameSync(old, to)
    throw error
  }
  rmSync(old, {recursive: true, force: true})
}

/** Runs of the program only make it faster: where none can be, as where nothing may listen, it is built without them. */
const attempt = async <Result>(run: () => Promise<Result>, otherwise: Result): Promise<Result> => {
  try {
    return await run()
  } catch (error) {
    process.stderr.write(`hwc will start slower than it could: ${String(error)}\n`)
    return otherwise
  }
}

/** Writes the scripts into a folder; `trial` is one to try them in. Answers what they were made from. */
const writeScripts = async (
  root: string,
  {to, trial}: {readonly to: string; readonly trial: string},
): Promise<Metafile> => {
  for (const path of ['bin', 'package.json', 'oclif.manifest.json']) {
    cpSync(join(root, path), join(trial, path), {recursive: true})
  }
  const {text, metafile} = await bundleWhole(root)
  const scriptOf = await attempt<ScriptOf>(
    async () => chooseScripts(text, trial),
    () => 'more',
  )
  const scripts = await bundleScripts(root, metafile, scriptOf)
  for (const [name, script] of scripts) writeFileSync(join(trial, 'dist', `${name}.cjs`), script)
  const called = await attempt(async () => calledFunctions(trial, 'hwc', plainCall), [])
  for (const [name, script] of scripts) {
    const hinted = name === 'hwc' ? sealScript(unsealScript(hintCalls(script, called))) : script
    writeFileSync(join(to, `${name}.cjs`), hinted)
  }
  return metafile
}

const build = async (root: string, unfinished: string): Promise<void> => {
  mkdirSync(unfinished)
  const trial = join(unfinished, 'trial')
  mergeCatalog({from: join(root, 'catalog'), to: join(trial, 'dist/catalog')})
  const metafile = await writeScripts(root, {to: unfinished, trial})
  renameSync(join(trial, 'dist/catalog'), join(unfinished, 'catalog'))
  rmSync(trial, {recursive: true})
  writeFileSync(join(unfinished, 'THIRD-PARTY-NOTICES'), licenseNotices(root, metafile))
}

/**
 * Builds `dist` (scripts, merged catalogue, licence notices, code cache) unless it was built from just these sources.
 * @throws {Error} where it cannot; `dist` is then what it was.
 */
export const buildDist = async (root: string): Promise<void> => {
  const dist = join(root, 'dist')
  await withLock(`${dist}.lock`, async () => {
    const hash = hashSources(root)
    if (isBuiltFrom(dist, hash)) return
    const unfinished = `${dist}.new`
    rmSync(unfinished, {recursive: true, force: true})
    try {
      await build(root, unfinished)
      writeFileSync(join(unfinished, hashFile), `${hash}\n`)
      replaceFolder(unfinished, dist)
    } finally {
      rmSync(unfinished, {recursive: true, force: true})
    }
    await warmCodeCache(root)
  })
}
