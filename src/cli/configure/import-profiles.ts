import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {type ImportedProfile} from '../../core/config/import/imported-profile.js'
import {nameFault, readKooCli} from '../../core/config/import/read-koocli.js'
import {readObsutil} from '../../core/config/import/read-obsutil.js'
import {readTerraform} from '../../core/config/import/read-terraform.js'
import {type Flags} from '../../core/config/resolve-settings.js'
import {accountEdits} from '../../core/credentials/profile-edits.js'
import {ConfigError} from '../../core/errors/config-error.js'
import {FileError} from '../../core/errors/file-error.js'
import {fileReason} from '../../core/errors/file-reason.js'
import {type Value} from '../../core/values/value.js'
import {openCommand} from '../open-command.js'
import {type Runtime} from '../runtime.js'
import {showData, toValue} from '../show-data.js'
import {type ImportSource} from './import-sources.js'
import {editProfile, profileTarget, targetNamed, withoutProfile} from './profile-target.js'

export interface Import {
  readonly source: ImportSource
  /** In place of where the tool keeps its file. */
  readonly file: string | undefined
  /** Whether a profile that has a file already is changed. */
  readonly overwrite: boolean
}

const readFile = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new FileError(`Cannot read ${path}: ${fileReason(cause, 'read')}`, {cause})
  }
}

const pathIn = (home: string, ...names: readonly string[]): string => {
  if (home === '') throw new ConfigError('No home folder is known', {hint: 'Name the file with --file.'})
  return join(home, ...names)
}

/** The profiles of KooCLI; where a profile is named, that one alone. */
const fromKooCli = (path: string, wanted: string | undefined, warn: (message: string) => void) => {
  const {profiles, current} = readKooCli(readFile(path), path)
  const chosen = wanted === undefined ? profiles : profiles.filter(({name}) => name === wanted)
  if (chosen.length === 0)
    throw new ConfigError(`${path} has no profile${wanted === undefined ? '' : ` ${wanted}`}`, {
      hint: `It has ${profiles.map(({name}) => name).join(', ') || 'none'}.`,
    })
  if (wanted === undefined && current !== '' && current !== 'default')
    warn(`KooCLI uses its profile ${current} where none is named; here that is --profile ${current} or HWC_PROFILE`)
  return chosen
}

interface Outcome {
  readonly told: Value
  readonly isTaken: boolean
}

const write = async (
  {name, values, leftOut}: ImportedProfile,
  {overwrite}: Import,
  runtime: Runtime,
): Promise<Outcome> => {
  const outcome = (path: string | null, problem: string | null): Outcome => ({
    told: toValue({
      profile: name,
      path,
      taken: problem === null ? Array.from(values.keys()) : [],
      leftOut: leftOut.map(({name: key, reason}) => ({name: key, reason})),
      problem,
    }),
    isTaken: problem === null,
  })
  const fault = nameFault(name)
  if (fault !== undefined) return outcome(null, fault)
  const target = targetNamed(name, runtime)
  if (values.size === 0) return outcome(null, 'there is nothing to take')
  if (!overwrite && existsSync(target.path)) return outcome(target.path, 'it exists already: --overwrite changes it')
  await editProfile(target, (content) => accountEdits(values, content), runtime)
  return outcome(target.path, null)
}

/**
 * Takes over another tool's profiles, and tells for each what was taken and what was not, and why.
 * @throws {FileError | ConfigError} where there is nothing to read, or nothing was taken.
 */
export const importProfiles = async (request: Import, flags: Flags, runtime: Runtime): Promise<void> => {
  const {source, file} = request
  const command = openCommand(...withoutProfile(flags, runtime))
  const {name} = profileTarget(flags, runtime)
  const wanted = flags.has('profile') ? name : undefined
  const read: Readonly<Record<ImportSource, () => Promise<readonly ImportedProfile[]>>> = {
    koocli: async () => fromKooCli(file ?? pathIn(runtime.home, '.hcloud', 'config.json'), wanted, command.warn),
    terraform: async () => [readTerraform(runtime.env, name)],
    obsutil: async () => {
      const path = file ?? pathIn(runtime.home, '.obsutilconfig')
      return [await readObsutil(readFile(path), path, name)]
    },
  }
  const rows: Outcome[] = []
  for (const profile of await read[source]()) rows.push(await write(profile, request, runtime))
  await showData(
    rows.map(({told}) => told),
    command,
  )
  if (!rows.some(({isTaken}) => isTaken)) throw new ConfigError('Nothing was taken')
}
