import {join} from 'node:path'
import {Catalog} from '../../src/core/catalog/catalog.js'
import {type Operation} from '../../src/core/catalog/types.js'
import {type SchemaLookup} from '../../src/core/request/names/schema-lookup.js'
import {repositoryRoot} from './repository.js'

/** One operation of the built catalogue and what is needed to read its words. */
export interface CatalogOperation {
  readonly service: string
  readonly version: string
  readonly command: string
  readonly operation: Operation
  readonly schema: SchemaLookup
}

/** Every operation of the built catalogue, parsed. */
export const everyOperation = (): readonly CatalogOperation[] => {
  const catalog = new Catalog(join(repositoryRoot, 'dist/catalog'))
  return Object.entries(catalog.services).flatMap(([service, {versions}]) =>
    versions.flatMap((version) => {
      const file = catalog.open(service, version)
      return file.commands().flatMap((command): CatalogOperation[] => {
        const operation = file.operation(command)
        return operation ? [{service, version, command, operation, schema: (name) => file.schema(name)}] : []
      })
    }),
  )
}
