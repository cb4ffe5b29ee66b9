import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {type Operation, type Schema, type ServiceList, type ServiceVersion} from '../../../src/core/catalog/types.js'
import {type CatalogData, type VersionData} from './catalog-data.js'

type VersionFile = ServiceVersion & {
  readonly operations: Readonly<Record<string, Operation>>
  readonly schemas: Readonly<Record<string, Schema>>
}

const readVersion = (file: string): VersionData => {
  const {operations, schemas, ...head} = JSON.parse(readFileSync(file, 'utf8')) as VersionFile
  return {head, operations: new Map(Object.entries(operations)), schemas: new Map(Object.entries(schemas))}
}

/** The whole catalogue of a folder; undefined where there is none. */
export const readCatalog = (folder: string): CatalogData | undefined => {
  const file = join(folder, 'services.json')
  if (!existsSync(file)) return undefined
  const list = JSON.parse(readFileSync(file, 'utf8')) as ServiceList
  const services = Object.entries(list.services).map(([service, {versions}]) => {
    const read = versions.map((version) => [version, readVersion(join(folder, service, `${version}.json`))] as const)
    return [service, new Map(read)] as const
  })
  return {list, services: new Map(services)}
}
