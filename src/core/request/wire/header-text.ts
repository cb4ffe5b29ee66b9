import {UsageError} from '../../errors/usage-error.js'
import {type NamedValue, parameterPairs} from './parameter-pairs.js'
import {toPythonText} from './python-text.js'

/** What could end a header. */
const controlPattern = /[\u0000-\u001f\u007f]/

/** @throws {UsageError} for a control character, or for half of a surrogate pair, which has no UTF-8 form. */
export const checkHeaderText = (name: string, text: string): string => {
  if (controlPattern.test(text)) throw new UsageError(`The header ${name} holds a control character`)
  if (!text.isWellFormed()) throw new UsageError(`The header ${name} holds half of a character (a lone surrogate)`)
  return text
}

/**
 * A header parameter as Python prints it: `True`, `False`, numbers as they are (spec §6.3); undefined for null.
 * @throws {UsageError} for a control character.
 */
export const headerText = (parameter: NamedValue): string | undefined => {
  const last = parameterPairs(parameter).at(-1)
  return last && checkHeaderText(parameter.name, toPythonText(last[1]))
}
