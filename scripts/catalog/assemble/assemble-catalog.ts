import {type ServiceList, type ServiceSummary} from '../../../src/core/catalog/types.js'
import {compareVersions} from '../../../src/core/catalog/version-number.js'
import {type CatalogData, type VersionData} from '../files/catalog-data.js'
import {chooseDefaultVersion} from '../names/choose-versions.js'
import {schemaVersion} from './assemble-version.js'
import {credentialTypes} from './credential-types.js'

const summarize = (service: string, versions: ReadonlyMap<string, VersionData>): ServiceSummary => {
  const counts = new Map(Array.from(versions, ([version, {operations}]) => [version, operations.size]))
  const credentials = new Set(Array.from(versions.values(), ({head}) => head.credentials.join()))
  const [classes = '', ...others] = credentials
  if (others.length > 0) throw new Error(`${service}: its versions take different credentials`)
  return {
    versions: [...counts.keys()],
    defaultVersion: chooseDefaultVersion(counts),
    ...credentialTypes(classes.split(',')),
    operations: Object.fromEntries(counts),
  }
}

/** A catalogue of service versions, sorted, before what was pinned is heeded. */
export const assembleCatalog = (sources: ServiceList['sources'], assembled: readonly VersionData[]): CatalogData => {
  const services = new Map<string, Map<string, VersionData>>()
  const sorted = [...assembled].sort(({head: one}, {head: other}) => {
    if (one.service === other.service) return compareVersions(one.version, other.version)
    return one.service < other.service ? -1 : 1
  })
  for (const data of sorted) {
    const versions = services.get(data.head.service) ?? new Map<string, VersionData>()
    services.set(data.head.service, versions.set(data.head.version, data))
  }
  const summaries = Array.from(services, ([service, versions]) => [service, summarize(service, versions)] as const)
  return {list: {schemaVersion, sources, services: Object.fromEntries(summaries)}, services}
}
