import {readdirSync} from 'node:fs'
import {join} from 'node:path'

export interface ServiceVersionFolder {
  readonly service: string
  readonly version: string
  readonly folder: string
}

const packagePrefix = 'huaweicloud-sdk-'
const modulePrefix = 'huaweicloudsdk'
/** The core is no service, and `all` is a list of the others. */
const noServices = new Set(['all', 'core'])

const foldersOf = (folder: string, wanted: (name: string) => boolean): readonly string[] =>
  readdirSync(folder, {withFileTypes: true})
    .filter((entry) => entry.isDirectory() && wanted(entry.name))
    .map(({name}) => name)
    .sort()

const isVersion = (name: string): boolean => name.startsWith('v') && Number.isInteger(Number(name.slice(1)))

/** Every service version of a checkout of the Python SDK, sorted by service and version. */
export const listServiceVersions = (checkout: string): readonly ServiceVersionFolder[] =>
  foldersOf(checkout, (name) => name.startsWith(packagePrefix))
    .map((name) => name.slice(packagePrefix.length))
    .filter((service) => !noServices.has(service))
    .flatMap((service) => {
      const folder = join(checkout, packagePrefix + service, modulePrefix + service)
      return foldersOf(folder, isVersion).map((version) => ({service, version, folder: join(folder, version)}))
    })
