import {hiddenText} from '../../core/request/arguments/spot.js'
import {wireName} from '../../core/request/names/find-spelling.js'
import {shownName} from '../../core/request/names/name-table.js'
import {resolvePath} from '../../core/request/names/resolve-path.js'
import {findSetting} from './settings.js'
import {type TypedLine} from './typed-line.js'

/** Reads a word that is no flag and the value of none: one that lacks its dashes, or a stray one. */
export const readStray = (line: TypedLine, word: string): void => {
  const [, name = '', equals = ''] = /^-*(\p{L}[\p{L}\p{N}_.-]*)(=?)/u.exec(word) ?? []
  const setting = findSetting(name)
  const found = setting ? undefined : resolvePath(name, line.context)
  const isKnown = setting !== undefined || found?.kind === 'found'
  const isBare = name === 'help' || (line.valueless === '--preview' && word === 'curl')
  if (isBare) tellMeant(line, name === 'help' ? '--help' : '--preview=curl', [])
  else if (isKnown && (equals !== '' || word.startsWith('-'))) {
    if (found?.kind === 'found') line.mention(found.target)
    const isSwitch = setting ? setting.form !== 'word' : found?.kind === 'found' && found.target.type === 'boolean'
    const hasWord = equals === '' && !isSwitch && line.takeValue() !== undefined
    tellMeant(line, `--${name}`, equals !== '' || hasWord ? [hiddenText] : [])
  } else tellStray(line)
}

/** Reads what stands after `--`, where nothing may stand. */
export const readEnd = (line: TypedLine): void => {
  while (line.next() !== undefined)
    line.fault({message: `The word ${hiddenText} stands after --, where nothing may stand`}, [])
}

const tellMeant = (line: TypedLine, suggestion: string, values: readonly string[]): void => {
  const message = `The word ${hiddenText} ${line.place} is no flag; did you mean ${suggestion}?`
  if (suggestion.startsWith(`${line.valueless ?? ''}=`)) line.corrected.pop()
  line.fault({message, suggestion}, [suggestion, ...values], true)
}

const tellStray = (line: TypedLine): void => {
  const before = line.valueless
  const message = `The word ${hiddenText} ${line.place} is no flag and belongs to none`
  const hint = before
    ? `${before} takes a value only by =: ${before}=${hiddenText}`
    : `a value follows its flag: --${firstRequired(line)}`
  line.fault({message: `${message}; ${hint}`}, [])
}

/** The flag that a value without one was probably meant for: the first required one that has not been typed. */
const firstRequired = ({operation: {scopeProject}, context, mentioned}: TypedLine): string => {
  const entry = context.table.entries.find(
    ({field, place, qualified}) =>
      field.required &&
      place !== 'header' &&
      !(scopeProject && wireName(field) === 'project_id') &&
      !mentioned.has(qualified),
  )
  return entry ? `${shownName(entry)} ${hiddenText}` : 'name value'
}
