import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {basename, join} from 'node:path'
import {load} from 'js-yaml'
import {type ErrorFormat, type Pages} from '../../../src/core/catalog/types.js'

/** catalog/overlay/<service>.yaml: corrections and additions to one service, each with its reason. */
export interface ServiceOverlay {
  readonly errorFormat?: {readonly value: ErrorFormat; readonly reason: string}
  /** By version and command, `v2 list-things`: how its pages follow each other; null where they must not be followed. */
  readonly pages?: Readonly<Record<string, {readonly value: Pages | null; readonly reason: string}>>
}

/** Overlays that are of no single service. */
const sharedOverlays: ReadonlySet<string> = new Set(['names', 'scope', 'sensitive', 'idempotency'])

/** The overlay of each service that has one. @throws {Error} where a file is no YAML. */
export const readServiceOverlays = (catalog: string): Readonly<Record<string, ServiceOverlay>> => {
  const folder = join(catalog, 'overlay')
  if (!existsSync(folder)) return {}
  const services = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => basename(name, '.yaml'))
    .filter((name) => !sharedOverlays.has(name))
  return Object.fromEntries(
    services.map((service) => {
      const file = join(folder, `${service}.yaml`)
      return [service, (load(readFileSync(file, 'utf8'), {filename: file}) ?? {}) as ServiceOverlay]
    }),
  )
}

/** What an overlay says of the pages of a version's operations, by command. */
export const pagesOf = (overlay: ServiceOverlay | undefined, version: string): ReadonlyMap<string, Pages | null> =>
  new Map(
    Object.entries(overlay?.pages ?? {}).flatMap(([key, {value}]) =>
      key.startsWith(`${version} `) ? [[key.slice(version.length + 1), value] as const] : [],
    ),
  )
