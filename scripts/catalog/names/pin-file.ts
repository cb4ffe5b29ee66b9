import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {dirname} from 'node:path'
import {dump, load} from 'js-yaml'
import {noPins, type Pin, type Pins} from './pins.js'

const readMap = (file: string, kind: string, value: unknown): Readonly<Record<string, Pin>> => {
  if (value === undefined || value === null) return {}
  const entries = Object.entries(value as Record<string, Partial<Pin> | null>).map(([key, entry]) => {
    if (typeof entry?.pin !== 'string' || typeof entry.reason !== 'string') {
      throw new Error(`${file}: ${kind}: ${key}: expected pin and reason`)
    }
    return [key, {pin: entry.pin, reason: entry.reason}] as const
  })
  return Object.fromEntries(entries)
}

/** Reads names.yaml; no pins where there is no such file. @throws {Error} for what it may not hold. */
export const readPins = (file: string): Pins => {
  if (!existsSync(file)) return noPins
  const content = (load(readFileSync(file, 'utf8')) ?? {}) as Record<string, unknown>
  for (const key of Object.keys(content)) {
    if (!Object.hasOwn(noPins, key)) throw new Error(`${file}: ${key} is none of ${Object.keys(noPins).join(', ')}`)
  }
  return {
    defaultVersions: readMap(file, 'defaultVersions', content['defaultVersions']),
    preferredVersions: readMap(file, 'preferredVersions', content['preferredVersions']),
    shortNames: readMap(file, 'shortNames', content['shortNames']),
  }
}

const leadingComment = (text: string): string => {
  const lines = text.split('\n')
  const end = lines.findIndex((line) => !line.startsWith('#'))
  return lines
    .slice(0, end === -1 ? lines.length : end)
    .map((line) => `${line}\n`)
    .join('')
}

/** Writes names.yaml, its opening comment kept; leaves the file alone where it says the same already. */
export const writePins = (file: string, pins: Pins): void => {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  if (JSON.stringify(readPins(file)) === JSON.stringify(pins)) return
  mkdirSync(dirname(file), {recursive: true})
  writeFileSync(file, leadingComment(text) + dump(pins, {lineWidth: 120, sortKeys: true}))
}
