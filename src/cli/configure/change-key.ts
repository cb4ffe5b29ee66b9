import {rawSection} from '../../core/config/credentials-file.js'
import {type Flags} from '../../core/config/resolve-settings.js'
import {profileEdits} from '../../core/credentials/profile-edits.js'
import {findProfileKey, type ProfileKey, profileKeys} from '../../core/credentials/profile-key.js'
import {nearest} from '../../core/errors/nearest.js'
import {UsageError} from '../../core/errors/usage-error.js'
import {type Runtime} from '../runtime.js'
import {warn} from '../warn.js'
import {describeTarget, editProfile, profileTarget} from './profile-target.js'
import {readValue, type ValueSource} from './read-value.js'

/** The key that a word means. @throws {UsageError} with the nearest where there is none. */
export const keyNamed = (word: string): ProfileKey => {
  const key = findProfileKey(word)
  if (key !== undefined) return key
  const [near] = nearest(
    word,
    profileKeys.map(({name}) => name),
  )
  throw new UsageError(`There is no key ${word}${near === undefined ? '' : `; did you mean ${near}?`}`, {
    hint: 'hwc configure list shows them.',
  })
}

const check = ({name, parse}: ProfileKey, value: string): void => {
  if (parse === undefined) throw new UsageError(`${name} is not built yet`)
  if (value === '')
    throw new UsageError(`${name}: there is no value`, {hint: `hwc configure unset ${name} removes it.`})
  const parsed = parse(value)
  if ('value' in parsed) return
  const near = parsed.suggestion === undefined ? '' : `; did you mean ${parsed.suggestion}?`
  throw new UsageError(`${name}: ${parsed.problem}${near}`)
}

const sectionsOf = (edits: readonly {readonly section: string}[]): string =>
  edits.map(({section}) => `[${section}]`).join(' and ')

/** Writes a key to the profile's file. @throws {UsageError} for an unknown key, a value that is none or a typed secret. */
export const setKey = async (word: string, source: ValueSource, flags: Flags, runtime: Runtime): Promise<void> => {
  const key = keyNamed(word)
  if (key.parse === undefined) throw new UsageError(`${key.name} is not built yet`)
  const target = profileTarget(flags, runtime)
  const value = await readValue(key, source, runtime)
  check(key, value)
  const edits = await editProfile(target, (file) => profileEdits(key, value, file), runtime)
  if (flags.get('quiet') !== true)
    runtime.io.stderr.stream.write(`hwc: set ${key.key} in ${sectionsOf(edits)} of ${describeTarget(target)}\n`)
}

/** Removes a key from the profile's file. @throws {UsageError} for an unknown key or one that is not there. */
export const unsetKey = async (word: string, flags: Flags, runtime: Runtime): Promise<void> => {
  const key = keyNamed(word)
  const target = profileTarget(flags, runtime)
  let inherited = false
  const edits = await editProfile(
    target,
    (file) => {
      const all = profileEdits(key, undefined, file)
      inherited = all.some(({section}) => {
        const rest = file.sections.filter(({name}) => name !== section || name === 'DEFAULT')
        return rawSection({...file, sections: [...rest, {name: section, line: 0, entries: []}]}, section)?.has(key.key)
      })
      return all
    },
    runtime,
  )
  if (edits.length === 0) throw new UsageError(`${key.name} is not set in ${describeTarget(target)}`)
  if (inherited) warn(runtime, flags.get('quiet') === true)(`${key.name} is still inherited from [DEFAULT]`)
  if (flags.get('quiet') !== true)
    runtime.io.stderr.stream.write(`hwc: removed ${key.key} from ${sectionsOf(edits)} of ${describeTarget(target)}\n`)
}
