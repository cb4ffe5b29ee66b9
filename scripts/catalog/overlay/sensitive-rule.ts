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
  /** `service Schema.attribute`. */
  readonly fields: readonly {readonly reason: string; readonly fields: readonly string[]}[]
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

/** Judges the fields of one catalogue; verdicts on names are kept, since names repeat. */
export interface SensitiveJudge {
  /** What the overlay says of a name; undefined where it is not in the rule. */
  ofName(name: string, wire: string): Verdict | undefined
  /** Whether single fields of a schema are named. */
  names(service: string, schema: string): boolean
  /** What the overlay says of a field; undefined where it says nothing. Parameters belong to no schema. */
  ofField(field: Field, owner?: {readonly service: string; readonly schema: string}): Verdict | undefined
}

export const sensitiveJudge = ({rule, exceptions, fields}: SensitiveOverlay): SensitiveJudge => {
  const verdicts = new Map<string, Verdict | undefined>()
  const single = new Map(
    fields.flatMap(({reason, fields: names}) =>
      names.map((name) => [name, {sensitive: true, pattern: name, reason}] as const),
    ),
  )
  const schemas = new Set(Array.from(single.keys(), (name) => name.slice(0, name.indexOf('.'))))
  const ofName: SensitiveJudge['ofName'] = (name, wire) => {
    const key = `${name} ${wire}`
    if (verdicts.has(key)) return verdicts.get(key)
    const names = [toWords(name), toWords(wire)]
    const matched = findIn(rule, names)
    const exception = matched && findIn(exceptions, names)
    const verdict = exception ? {sensitive: false, ...exception} : matched && {sensitive: true, ...matched}
    verdicts.set(key, verdict)
    return verdict
  }
  return {
    ofName,
    names: (service, schema) => schemas.has(`${service} ${schema}`),
    ofField: ({name, wire = name, type}, owner) => {
      const named = owner && single.get(`${owner.service} ${owner.schema}.${name}`)
      return named ?? (holdsText(type) ? ofName(name, wire) : undefined)
    },
  }
}
