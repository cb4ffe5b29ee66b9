import {type Type} from '../../src/core/catalog/types.js'
import {wireOf} from './example-arguments.js'
import {type BodyTypes} from './example-body.js'
import {type Inventory} from './inventory.js'

/** Compares the fields of bodies, at any depth, with those of the Node SDK's classes; a field that one lacks is not entered. */
export const compareModels = (
  bodies: readonly Type[],
  {schema, model}: BodyTypes,
): Inventory & {readonly fields: number} => {
  const missing: string[] = []
  const extra: string[] = []
  const seen = new Set<string>()
  let fields = 0
  const visit = (type: Type): void => {
    if (typeof type === 'string') return
    if ('list' in type) {
      visit(type.list)
      return
    }
    if ('map' in type) {
      visit(type.map)
      return
    }
    const {ref} = type
    if (seen.has(ref)) return
    seen.add(ref)
    const names = model(ref)?.fields ?? new Set()
    const known = schema(ref).fields
    const both = known.filter((field) => names.has(wireOf(field)))
    const wires = known.map(wireOf)
    fields += both.length
    missing.push(...wires.filter((name) => !names.has(name)).map((name) => `${ref}.${name}`))
    for (const name of names) if (!wires.includes(name)) extra.push(`${ref}.${name}`)
    for (const field of both) visit(field.type)
  }
  for (const body of bodies) visit(body)
  return {missing, extra, fields}
}
