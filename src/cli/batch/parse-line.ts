import {parseRegion} from '../../core/config/parse-setting.js'
import {nearest} from '../../core/errors/nearest.js'
import {type Fault, UsageError} from '../../core/errors/usage-error.js'
import {JsonSyntaxError, parseJson} from '../../core/values/parse-json.js'
import {isValueMap, NumberText, type Value, type ValueMap} from '../../core/values/value.js'

/** What a line may say. */
const keys = ['service', 'operation', 'apiVersion', 'params', 'body', 'region', 'profile', 'outputFile', 'id'] as const

type Key = (typeof keys)[number]

/** One call as a line of the input writes it: nothing of it was looked up yet. */
export interface BatchLine {
  readonly service: string
  readonly operation: string
  readonly apiVersion: string | undefined
  readonly params: ValueMap
  readonly body: Value | undefined
  readonly region: string | undefined
  readonly profile: string | undefined
  readonly outputFile: string | undefined
}

/** A line that was read, or what is wrong with it; its id is known either way where it has a good one. */
export interface ParsedLine {
  /** A text or a number as the line has it; null where there is none. */
  readonly id: Value
  readonly line: BatchLine | UsageError
}

const known = new Set<string>(keys)
const nothing: ValueMap = new Map()

const isId = (value: Value): value is string | NumberText => typeof value === 'string' || value instanceof NumberText

const parse = (text: string): Value | UsageError => {
  try {
    return parseJson(text)
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    return new UsageError(`The line is no JSON: ${error.message}`)
  }
}

const unknownKey = (key: string): Fault => {
  const [suggestion] = nearest(key, keys)
  const near = suggestion === undefined ? '' : `; did you mean ${suggestion}?`
  return {message: `${key} is no key of a line${near}`, flag: key, suggestion, expected: keys.join(', ')}
}

/** Reads one line's JSON. What is wrong with it is told all at once. */
export const parseLine = (text: string): ParsedLine => {
  const value = parse(text)
  if (value instanceof UsageError) return {id: null, line: value}
  if (!isValueMap(value)) return {id: null, line: new UsageError('The line is no JSON object')}

  const faults: Fault[] = []
  const fault = (key: Key, expected: string): undefined => {
    faults.push({message: `${key}: expected ${expected}`, flag: key, expected})
    return undefined
  }
  const readText = (key: Key): string | undefined => {
    const found = value.get(key) ?? null
    if (found === null) return undefined
    return typeof found === 'string' && found !== '' ? found : fault(key, 'text')
  }
  const required = (key: Key): string => {
    if (!value.has(key)) faults.push({message: `${key} is missing`, flag: key, expected: 'text'})
    return readText(key) ?? ''
  }

  for (const key of value.keys()) if (!known.has(key)) faults.push(unknownKey(key))
  const params = value.get('params') ?? null
  if (params !== null && !isValueMap(params)) fault('params', 'an object of names and values')
  const id = value.get('id') ?? null
  if (id !== null && !isId(id)) fault('id', 'text or a number')
  const region = readText('region')
  const parsed = region === undefined ? undefined : parseRegion(region)
  if (parsed && !('value' in parsed)) fault('region', 'the id of one region')

  const line: BatchLine = {
    service: required('service'),
    operation: required('operation'),
    apiVersion: readText('apiVersion'),
    params: isValueMap(params) ? params : nothing,
    body: value.get('body') ?? undefined,
    region,
    profile: readText('profile'),
    outputFile: readText('outputFile'),
  }
  return {id: id !== null && isId(id) ? id : null, line: faults.length > 0 ? new UsageError(faults) : line}
}
