import {type Operation, type Schema, type ServiceList, type ServiceVersion} from '../../../src/core/catalog/types.js'

/** A service version in memory, as its file holds it. */
export interface VersionData {
  readonly head: ServiceVersion
  readonly operations: ReadonlyMap<string, Operation>
  readonly schemas: ReadonlyMap<string, Schema>
}

/** The whole catalogue in memory: services.json, and the versions of each service in the order of their numbers. */
export interface CatalogData {
  readonly list: ServiceList
  readonly services: ReadonlyMap<string, ReadonlyMap<string, VersionData>>
}
