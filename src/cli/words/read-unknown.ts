import {hiddenText} from '../../core/request/arguments/spot.js'
import {resolvePath} from '../../core/request/names/resolve-path.js'
import {type Resolution} from '../../core/request/names/target.js'
import {suggestFlag} from './suggest-flag.js'
import {type TypedLine} from './typed-line.js'

/** The words of a flag, its name put right and its value hidden. */
type Correct = (flag: string) => string[]

interface UnknownFlag {
  readonly name: string
  readonly value: string | undefined
  /** What the name is, if it is not just unknown. */
  readonly found: Exclude<Resolution, {kind: 'found'}>
  /** The word may be a secret that a flag before it was meant to take. */
  readonly maybeSecret: boolean
}

/** Reads a flag that is none of this operation, with the value that it seems to have. */
export const readUnknown = (line: TypedLine, {name, value, found, maybeSecret}: UnknownFlag): void => {
  const hadWord = value === undefined && line.takeValue() !== undefined
  const hidden = value === undefined ? '' : `=${hiddenText}`
  const correct: Correct = (flag) => [flag + hidden, ...(hadWord ? [hiddenText] : [])]
  if (maybeSecret) line.fault({message: `The word ${hiddenText} ${line.place} is no flag of this operation`}, [])
  else if (found.kind === 'ambiguous') tellAmbiguous(line, name, found.names, correct)
  else if (found.kind === 'bad-step') tellBadStep(line, name, found, correct)
  else tellUnknown(line, name, correct)
}

/** Reads a single letter that is no flag. */
export const readUnknownLetter = (line: TypedLine, letter: string, value: string | undefined): void => {
  if (value === undefined) line.takeValue()
  line.fault({message: `-${letter} is no flag: -o and -h are the only single letters`, flag: `-${letter}`}, [])
}

const tellAmbiguous = (line: TypedLine, name: string, candidates: readonly string[], correct: Correct): void => {
  const flag = `--${name}`
  const names = candidates.map((candidate) => `--${candidate}`)
  for (const candidate of candidates) line.mentioned.add(candidate)
  line.fault(
    {message: `${flag} could be ${names.join(' or ')}: type the one you mean`, flag, suggestion: names[0]},
    correct(names[0] ?? flag),
    true,
  )
}

const tellBadStep = (
  line: TypedLine,
  name: string,
  found: Extract<Resolution, {kind: 'bad-step'}>,
  correct: Correct,
): void => {
  line.mention(found)
  const shown = found.sensitive ? `--${found.known}` : `--${name}`
  const suggestion = found.suggestion && `--${found.suggestion}`
  const near = suggestion ? `; did you mean ${suggestion}?` : ''
  line.fault(
    {message: found.message + near, flag: shown, suggestion},
    correct(suggestion ?? shown),
    suggestion !== undefined,
  )
}

const tellUnknown = (line: TypedLine, name: string, correct: Correct): void => {
  const flag = `--${name}`
  const message = `${flag} is no flag of ${line.operation.name}`
  const suggestion = suggestFlag(name, line.context)
  if (suggestion === undefined) {
    line.fault({message, flag}, [])
    return
  }
  const meant = resolvePath(suggestion, line.context)
  if (meant.kind === 'found') line.mention(meant.target)
  line.fault(
    {message: `${message}; did you mean --${suggestion}?`, flag, suggestion: `--${suggestion}`},
    correct(`--${suggestion}`),
    true,
  )
}
