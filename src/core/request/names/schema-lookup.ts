import {type Operation, type Schema, type Type} from '../../catalog/types.js'

/** Finds a schema of the operation's service version by its name. */
export type SchemaLookup = (name: string) => Schema

/** The schema of a type that is an object with known fields; undefined for every other type. */
export const schemaOf = (type: Type | undefined, schema: SchemaLookup): Schema | undefined =>
  typeof type === 'object' && 'ref' in type ? schema(type.ref) : undefined

/** The operation sends a form: the fields of its body are form fields, and there is no whole body to type. */
export const isForm = ({contentType}: Operation): boolean =>
  contentType.startsWith('multipart/form-data') || contentType.startsWith('application/x-www-form-urlencoded')

/** What `--body` takes: a file for a streamed request, nothing for a form or where no body is sent. */
export const bodyType = (operation: Operation): Type | undefined => {
  if (isForm(operation)) return undefined
  return operation.streamRequest ? 'file' : operation.body
}
