import {isForm} from '../../src/core/request/names/schema-lookup.js'
import {type Operation} from '../../src/core/catalog/types.js'
import {FileValue, isValueMap, type Value} from '../../src/core/values/value.js'

/** Values as a request file has them, where a file is named by its path. */
const written = (value: Value): Value => {
  if (value instanceof FileValue) return value.path
  if (Array.isArray(value)) return value.map((entry: Value) => written(entry))
  return isValueMap(value) ? new Map(Array.from(value, ([key, entry]) => [key, written(entry)])) : value
}

/** What `--from-file` takes: parameters by the names given; the body whole, of a form its fields. */
export const requestFile = (
  parameters: readonly (readonly [name: string, value: Value])[],
  body: Value | undefined,
  operation: Operation,
): Value => {
  const fields = isForm(operation) && isValueMap(body) ? Array.from(body, ([key, value]) => [`form.${key}`, value]) : []
  const whole = body === undefined || fields.length > 0 ? [] : [['body', body]]
  return written(new Map([...parameters, ...fields, ...whole] as [string, Value][]))
}
