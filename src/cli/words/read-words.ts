import {type Operation} from '../../core/catalog/types.js'
import {type Setting} from '../../core/config/settings-table.js'
import {shownName} from '../../core/request/names/name-table.js'
import {type PathContext, resolvePath} from '../../core/request/names/resolve-path.js'
import {type Target} from '../../core/request/names/target.js'
import {type FlagWord, parseFlagWord} from './flag-word.js'
import {readNegation} from './read-negation.js'
import {readSetting} from './read-setting.js'
import {readEnd, readStray} from './read-stray.js'
import {readBody, readTarget} from './read-target.js'
import {readUnknown, readUnknownLetter} from './read-unknown.js'
import {findSetting, settingOfLetter} from './settings.js'
import {TypedLine} from './typed-line.js'

/** Reads the words of one operation's command line from left to right, once. */
export const readWords = (argv: readonly string[], operation: Operation, context: PathContext): TypedLine => {
  const line = new TypedLine(argv, operation, context)
  for (let word = line.next(); word !== undefined; word = line.next()) {
    const flag = parseFlagWord(word)
    if (flag.kind === 'end') {
      readEnd(line)
    } else if (flag.kind === 'other') {
      readStray(line, word)
      line.valueless = undefined
    } else {
      readFlag(line, flag)
    }
  }
  return line
}

const readFlag = (line: TypedLine, flag: Exclude<FlagWord, {kind: 'end' | 'other'}>): void => {
  const {maybeSecret} = line
  line.maybeSecret = false
  line.valueless = undefined
  if (!maybeSecret) line.place = `after ${flag.kind === 'letter' ? `-${flag.letter}` : `--${flag.name}`}`
  const {value} = flag
  if (flag.kind === 'letter') {
    const setting = settingOfLetter(flag.letter)
    if (setting) readReserved(line, setting, `-${flag.letter}`, value)
    else readUnknownLetter(line, flag.letter, value)
    return
  }
  const {name} = flag
  const setting = findSetting(name)
  if (setting) {
    readReserved(line, setting, `--${setting.name}`, value)
    return
  }
  const found = resolvePath(name, line.context)
  if (found.kind === 'found') readTarget(line, found.target, shownFlag(name, found.target), value)
  else if (!name.startsWith('no-') || !readNegation(line, name, value))
    readUnknown(line, {name, value, found, maybeSecret})
}

/** `--body` is reserved, and not a setting. */
const readReserved = (line: TypedLine, setting: Setting, flag: string, value: string | undefined): void => {
  if (setting.name === 'body') readBody(line, value)
  else readSetting(line, setting, flag, value)
}

/** How hwc writes the flag: its own name for the parameter, then the path below it as typed. */
const shownFlag = (name: string, {root, steps}: Target): string =>
  root === 'body' || steps.length > 0 ? `--${name}` : `--${shownName(root)}`
