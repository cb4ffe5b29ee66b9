import {type GoModels, type GoType} from '../go/read-go-models.js'
import {type Models} from '../python/model-folder.js'
import {type SourceType} from '../python/source-types.js'
import {plainEnum} from './enum-values.js'
import {type Type} from '../../../src/core/catalog/types.js'

type EnumValues = readonly (string | number)[]

export interface ResolvedType {
  readonly type: Type
  /** Of the type's elements where it is a list or a map. */
  readonly enum?: EnumValues
}

const kindOf = (values: EnumValues): 'string' | 'integer' | undefined => {
  if (values.every((value) => typeof value === 'string')) return 'string'
  return values.every((value) => Number.isInteger(value)) ? 'integer' : undefined
}

const agrees = (primitive: string, values: EnumValues | undefined): values is EnumValues =>
  values !== undefined && values.length > 0 && kindOf(values) === primitive

const withEnum = (values: EnumValues): Pick<ResolvedType, 'enum'> => {
  const plain = plainEnum(values)
  return plain ? {enum: plain} : {}
}

/**
 * A type of the catalogue from the Python SDK's, with the enumeration that either SDK knows and the integer's width that
 * the Go SDK knows. Where the two do not agree on the shape, Python's stands alone.
 * @throws {Error} for a class that is not there.
 */
export const resolveType = (
  source: SourceType,
  go: GoType | undefined,
  models: Models,
  enums: GoModels['enums'],
): ResolvedType => {
  const within = (inner: SourceType, goInner: GoType | undefined, wrap: (type: Type) => Type): ResolvedType => {
    const {type, ...more} = resolveType(inner, goInner, models, enums)
    return {type: wrap(type), ...more}
  }
  if ('list' in source) {
    return within(source.list, go && 'list' in go ? go.list : undefined, (list) => ({list}))
  }
  if ('map' in source) {
    return within(source.map, go && 'map' in go ? go.map : undefined, (map) => ({map}))
  }
  if ('primitive' in source) {
    const {primitive} = source
    if (primitive === 'integer' && go && 'integer' in go) return {type: go.integer}
    const values = go && 'struct' in go ? enums.get(go.struct) : undefined
    return {type: primitive, ...(agrees(primitive, values) && withEnum(values))}
  }
  const model = models.get(source.class)
  if (!model) throw new Error(`the class ${source.class} is not there`)
  if (model.constants.length === 0) return {type: {ref: source.class}}
  const kind = kindOf(model.constants)
  if (!kind) throw new Error(`the enumeration ${source.class} mixes text and numbers`)
  return {type: kind, ...withEnum(model.constants)}
}
