import {UsageError} from '../errors/usage-error.js'
import {type Catalog} from './catalog.js'
import {matchService} from './find-service.js'
import {nameKey} from './name-key.js'
import {type ServiceFile} from './service-file.js'
import {unknownOperation, unknownService, unknownVersion} from './suggest-operation.js'
import {type Operation} from './types.js'
import {compareVersions} from './version-number.js'

/** The operation that two words mean. */
export interface FoundOperation {
  readonly service: string
  readonly version: string
  /** Every version of the service that has the operation; read from their files when it is asked for. */
  readonly versions: readonly string[]
  /** The version that is meant when none is typed. */
  readonly defaultVersion: string
  readonly command: string
  readonly operation: Operation
  readonly file: ServiceFile
}

/** `ListVpcs/v3` → the word and the version; that and another `--api-version` is a fault. */
const splitVersion = (word: string, apiVersion: string | undefined): {name: string; version: string | undefined} => {
  const typed = apiVersion?.toLowerCase()
  if (!word.includes('/')) return {name: word, version: typed}
  const [, name, suffix] = /^(.*)\/(v\d+)$/is.exec(word) ?? []
  if (name === undefined || suffix === undefined) return {name: word, version: typed}
  const version = suffix.toLowerCase()
  if (typed !== undefined && typed !== version) {
    throw new UsageError([
      {message: `The operation asks for version ${version}, --api-version for ${typed}`, flag: '--api-version'},
    ])
  }
  return {name, version}
}

const listed = (words: readonly string[]): string => words.join(', ')

/** The versions of a service, the default first, then the highest first. */
const inOrder = (versions: readonly string[], defaultVersion: string): readonly string[] => [
  defaultVersion,
  ...versions.filter((version) => version !== defaultVersion).sort((one, other) => compareVersions(other, one)),
]

/** The commands that a word could be a variant of, with the versions that have them: the SDK's own spelling beats others. */
const variants = (files: ReadonlyMap<string, ServiceFile>, word: string): ReadonlyMap<string, readonly string[]> => {
  const key = nameKey(word)
  const exact = new Map<string, string[]>()
  const similar = new Map<string, string[]>()
  for (const [version, file] of files) {
    for (const {command, name} of file.names()) {
      if (nameKey(command) !== key && nameKey(name) !== key) continue
      similar.set(command, [...(similar.get(command) ?? []), version])
      if (name === word) exact.set(command, [...(exact.get(command) ?? []), version])
    }
  }
  return exact.size > 0 ? exact : similar
}

const ambiguous = (service: string, candidates: ReadonlyMap<string, readonly string[]>): UsageError => {
  const names = Array.from(candidates, ([command, versions]) => `${command} (${listed(versions)})`)
  return new UsageError(`${service} has several operations of that name: ${names.join(' and ')}`, {
    hint: 'Type one of them as it is written here.',
  })
}

const missingVersion = (what: string, version: string, has: readonly string[]): UsageError =>
  new UsageError([
    {
      message: `${what} is not in version ${version}; it is in ${listed(has)}`,
      flag: '--api-version',
      expected: `one of ${listed(has)}`,
      suggestion: has.at(-1),
    },
  ])

const meantCommand = (
  catalog: Catalog,
  service: string,
  {name, version}: {name: string; version: string | undefined},
): string => {
  const {versions, defaultVersion} = catalog.service(service) ?? {versions: [], defaultVersion: ''}
  const files = new Map(inOrder(versions, defaultVersion).map((each) => [each, catalog.open(service, each)]))
  const all = variants(files, name)
  const inVersion = new Map([...all].filter(([, each]) => version === undefined || each.includes(version)))
  const candidates = inVersion.size > 0 ? inVersion : all
  const [first, ...more] = candidates.keys()
  if (first === undefined) throw unknownOperation(catalog, service, name)
  if (more.length > 0) throw ambiguous(service, candidates)
  return first
}

/**
 * The operation that two words mean, with the version that is meant (design §1): an exact name (`list-vpcs`, `list_vpcs`)
 * wins; the SDK's spelling or another variant is taken where it means one operation. Reads services.json and one service
 * file where the name is exact and in the service's default version.
 * @throws {UsageError} where it is unknown, could be two, or is not in the version asked for.
 */
export const findOperation = (
  catalog: Catalog,
  serviceWord: string,
  operationWord: string,
  apiVersion?: string,
): FoundOperation => {
  const service = matchService(catalog, serviceWord)
  const summary = service === undefined ? undefined : catalog.service(service)
  if (service === undefined || !summary) throw unknownService(catalog, {word: serviceWord, operation: operationWord})
  const {name, version} = splitVersion(operationWord, apiVersion)
  if (version !== undefined && !summary.versions.includes(version))
    throw unknownVersion(service, version, summary.versions)
  const order = inOrder(summary.versions, summary.defaultVersion)
  const find = (command: string): FoundOperation | undefined => {
    const versionsWith = (): readonly string[] =>
      summary.versions.filter((each) => catalog.open(service, each).operation(command))
    const first = [...(version === undefined ? [] : [version]), ...order].find((each) =>
      catalog.open(service, each).operation(command),
    )
    if (first === undefined) return undefined
    const preferred = catalog.open(service, first).operation(command)?.preferred ?? first
    const chosen = version ?? preferred
    const file = catalog.open(service, chosen)
    const operation = file.operation(command)
    if (!operation) throw missingVersion(`${service} ${command}`, chosen, versionsWith())
    return {
      service,
      version: chosen,
      get versions() {
        return versionsWith()
      },
      defaultVersion: preferred,
      command,
      operation,
      file,
    }
  }
  const found = find(name.replaceAll('_', '-')) ?? find(meantCommand(catalog, service, {name, version}))
  if (!found) throw new TypeError(`${service}: a name of the catalogue is not found in it`)
  return found
}
