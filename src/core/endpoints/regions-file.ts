import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {type Settings} from '../config/resolve-settings.js'
import {ConfigError} from '../errors/config-error.js'
import {fileReason} from '../errors/file-reason.js'
import {isWrittenList, isWrittenMap, PlainScalar, resolvePlain, type Written} from '../values/plain-scalar.js'

/** Where regions are looked for: `HUAWEICLOUD_SDK_REGIONS_FILE`, else `~/.huaweicloud/regions.yaml` (spec §4.3). */
export const regionsFilePath = (settings: Settings, home: string): string | undefined =>
  settings.get('regions-file') ?? (home === '' ? undefined : join(home, '.huaweicloud', 'regions.yaml'))

/** The text of the file; undefined where there is none, a file that was named included (spec §4.3). @throws {ConfigError} */
export const readRegionsText = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new ConfigError(`Cannot read ${path}: ${fileReason(cause, 'read')}`, {cause})
  }
}

const textOf = (value: Written | undefined): string | undefined => {
  if (value instanceof PlainScalar) return resolvePlain(value) === null ? undefined : value.text
  return typeof value === 'string' && value !== '' ? value : undefined
}

const textsOf = (value: Written | undefined): readonly string[] =>
  (value !== undefined && isWrittenList(value) ? value : [value]).flatMap((item) => textOf(item) ?? [])

/**
 * The endpoints of each region of a service: `endpoints` before `endpoint`, a later entry for the same id in place of
 * an earlier, entries without id or endpoints skipped; the service's name in any case (spec §4.3). Only the part of this
 * service is looked at.
 * @throws {ConfigError} where the file or the service's part has another shape.
 */
export const regionsOf = (content: Written, service: string, path: string): ReadonlyMap<string, readonly string[]> => {
  if (!isWrittenMap(content)) throw new ConfigError(`${path}: expected services and their regions`)
  const regions = new Map<string, readonly string[]>()
  for (const [name, entries] of content) {
    if (name.toUpperCase() !== service) continue
    if (!isWrittenList(entries)) throw new ConfigError(`${path}: expected a list of regions under ${name}`)
    for (const entry of entries) {
      if (!isWrittenMap(entry)) throw new ConfigError(`${path}: expected id and endpoint in each region of ${name}`)
      const id = textOf(entry.get('id'))
      const endpoints = [...textsOf(entry.get('endpoints')), ...textsOf(entry.get('endpoint'))]
      if (id !== undefined && endpoints.length > 0) regions.set(id, endpoints)
    }
  }
  return regions
}
