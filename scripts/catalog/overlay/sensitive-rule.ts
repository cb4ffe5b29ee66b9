import {type Field, type Type} from '../../../src/core/catalog/types.js'
import {matchesGlob} from './glob.js'

interface NameGroup {
  readonly reason: string
  readonly names: readonly string[]
}

/** catalog/overlay/sensitive.yaml. */
export interface SensitiveOverlay {
  readonly rule: readonly NameGroup[]
  readonly exceptions: readonly NameGroup[]
}

/** Why a field is sensitive, or is not although its name is in the rule. */
export interface Verdict {
  readonly sensitive: boolean
  /** The pattern that decided, with the reason of its group. */
  readonly pattern: string
  readonly reason: string
}

/** `OS-EXT-SRV-ATTR:user_data` → `os_ext_srv_attr_user_data`, `adminPass` → `admin_pass`. */
export const toWords = (name: string): string =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z\d]+/g, '_')
    .toLowerCase()

/** Only what is text, or may be, can be read by somebody who should not. */
const holdsText = (type: Type): boolean => {
  if (typeof type === 'string') return type === 'string' || type === 'any' || type === 'bytes'
  if ('ref' in type) return false
  return holdsText('list' in type ? type.list : type.map)
}

const findIn = (groups: readonly NameGroup[], names: readonly string[]): Omit<Verdict, 'sensitive'> | undefined => {
  for (const {reason, names: patterns} of groups) {
    const pattern = patterns.find((each) => names.some((name) => matchesGlob(name, each)))
    if (pattern !== undefined) return {pattern, reason}
  }
  return undefined
}

/** What the overlay says of a name; undefined where the name is not in the rule. Answers are kept: names repeat. */
export const judgeNames = ({
  rule,
  exceptions,
}: SensitiveOverlay): ((name: string, wire: string) => Verdict | undefined) => {
  const verdicts = new Map<string, Verdict | undefined>()
  return (name, wire) => {
    const key = `${name} ${wire}`
    if (verdicts.has(key)) return verdicts.get(key)
    const names = [toWords(name), toWords(wire)]
    const matched = findIn(rule, names)
    const exception = matched && findIn(exceptions, names)
    const verdict = exception ? {sensitive: false, ...exception} : matched && {sensitive: true, ...matched}
    verdicts.set(key, verdict)
    return verdict
  }
}

/** What the overlay says of a field; undefined where it says nothing. */
export const judgeField = (
  judge: ReturnType<typeof judgeNames>,
  {name, wire = name, type}: Field,
): Verdict | undefined => (holdsText(type) ? judge(name, wire) : undefined)
