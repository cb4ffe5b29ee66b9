import {lstatSync, statSync, type Stats} from 'node:fs'
import {join} from 'node:path'
import {listProfileNames, openProfile} from '../../core/config/load-profile.js'
import {cacheRoot, isPrivate, openCacheFolder} from '../../core/config/private-folder.js'
import {profilePath, profilesFolder} from '../../core/config/profile-paths.js'
import {type Runtime} from '../runtime.js'
import {type Check, ok, problem, problemOf, skipped} from './check.js'

const statsOf = (path: string): Stats | undefined => {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

const name = 'files'

/** Whether a profile's file can be read, and by nobody else. */
const checkFile = (profile: string, path: string, runtime: Runtime): Check => {
  const warnings: string[] = []
  try {
    const warn = (message: string): void => void warnings.push(message)
    const {defect} = openProfile(profile, path, {surroundings: runtime, warn})
    if (defect !== undefined) return problemOf(name, defect)
  } catch (error) {
    return problemOf(name, error)
  }
  const [first] = warnings
  if (first !== undefined) {
    const [message = '', advice] = first.split(/: (?=chmod )/)
    return problem(name, message, {advice})
  }
  const stats = statsOf(path)
  if (stats !== undefined && !isPrivate(stats, runtime.userId))
    return problem(name, `${path} is not yours alone to write`, {advice: `chmod 600 ${path}`})
  return ok(name, `${path} can be read, and written by you alone`)
}

/** Whether the folder of hwc's caches can be used; without it everything works, and takes longer. */
const checkCache = (runtime: Runtime): Check => {
  const root = cacheRoot(runtime)
  if (root === undefined) return skipped(name, 'no home folder is known: nothing is kept on disk')
  if (openCacheFolder('keys', runtime) !== undefined) return ok(name, `${root} keeps temporary keys and ids`)
  const isLink = (() => {
    try {
      return lstatSync(root).isSymbolicLink()
    } catch {
      return false
    }
  })()
  return problem(
    name,
    `${root} is not used: ${isLink ? 'it is a link' : 'it cannot be made, or others may write it'}`,
    {
      advice: `Make it a folder of your own: mkdir -p ${root} && chmod 700 ${root}`,
    },
  )
}

/** Looks at the files of all profiles and at the folder of caches. */
export const checkFiles = (runtime: Runtime): readonly Check[] => {
  const {home, env} = runtime
  const folder = profilesFolder(home)
  const files: readonly (readonly [string, string])[] = [
    ...[profilePath('default', {env, home}) ?? []].flat().map((path) => ['default', path] as const),
    ...(folder === undefined ? [] : listProfileNames(home).map((profile) => [profile, join(folder, profile)] as const)),
  ]
  const present = files.filter(([, path]) => statsOf(path) !== undefined)
  return [
    ...(present.length === 0 ? [skipped(name, 'there are no profiles')] : []),
    ...present.map(([profile, path]) => checkFile(profile, path, runtime)),
    checkCache(runtime),
  ]
}
