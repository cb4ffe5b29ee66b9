import {type Parser, parseProfile, parseText} from '../config/parse-setting.js'
import {settingsTable} from '../config/settings-table.js'
import {settingNamed} from '../config/read-variable.js'
import {iamTokenSection, meetingSection, obsSection, type OwnSection, smsSection} from './own/own-section.js'
import {chainMembers} from './resolve-account.js'
import {sectionNames} from './profile-section.js'

/** A key that means something in a profile's file. */
export interface ProfileKey {
  /** How it is asked for: `region`, `ak`, `meeting.user_name`. */
  readonly name: string
  readonly key: string
  /**
   * The sections that it stands in. Of each group, whose names mean the same, the first that a file has is meant, else the
   * group's first.
   */
  readonly sections: readonly (readonly [string, ...string[]])[]
  readonly secret: boolean
  /** Undefined: it means nothing yet, and is not written. */
  readonly parse: Parser<unknown> | undefined
}

const inHwc = (key: string, parse: ProfileKey['parse'], secret = false): ProfileKey => ({
  name: key,
  key,
  sections: [['hwc']],
  secret,
  parse,
})

const parseDuration: Parser<string> = (text) =>
  /^\d{1,6}$/.test(text) ? {value: text} : {problem: 'expected a number of seconds'}

const parseSources: Parser<string> = (text) =>
  text.split(',').every((word) => chainMembers.some((member) => member === word.trim()))
    ? {value: text}
    : {problem: `expected a list of ${chainMembers.join(', ')}`}

const settingKeys = settingsTable.flatMap(({profileKey, parse, built, secret}) =>
  profileKey === undefined ? [] : [inHwc(profileKey, built ? parse : undefined, secret === true)],
)

const sourceKeys = [
  inHwc('agency_name', parseText('the name or the URN of an agency')),
  inHwc('agency_domain', parseText('the name of an account')),
  inHwc('source_profile', parseProfile),
  inHwc('duration', parseDuration),
  inHwc('credential_process', parseText('a command line')),
  inHwc('credential_sources', parseSources),
]

/** Where an account's keys stand; an id only where it means something. */
const sectionsOf = (key: string): ProfileKey['sections'] => {
  if (key === 'project_id') return [sectionNames.basic]
  if (key === 'domain_id') return [sectionNames.global]
  return [sectionNames.basic, sectionNames.global]
}

const accountKeys = settingsTable.flatMap(({accountKey, parse, secret}): readonly ProfileKey[] =>
  accountKey === undefined
    ? []
    : [{name: accountKey, key: accountKey, sections: sectionsOf(accountKey), secret: secret === true, parse}],
)

const isSecretKey = (key: string, row: string | undefined): boolean =>
  row === undefined ? accountKeys.some((known) => known.key === key && known.secret) : settingNamed(row).secret === true

const ownKeys = ({section, keys}: OwnSection): readonly ProfileKey[] =>
  Object.entries(keys).map(([key, row]) => ({
    name: `${section}.${key}`,
    key,
    sections: [[section]],
    secret: isSecretKey(key, row),
    parse: parseText('a text'),
  }))

/** Every key, those of `[hwc]` first. */
export const profileKeys: readonly ProfileKey[] = [
  ...settingKeys,
  ...sourceKeys,
  ...accountKeys,
  ...[obsSection, smsSection, iamTokenSection, meetingSection].flatMap(ownKeys),
]

const spelling = (text: string): string => text.toLowerCase().replaceAll('-', '_')

/**
 * The key that a word means: `region`, `connect-timeout`, `ak`, or with its section `basic.ak`, `hwc.region`. Undefined
 * where there is none.
 */
export const findProfileKey = (word: string): ProfileKey | undefined => {
  const text = spelling(word)
  const known = profileKeys.find(({name}) => name === text)
  if (known !== undefined) return known
  const [section = '', key = ''] = text.split(/\.(.*)/s, 2)
  const inside = profileKeys.find(({key: own, sections}) => own === key && sections.flat().includes(section))
  return inside && {...inside, name: text, sections: [[section]]}
}
