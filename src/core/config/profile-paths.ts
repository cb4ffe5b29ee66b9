import {join, resolve, sep} from 'node:path'
import {isProfilePath} from './parse-setting.js'
import {readVariable} from './read-variable.js'
import {type Surroundings} from './surroundings.js'

type Place = Pick<Surroundings, 'env' | 'home'>

/** The folder of the user's profiles, regions and default credentials; undefined where no home is known. */
export const configurationFolder = (home: string): string | undefined =>
  home === '' ? undefined : join(home, '.huaweicloud')

/** The folder of named profiles. */
export const profilesFolder = (home: string): string | undefined =>
  home === '' ? undefined : join(home, '.huaweicloud', 'profiles')

/** The file of a profile (design §5), `default` included; undefined where no home is known. A `~` is not expanded (spec §3.9). */
export const profilePath = (name: string, {env, home}: Place): string | undefined => {
  if (isProfilePath(name)) return name
  if (name !== 'default') return home === '' ? undefined : join(home, '.huaweicloud', 'profiles', name)
  const named = readVariable(env, 'credentials-file')
  return named?.text ?? (home === '' ? undefined : join(home, '.huaweicloud', 'credentials'))
}

/** A profile given as a path, or by a variable that points out of `~/.huaweicloud`, may have come with a repository. */
export const isTrustedProfile = (name: string, place: Place): boolean => {
  const folder = configurationFolder(place.home)
  const path = profilePath(name, place)
  if (isProfilePath(name) || folder === undefined || path === undefined) return false
  return resolve(path).startsWith(resolve(folder) + sep)
}
