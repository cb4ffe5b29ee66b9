import {isValueMap, type Value} from '../../values/value.js'
import {toPythonText} from './python-text.js'
import {quotePlus} from './quote.js'

/** What iterating over an entry yields in Python: of a list its elements, of a map its keys, else itself. */
const entries = (value: Value): readonly Value[] => {
  if (isValueMap(value)) return Array.from(value.keys())
  return Array.isArray(value) ? value : [value]
}

/**
 * A form as `application/x-www-form-urlencoded` (spec §6.6): top-level fields only, lists as repeated keys, an object as
 * its keys. Undefined where nothing is left to send.
 */
export const formText = (form: Value | undefined): string | undefined => {
  if (!isValueMap(form)) return undefined
  const pairs = Array.from(form).flatMap(([name, value]) =>
    entries(typeof value === 'boolean' ? String(value) : value)
      .filter((item) => item !== null)
      .flatMap(entries)
      .map((item) => `${quotePlus(name)}=${quotePlus(toPythonText(item))}`),
  )
  return pairs.length === 0 ? undefined : pairs.join('&')
}
