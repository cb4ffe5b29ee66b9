import {cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {mergeCatalog} from '../catalog/merge.js'
import {bundleScripts, bundleWhole} from './bundle.js'
import {calledFunctions} from './called-functions.js'
import {chooseScripts} from './choose-scripts.js'
import {plainCall} from './command-lines.js'
import {hashSources} from './hash-sources.js'
import {hintCalls} from './hint-calls.js'
import {licenseNotices} from './license-notices.js'
import {sealScript, unsealScript} from './seal-script.js'
import {warmCodeCache} from './warm-code-cache.js'
import {withLock} from './with-lock.js'

const hashFile = 'sources.sha256'

const isBuiltFrom = (dist: string, hash: string): boolean =>
  existsSync(join(dist, hashFile)) && readFileSync(join(dist, hashFile), 'utf8') === `${hash}\n`

/** Puts a finished folder in the place of another: a program that starts meanwhile sees the old or the new one whole. */
const replaceFolder = (from: string, to: string): void => {
  const old = `${to}.old`
  rmSync(old, {recursive: true, force: true})
  if (existsSync(to)) renameSync(to, old)
  renameSync(from, to)
  rmSync(old, {recursive: true, force: true})
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
    mkdirSync(unfinished)
    const trial = join(unfinished, 'trial')
    mergeCatalog({from: join(root, 'catalog'), to: join(trial, 'dist/catalog')})
    for (const path of ['bin', 'package.json', 'oclif.manifest.json']) {
      cpSync(join(root, path), join(trial, path), {recursive: true})
    }
    const {text, metafile} = await bundleWhole(root)
    const scripts = await bundleScripts(root, metafile, await chooseScripts(text, trial))
    for (const [name, script] of scripts) writeFileSync(join(trial, 'dist', `${name}.cjs`), script)
    const called = await calledFunctions(trial, 'hwc', plainCall)
    for (const [name, script] of scripts) {
      const hinted = name === 'hwc' ? sealScript(unsealScript(hintCalls(script, called))) : script
      writeFileSync(join(unfinished, `${name}.cjs`), hinted)
    }
    renameSync(join(trial, 'dist/catalog'), join(unfinished, 'catalog'))
    rmSync(trial, {recursive: true})
    writeFileSync(join(unfinished, 'THIRD-PARTY-NOTICES'), licenseNotices(root, metafile))
    writeFileSync(join(unfinished, hashFile), `${hash}\n`)
    replaceFolder(unfinished, dist)
    await warmCodeCache(root)
  })
}
