import {type Parameter} from '../../../src/core/catalog/types.js'
import {matchesGlob} from './glob.js'
import {toWords} from './sensitive-rule.js'

/** catalog/overlay/idempotency.yaml. */
export interface IdempotencyOverlay {
  readonly tokens: readonly {readonly reason: string; readonly names: readonly string[]}[]
}

/** Finds the idempotency tokens of one catalogue; answers on names are kept, since names repeat. */
export interface IdempotencyRule {
  /** Whether a name is one of the overlay's. */
  ofName(name: string, wire: string): boolean
  /** Whether a parameter is a token: a text in a header or the query with such a name. */
  ofParameter(parameter: Parameter): boolean
}

export const idempotencyRule = ({tokens}: IdempotencyOverlay): IdempotencyRule => {
  const patterns = tokens.flatMap(({names}) => names)
  const known = new Map<string, boolean>()
  const ofName: IdempotencyRule['ofName'] = (name, wire) => {
    const key = `${name} ${wire}`
    const found =
      known.get(key) ?? [name, wire].some((each) => patterns.some((pattern) => matchesGlob(toWords(each), pattern)))
    known.set(key, found)
    return found
  }
  return {
    ofName,
    ofParameter: ({name, wire = name, in: place, type}) =>
      (place === 'header' || place === 'query') && type === 'string' && ofName(name, wire),
  }
}
