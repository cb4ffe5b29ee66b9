import {chooseProfile, listProfileNames, openProfile} from '../../core/config/load-profile.js'
import {type Profile} from '../../core/config/profile.js'
import {type Flags} from '../../core/config/resolve-settings.js'
import {accountSection} from '../../core/credentials/profile-section.js'
import {ConfigError} from '../../core/errors/config-error.js'
import {HwcError} from '../../core/errors/hwc-error.js'
import {writeTo} from '../../core/io/write-stream.js'
import {type Value} from '../../core/values/value.js'
import {openCommand} from '../open-command.js'
import {type Runtime} from '../runtime.js'
import {showData, toValue} from '../show-data.js'
import {keyNamed} from './change-key.js'
import {withoutProfile} from './profile-target.js'
import {settingRows} from './setting-rows.js'

/** Lists every setting, its value with secrets masked, and where that comes from. */
export const listSettings = async (flags: Flags, runtime: Runtime): Promise<void> => {
  const command = openCommand(runtime, flags)
  if (command.profile.defect !== undefined) command.warn(command.profile.defect.message)
  const rows = settingRows(command).map(({name, shown, source}) =>
    toValue({name, value: shown ?? null, source: source ?? null}),
  )
  await showData(rows, command)
}

/**
 * Prints the value of one setting; of a secret only what may be shown, unless `reveal` says otherwise.
 * @throws {UsageError} for an unknown one, {ConfigError} for one that is not set.
 */
export const getSetting = async (
  word: string,
  {reveal}: {readonly reveal: boolean},
  flags: Flags,
  runtime: Runtime,
): Promise<void> => {
  const command = openCommand(runtime, flags)
  const rows = settingRows(command)
  const spelt = word.toLowerCase().replaceAll('-', '_')
  const row =
    rows.find(({name}) => name.toLowerCase().replaceAll('-', '_') === spelt) ??
    rows.find(({name}) => name === keyNamed(word).key)
  const value = reveal ? row?.value : row?.shown
  if (value === undefined) throw new ConfigError(`${word} is not set`, {hint: 'hwc configure list shows what is.'})
  await writeTo(runtime.io.stdout, `${value}\n`)
}

/** How a profile proves who calls, as far as its file tells. */
const proofOf = (profile: Profile): string | null => {
  const says = (key: string): boolean => (profile.settings.get(key) ?? '') !== ''
  if (says('agency_name')) return 'agency'
  if (says('credential_process')) return 'credential_process'
  const values = (accountSection(profile, 'basic') ?? accountSection(profile, 'global'))?.values
  if (values?.get('idp_id')) return 'federation'
  return values?.get('ak') ? 'keys' : null
}

const profileRow = (name: string, current: string, runtime: Runtime): Value => {
  try {
    const profile = openProfile(name, name, {surroundings: runtime, warn: () => undefined})
    const {path, settings} = profile
    return toValue({
      name,
      isCurrent: name === current,
      path,
      credentials: proofOf(profile),
      region: settings.get('region') ?? null,
      problem: null,
    })
  } catch (error) {
    if (!(error instanceof HwcError)) throw error
    const row = {name, isCurrent: name === current, path: null, credentials: null, region: null}
    return toValue({...row, problem: error.message})
  }
}

/** Lists the profiles that have files, and which one is used now. */
export const listProfiles = async (flags: Flags, runtime: Runtime): Promise<void> => {
  const command = openCommand(...withoutProfile(flags, runtime))
  const {name: current} = chooseProfile({flags, surroundings: runtime})
  const names = [
    ...(command.profile.absence === undefined ? ['default'] : []),
    ...listProfileNames(runtime.home).filter((name) => name !== 'default'),
  ]
  await showData(
    names.map((name) => profileRow(name, current, runtime)),
    command,
  )
}
