import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {credentialTypes} from '../assemble/credential-types.js'
import {schemaVersion} from '../assemble/assemble-version.js'
import {type CatalogData, type VersionData} from '../files/catalog-data.js'
import {formatServiceList, formatVersion} from '../files/format-catalog.js'
import {readCatalog} from '../files/read-catalog.js'
import {readPins} from '../names/pin-file.js'
import {readIdempotency, readScope, readSensitive, readServiceTexts} from '../overlay/read-overlays.js'
import {readServiceOverlays} from '../overlay/service-overlay.js'
import {checkIdempotency, checkServiceOverlays} from './check-additions.js'
import {checkPins, checkScope, checkSensitive, checkTexts} from './check-overlays.js'
import {checkVersion} from './check-version.js'
import {type Problem} from './problem.js'

const otherEntries = ['overlay', 'services.json', 'services.yaml', 'glossary.yaml']

/** The folder holds the files that services.json names, each just as the generator writes it. */
const checkFiles = (folder: string, {list, services}: CatalogData): readonly Problem[] => {
  const problems: Problem[] = []
  const expect = (file: string, text: string): void => {
    if (readFileSync(join(folder, file), 'utf8') !== text) problems.push(`${file} is not as the generator writes it`)
  }
  expect('services.json', formatServiceList(list))
  for (const name of readdirSync(folder)) {
    if (!services.has(name) && !otherEntries.includes(name)) problems.push(`${name} belongs to no service`)
  }
  for (const [service, versions] of services) {
    for (const [version, data] of versions) expect(join(service, `${version}.json`), formatVersion(data))
    const wanted = Array.from(versions.keys(), (version) => `${version}.json`)
    for (const name of readdirSync(join(folder, service))) {
      if (!wanted.includes(name)) problems.push(`${service}/${name} belongs to no version`)
    }
  }
  return problems
}

const checkSummary = (
  service: string,
  versions: ReadonlyMap<string, VersionData>,
  {list}: CatalogData,
): readonly Problem[] => {
  const summary = list.services[service]
  const [first] = versions.values()
  if (!summary || !first) return [`${service}: no versions`]
  const counts = Object.fromEntries(Array.from(versions, ([version, {operations}]) => [version, operations.size]))
  const types = credentialTypes(first.head.credentials)
  const facts: readonly (readonly [string, unknown, unknown])[] = [
    ['operations', counts, summary.operations],
    ['credential type', types.credentialType, summary.credentialType],
    ['further credential types', types.alsoAccepts, summary.alsoAccepts],
  ]
  return [
    ...facts
      .filter(([, one, other]) => JSON.stringify(one) !== JSON.stringify(other))
      .map(([name]) => `${service}: its ${name} in services.json`),
    ...(summary.versions.includes(summary.defaultVersion) ? [] : [`${service}: its default version`]),
    ...[...versions].flatMap(([version, {head}]) => {
      const isItself = head.service === service && head.version === version && head.schemaVersion === schemaVersion
      return isItself ? [] : [`${service} ${version}: its head`]
    }),
  ]
}

/** Where several versions have a command, each of them says the same one is meant; where one has it, it says nothing. */
const checkPreferred = (service: string, versions: ReadonlyMap<string, VersionData>): readonly Problem[] => {
  const commands = new Set([...versions.values()].flatMap(({operations}) => [...operations.keys()]))
  return [...commands].flatMap((command) => {
    const having = [...versions].filter(([, {operations}]) => operations.has(command))
    const meant = new Set(having.map(([, {operations}]) => operations.get(command)?.preferred))
    const [version] = meant
    const isRight =
      having.length === 1 ? version === undefined : meant.size === 1 && having.some(([each]) => each === version)
    return isRight ? [] : [`${service} ${command}: which version is meant`]
  })
}

/** Everything that is wrong with a committed catalogue and its overlays, one line each; nothing where it is well formed. */
export const checkCatalog = (folder: string): readonly Problem[] => {
  const catalog = readCatalog(folder)
  if (!catalog) return [`${folder}: no catalogue`]
  const {list, services} = catalog
  return [
    ...(list.schemaVersion === schemaVersion ? [] : ['services.json: its schema version']),
    ...checkFiles(folder, catalog),
    ...[...services].flatMap(([service, versions]) => [
      ...checkSummary(service, versions, catalog),
      ...checkPreferred(service, versions),
      ...[...versions.values()].flatMap(checkVersion),
    ]),
    ...checkScope(catalog, readScope(folder)),
    ...checkSensitive(catalog, readSensitive(folder)),
    ...checkPins(catalog, readPins(join(folder, 'overlay', 'names.yaml'))),
    ...checkTexts(catalog, readServiceTexts(folder)),
    ...checkIdempotency(catalog, readIdempotency(folder)),
    ...checkServiceOverlays(catalog, readServiceOverlays(folder)),
  ]
}
