import {createReadStream} from 'node:fs'
import {type Schema, type Type} from '../../src/core/catalog/types.js'
import {type Plain, wireOf} from './example-arguments.js'
import {type NodeClient} from './node-client.js'

/** Where types are looked up: the catalogue's schemas, and the Node SDK's classes for them. */
export interface BodyTypes {
  readonly schema: (name: string) => Schema
  readonly model: NodeClient['model']
}

/** One body as hwc and as the Node SDK take it. */
export interface ExampleBody {
  readonly hwc: Plain
  readonly node: unknown
}

const isObject = (value: Plain): value is {readonly [name: string]: Plain} =>
  typeof value === 'object' && !Array.isArray(value)

const typeOfField = (schema: Schema, name: string): Type =>
  schema.fields.find((field) => wireOf(field) === name)?.type ?? 'any'

/**
 * The example for both: the Node SDK gets it made of its own classes, where it has them. Fields that those lack are left out on
 * both sides.
 */
export const exampleBody = (type: Type, value: Plain, types: BodyTypes): ExampleBody => {
  if (typeof type === 'string') return {hwc: value, node: value}
  if ('list' in type) {
    const elements = (value as readonly Plain[]).map((element) => exampleBody(type.list, element, types))
    return {hwc: elements.map(({hwc}) => hwc), node: elements.map(({node}) => node)}
  }
  if (!isObject(value)) return {hwc: value, node: value}
  if ('map' in type) {
    const entries = Object.entries(value).map(([key, inner]) => [key, exampleBody(type.map, inner, types)] as const)
    return {
      hwc: Object.fromEntries(entries.map(([key, {hwc}]) => [key, hwc])),
      node: Object.fromEntries(entries.map(([key, {node}]) => [key, node])),
    }
  }
  const model = types.model(type.ref)
  const schema = types.schema(type.ref)
  const fields = Object.entries(value)
    .filter(([name]) => model?.fields.has(name) !== false)
    .map(([name, inner]) => [name, exampleBody(typeOfField(schema, name), inner, types)] as const)
  const values = new Map(fields.map(([name, {node}]) => [name, node]))
  return {
    hwc: Object.fromEntries(fields.map(([name, {hwc}]) => [name, hwc])),
    node: model?.make(values) ?? Object.fromEntries(values),
  }
}

const lowerFirst = (name: string): string => `${name.charAt(0).toLowerCase()}${name.slice(1)}`

/** The fields of a form as the Node SDK's clients look them up: files opened, and names with a small letter first. */
export const formOfNode = (schema: Schema, values: Readonly<Record<string, Plain>>): object =>
  Object.fromEntries(
    schema.fields.map((field) => {
      const value = values[wireOf(field)]
      return [lowerFirst(wireOf(field)), field.type === 'file' ? createReadStream(String(value)) : value]
    }),
  )
