import yaml from 'js-yaml'
import {isValueMap, NumberText, type Value, type ValueMap} from '../values/value.js'
import {type Formatter} from './format.js'

/** What some reader of YAML 1.1 or 1.2 takes for a number: digits with signs, dots, colons, underscores or letters of a base. */
const numberLike = /^[-+.]?\d[\d_.:,eExXoObBa-fA-F+-]*$/

/**
 * Numbers are written with the digits they have. As this type also claims texts that look like numbers, js-yaml puts
 * those in quotes: `010` and `12:30` are numbers for readers of YAML 1.1.
 */
const numberType = new yaml.Type('tag:hwc,2024:number', {
  kind: 'scalar',
  instanceOf: NumberText,
  represent: (number: object) => (number as NumberText).text,
  resolve: (text: unknown) => typeof text === 'string' && numberLike.test(text),
})

const schema = yaml.DEFAULT_SCHEMA.extend({implicit: [numberType]})

/** A view of a map that lists its keys in their own order: a plain object would move keys such as `10` to the front. */
const orderedObject = (map: ValueMap): object =>
  new Proxy(
    {},
    {
      ownKeys: () => Array.from(map.keys()),
      getOwnPropertyDescriptor: (_, key) =>
        typeof key === 'string' && map.has(key) ? {enumerable: true, configurable: true} : undefined,
      get: (_, key) => (typeof key === 'string' ? toNative(map.get(key) ?? null) : undefined),
    },
  )

const toNative = (value: Value): unknown => {
  if (isValueMap(value)) return orderedObject(value)
  return Array.isArray(value) ? value.map(toNative) : value
}

/** YAML; numbers with their digits, keys in their order, texts that could be read as something else in quotes. */
export const formatAsYaml: Formatter = (value) =>
  yaml.dump(toNative(value), {schema, lineWidth: -1, noRefs: true, quotingType: "'"})
