import {type Field, type Type} from '../../../src/core/catalog/types.js'
import {wireName} from '../../../src/core/request/names/find-spelling.js'
import {type SchemaLookup} from '../../../src/core/request/names/schema-lookup.js'
import {NumberText, type Value} from '../../../src/core/values/value.js'

/** How much of what an operation takes is typed: what it requires, in plain words, or everything, in awkward ones. */
export type Extent = 'required' | 'every'

/** What stands for a file, as in the recorded calls. */
export const fileMark: Value = new Map([['@file', true]])

/** Optional fields deeper than this are left out; so are the ends of models that hold themselves. */
const deepest = 4

/** Lists deeper than this have one entry. */
const deepestPair = 2

/** Makes values of the catalogue's types, no two of them alike, so that what arrives in another's place is seen. */
export class ExampleValues {
  #count = 0

  constructor(
    private readonly schema: SchemaLookup,
    private readonly extent: Extent,
  ) {}

  /** A value of a field; `depth` counts the objects around it. */
  of(field: Field, depth = 0): Value {
    return this.#value(field.type, field, depth, [])
  }

  /** A whole body. */
  body(type: Type): Value {
    return this.#value(type, {name: 'body', type}, 0, [])
  }

  #value(type: Type, field: Field, depth: number, above: readonly string[]): Value {
    if (typeof type === 'string') return this.#scalar(type, field)
    if ('list' in type) return this.#list(type.list, field, depth, above)
    if ('map' in type) {
      const keys = this.extent === 'every' ? ['key/ é&', '2'] : ['key']
      return new Map(keys.map((key) => [key, this.#value(type.map, {...field, name: key}, depth + 1, above)]))
    }
    const fields = this.schema(type.ref).fields.filter(
      ({required}) => required === true || (this.extent === 'every' && depth < deepest && !above.includes(type.ref)),
    )
    return new Map(
      fields.map((inner) => [wireName(inner), this.#value(inner.type, inner, depth + 1, [...above, type.ref])]),
    )
  }

  #list(element: Type, field: Field, depth: number, above: readonly string[]): Value {
    const isEndless = typeof element === 'object' && 'ref' in element && above.includes(element.ref)
    if (isEndless) return []
    const length = depth > deepestPair ? 1 : 2
    // The last one first: in a query the wire has them sorted.
    return Array.from({length}, () => this.#value(element, field, depth, above)).reverse()
  }

  #text(name: string): string {
    return this.extent === 'every' ? `${name}/ é&${String(this.#count)}` : `${name}-${String(this.#count)}`
  }

  #scalar(type: Extract<Type, string>, field: Field): Value {
    this.#count += 1
    const count = this.#count
    const known = (field.enum ?? []).filter((value) => value !== '')
    const chosen = this.extent === 'every' ? known[count % known.length] : known[0]
    switch (type) {
      case 'string':
        return chosen === undefined ? this.#text(field.name) : String(chosen)
      case 'boolean':
        return count % 2 === 0
      case 'int32':
        return new NumberText(String(chosen ?? (count % 2 === 0 ? 2_147_000_000 + count : count)))
      case 'int64':
        return new NumberText(String(chosen ?? 9_223_372_036_854_000_000n + BigInt(count)))
      case 'integer':
        return new NumberText(String(chosen ?? 12_345_678_901_234_567_000n + BigInt(count)))
      case 'number':
        return new NumberText(`-${String(count)}.10`)
      case 'decimal':
        return new NumberText(`${String(count)}.00000000000000000010`)
      case 'datetime':
        return `2024-03-05T06:07:08.${String(count).padStart(6, '0')}Z`
      case 'date':
        return '2024-03-05'
      case 'bytes':
        return Buffer.from(this.#text(field.name)).toString('base64')
      case 'file':
        return fileMark
      case 'any':
        return this.#untyped(field.name, count)
    }
  }

  /** Where the catalogue has no type, anything may come. */
  #untyped(name: string, count: number): Value {
    const number = new NumberText(`${String(count)}1234567890123456789.10`)
    const choices: readonly Value[] = [
      this.#text(name),
      number,
      count % 2 === 0,
      [number, this.#text(name), [], null],
      new Map<string, Value>([
        [this.#text(name), number],
        ['2', new Map([['1', true]])],
      ]),
    ]
    return choices[count % choices.length] ?? null
  }
}
