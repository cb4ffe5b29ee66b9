import {type CredentialsFile} from '../config/credentials-file.js'
import {type Edit} from '../config/edit-credentials-file.js'
import {findProfileKey, type ProfileKey} from './profile-key.js'

/**
 * What is to be changed in a file for a key to have a value, or none. An account's keys go to those of their sections that
 * the file has, else to all of them; where sections have two names, to the one that the file uses.
 */
export const profileEdits = (
  {key, sections}: ProfileKey,
  value: string | undefined,
  file: CredentialsFile,
): readonly Edit[] => {
  const has = (name: string): boolean => file.sections.some((section) => section.name === name)
  if (value === undefined)
    return file.sections
      .filter(({name, entries}) => sections.flat().includes(name) && entries.some((entry) => entry.key === key))
      .map(({name}) => ({section: name, key, value}))
  const present = sections.filter((names) => names.some(has))
  return (present.length === 0 ? sections : present).map((names) => ({
    section: names.find(has) ?? names[0],
    key,
    value,
  }))
}

/** What says whose keys they are: of another account nothing of it may stay. */
const accountKeys = ['ak', 'sk', 'security_token', 'idp_id', 'id_token_file', 'project_id', 'domain_id']

/**
 * What is to be changed in a file for it to have these values, by the names of their keys. With new keys everything that
 * was said of the account before goes: no token or project of one ever meets the keys of another.
 */
export const accountEdits = (values: ReadonlyMap<string, string>, file: CredentialsFile): readonly Edit[] => {
  const stale = values.has('ak') ? accountKeys.filter((name) => !values.has(name)) : []
  const wanted = [...stale.map((name) => [name, undefined] as const), ...values]
  return wanted.flatMap(([name, value]) => {
    const key = findProfileKey(name)
    return key === undefined ? [] : profileEdits(key, value, file)
  })
}
