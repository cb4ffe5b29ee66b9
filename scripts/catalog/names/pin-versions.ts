import {type ServiceSummary} from '../../../src/core/catalog/types.js'
import {type CatalogData, type VersionData} from '../files/catalog-data.js'
import {chooseVersion} from './choose-versions.js'
import {type Pin, type Pins} from './pins.js'

type Versions = ReadonlyMap<string, VersionData>

const versionsWith = (versions: Versions, command: string): readonly string[] =>
  [...versions].filter(([, {operations}]) => operations.has(command)).map(([version]) => version)

/** The version that a command without `--api-version` means in a catalogue. */
const meantVersion = (versions: Versions, defaultVersion: string, command: string): string | undefined => {
  const having = versionsWith(versions, command)
  const [first] = having
  if (first === undefined) return undefined
  return versions.get(first)?.operations.get(command)?.preferred ?? chooseVersion(having, defaultVersion)
}

/**
 * What is meant by a new release: as an earlier pin or else the replaced catalogue says, if that version is still there;
 * where the rule would now choose another, that is a pin.
 */
const choose = (
  rule: string,
  known: readonly string[],
  old: {readonly pin: Pin | undefined; readonly meant: string | undefined; readonly release: string},
): {version: string; pin?: Pin} => {
  const {pin, meant, release} = old
  if (pin && known.includes(pin.pin)) return {version: pin.pin, pin}
  if (meant === undefined || meant === rule || !known.includes(meant)) return {version: rule}
  return {version: meant, pin: {pin: meant, reason: `meant before release ${release}, where the rule chooses ${rule}`}}
}

const withPreferred = (versions: Versions, preferred: ReadonlyMap<string, string>): Versions => {
  const entries = Array.from(versions, ([version, data]) => {
    const operations = Array.from(data.operations, ([command, operation]) => {
      const choice = preferred.get(command)
      return [command, choice === undefined ? operation : {...operation, preferred: choice}] as const
    })
    return [version, {...data, operations: new Map(operations)}] as const
  })
  return new Map(entries)
}

export interface Pinned {
  readonly catalog: CatalogData
  readonly pins: Pins
}

/** Sets default versions and preferred versions of a new catalogue so that what was meant goes on being meant (design §1). */
export const pinVersions = (fresh: CatalogData, old: CatalogData | undefined, pins: Pins): Pinned => {
  const {release} = fresh.list.sources.python
  const services = new Map<string, Versions>()
  const summaries: Record<string, ServiceSummary> = {}
  const defaultVersions: Record<string, Pin> = {}
  const preferredVersions: Record<string, Pin> = {}
  for (const [service, versions] of fresh.services) {
    const summary = fresh.list.services[service]
    if (!summary) throw new Error(`${service} is not in the list`)
    const oldVersions = old?.services.get(service) ?? new Map<string, VersionData>()
    const oldDefault = old?.list.services[service]?.defaultVersion
    const chosen = choose(summary.defaultVersion, summary.versions, {
      pin: pins.defaultVersions[service],
      meant: oldDefault,
      release,
    })
    if (chosen.pin) defaultVersions[service] = chosen.pin
    const preferred = new Map<string, string>()
    const commands = new Set([...versions.values()].flatMap(({operations}) => [...operations.keys()]))
    for (const command of commands) {
      const having = versionsWith(versions, command)
      if (having.length < 2) continue
      const key = `${service} ${command}`
      const choice = choose(chooseVersion(having, chosen.version), having, {
        pin: pins.preferredVersions[key],
        meant: oldDefault === undefined ? undefined : meantVersion(oldVersions, oldDefault, command),
        release,
      })
      if (choice.pin) preferredVersions[key] = choice.pin
      preferred.set(command, choice.version)
    }
    services.set(service, withPreferred(versions, preferred))
    summaries[service] = {...summary, defaultVersion: chosen.version}
  }
  return {
    catalog: {list: {...fresh.list, services: summaries}, services},
    pins: {...pins, defaultVersions, preferredVersions},
  }
}
