import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {configurationFolder} from './profile-paths.js'

const pattern = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/

/** A UUID of version 4 (RFC 9562 §5.4) from 16 random bytes. */
const toUuid = (bytes: Uint8Array): string => {
  const marked = bytes.map((byte, index) =>
    index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte,
  )
  return Buffer.from(marked)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

const read = (path: string): string | undefined => {
  try {
    const [line = ''] = readFileSync(path, 'utf8').split(/\r?\n/, 1)
    return pattern.test(line) ? line : undefined
  } catch {
    return undefined
  }
}

const store = (folder: string, path: string, id: string): boolean => {
  try {
    mkdirSync(folder, {recursive: true, mode: 0o750})
    writeFileSync(path, id, {mode: 0o640})
    return true
  } catch {
    return false
  }
}

/**
 * The id of this user's programs on this machine, which the SDK keeps in `~/.huaweicloud/application_id` and tells in its
 * user agent (spec §5.3). Where there is none, one is made if `randomBytes` is given; undefined where it cannot be kept.
 */
export const applicationId = (home: string, randomBytes?: (count: number) => Uint8Array): string | undefined => {
  const folder = configurationFolder(home)
  if (folder === undefined) return undefined
  const path = join(folder, 'application_id')
  const known = read(path)
  if (known !== undefined || randomBytes === undefined) return known
  const id = toUuid(randomBytes(16))
  return store(folder, path, id) ? id : undefined
}
