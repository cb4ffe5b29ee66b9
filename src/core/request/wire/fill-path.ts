import {UsageError} from '../../errors/usage-error.js'
import {type NamedValue, parameterPairs} from './parameter-pairs.js'
import {toPythonText} from './python-text.js'
import {quote} from './quote.js'

const placeholderPattern = /\{([^{}]+)\}/g

export interface PathOptions {
  readonly template: string
  readonly parameters: readonly NamedValue[]
  /** Answers for a placeholder that no parameter fills; undefined leaves its braces in place. */
  readonly fallback: (placeholder: string) => string | undefined
}

/** @throws {UsageError} for what would change the path's segments on the way (spec §5.4). */
const checkSegment = (name: string, text: string): string => {
  if (text !== '' && text !== '.' && text !== '..') return text
  const shown = text === '' ? 'empty' : text
  throw new UsageError(`The path parameter ${name} may not be ${shown}: the request would go to another path`)
}

/** The text of a path parameter (spec §6.3): of a map its first `key=value`; undefined for what is not sent. */
const pathText = (parameter: NamedValue): string | undefined => {
  const [first] = parameterPairs(parameter)
  return first && toPythonText(first[1])
}

/**
 * Fills the placeholders of an operation's path: parameters first, then `fallback`, each percent-encoded whole.
 * @throws {UsageError} for an empty text, `.` or `..`.
 */
export const fillPath = ({template, parameters, fallback}: PathOptions): string => {
  return template.replaceAll(placeholderPattern, (placeholder: string, name: string) => {
    const parameter = parameters.findLast((parameter) => parameter.name === name)
    const text = (parameter && pathText(parameter)) ?? fallback(name)
    return text === undefined ? placeholder : quote(checkSegment(name, text))
  })
}
