import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {type ServiceList, type ServiceSummary} from '../../src/core/catalog/types.js'
import {compareVersions} from '../../src/core/catalog/version-number.js'
import {formatServiceList} from './files/format-catalog.js'
import {idempotencyRule} from './overlay/idempotency-rule.js'
import {readIdempotency, readScope, readSensitive, readServiceTexts} from './overlay/read-overlays.js'
import {pagesOf, readServiceOverlays} from './overlay/service-overlay.js'
import {sensitiveJudge} from './overlay/sensitive-rule.js'
import {mergeVersion} from './merge-version.js'

export interface MergeOptions {
  /** The committed catalogue. */
  readonly from: string
  /** Where the catalogue that hwc reads goes. */
  readonly to: string
}

const describeServices = (list: ServiceList, from: string): ServiceList => {
  const texts = readServiceTexts(from)
  const services = Object.entries(list.services).map(([service, summary]): readonly [string, ServiceSummary] => {
    const text = Object.hasOwn(texts, service) ? texts[service] : undefined
    return [service, text ? {...summary, title: text.title, description: text.description, area: text.area} : summary]
  })
  return {...list, services: Object.fromEntries(services)}
}

const removeOthers = (folder: string, wanted: ReadonlySet<string>): void => {
  for (const name of readdirSync(folder)) if (!wanted.has(name)) rmSync(join(folder, name), {recursive: true})
}

/** index.tsv is sorted by service, command and version. */
const byCommand = (one: readonly string[], other: readonly string[]): number => {
  const [command = '', version = ''] = one
  const [otherCommand = '', otherVersion = ''] = other
  if (command === otherCommand) return compareVersions(version, otherVersion)
  return command < otherCommand ? -1 : 1
}

/**
 * Merges the overlays and the service list into the catalogue that hwc reads (design §3): services.json with titles,
 * `<service>/<version>.json` with what is sensitive, what the scope fills, what is an idempotency token, how
 * pages follow each other and how errors are written, and index.tsv, one line an operation:
 * service, command, version, SDK name and `d` where it is deprecated. It works on lines; those without a change are copied.
 */
export const mergeCatalog = ({from, to}: MergeOptions): void => {
  const list = JSON.parse(readFileSync(join(from, 'services.json'), 'utf8')) as ServiceList
  const {filled} = readScope(from)
  const judge = sensitiveJudge(readSensitive(from))
  const idempotency = idempotencyRule(readIdempotency(from))
  const overlays = readServiceOverlays(from)
  const index: string[] = []
  mkdirSync(to, {recursive: true})
  for (const [service, {versions}] of Object.entries(list.services)) {
    mkdirSync(join(to, service), {recursive: true})
    const rows: (readonly string[])[] = []
    for (const version of versions) {
      const text = readFileSync(join(from, service, `${version}.json`), 'utf8')
      const merged = mergeVersion(text, {
        service,
        judge,
        idempotency,
        fillsProject: Object.hasOwn(filled, service),
        head: {errorFormat: overlays[service]?.errorFormat?.value},
        pages: pagesOf(overlays[service], version),
      })
      writeFileSync(join(to, service, `${version}.json`), merged.text)
      rows.push(
        ...merged.operations.map(({command, name, deprecated}) => [command, version, name, deprecated ? 'd' : '']),
      )
    }
    index.push(...rows.sort(byCommand).map((row) => [service, ...row].join('\t')))
    removeOthers(join(to, service), new Set(versions.map((version) => `${version}.json`)))
  }
  writeFileSync(join(to, 'services.json'), formatServiceList(describeServices(list, from)))
  writeFileSync(join(to, 'index.tsv'), `${index.join('\n')}\n`)
  removeOthers(to, new Set(['services.json', 'index.tsv', ...Object.keys(list.services)]))
}
