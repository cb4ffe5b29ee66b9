import {type Type} from '../core/catalog/types.js'
import {isValueMap, NumberText, type Value} from '../core/values/value.js'
import {type ReceivedRequest} from './received-request.js'

/** What an answer may repeat of its request. */
export interface RequestEcho {
  /** The body, walked in parallel with the answer. */
  readonly body: Value | undefined
  /** Texts and numbers of the path, the query, the form and the body (or what it wraps), by wire name. */
  readonly scalars: ReadonlyMap<string, Value>
  /** The value of the placeholder that the path ends with: the id of what it shows. */
  readonly lastId: string | undefined
}

const isScalar = (value: Value): boolean => value !== null && (typeof value !== 'object' || value instanceof NumberText)

/** Collects what an answer may repeat: a resource that was created shows the name that it was given. */
export const requestEcho = (
  request: ReceivedRequest,
  path: ReadonlyMap<string, string>,
  template: string,
): RequestEcho => {
  const scalars = new Map<string, Value>()
  const add = (value: Value): void => {
    if (!isValueMap(value)) return
    for (const [name, entry] of value) if (isScalar(entry)) scalars.set(name, entry)
    // `{"vpc": {"name": …}}`: what is wrapped is what the request is about.
    const [only] = value.size === 1 ? value.values() : []
    if (only !== undefined) add(only)
  }
  for (const [name, text] of request.query) scalars.set(name, text)
  for (const [name, text] of path) scalars.set(name, text)
  if (request.body.kind === 'form')
    for (const {name, text} of request.body.parts) if (text !== undefined) scalars.set(name, text)
  const body = request.body.kind === 'json' ? request.body.value : undefined
  if (body !== undefined) add(body)
  const [, last] = /\{([^{}]+)\}$/.exec(template) ?? []
  return {body, scalars, lastId: last === undefined ? undefined : path.get(last)}
}

/** Gives a repeated value the type of the field that takes it; undefined where it does not fit. */
export const fitScalar = (value: Value | undefined, type: Type): Value | undefined => {
  if (value === undefined || value === null || typeof type !== 'string') return undefined
  switch (type) {
    case 'string':
    case 'datetime':
    case 'date':
      return typeof value === 'string' ? value : undefined
    case 'boolean':
      if (typeof value === 'boolean') return value
      return value === 'true' ? true : value === 'false' ? false : undefined
    case 'integer':
    case 'int32':
    case 'int64':
      return fitNumber(value, /^-?(?:0|[1-9]\d*)$/)
    case 'number':
    case 'decimal':
      return fitNumber(value, /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/)
    case 'any':
      return value
    case 'bytes':
    case 'file':
      return undefined
  }
}

const fitNumber = (value: Value, pattern: RegExp): Value | undefined => {
  const text = value instanceof NumberText ? value.text : typeof value === 'string' ? value : ''
  return pattern.test(text) ? new NumberText(text) : undefined
}
