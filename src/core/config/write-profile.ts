import {randomUUID} from 'node:crypto'
import {chmodSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {dirname} from 'node:path'
import {ConfigError} from '../errors/config-error.js'
import {FileError} from '../errors/file-error.js'
import {fileReason} from '../errors/file-reason.js'
import {type CredentialsFile, parseCredentialsFile} from './credentials-file.js'
import {type Edit, editCredentialsFile} from './edit-credentials-file.js'
import {refuseDangerousKeys} from './profile-settings.js'

const readText = (path: string): string => {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(path)
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return ''
    throw new FileError(`Cannot read ${path}: ${fileReason(cause, 'read')}`, {cause})
  }
  try {
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes)
  } catch (cause) {
    throw new ConfigError(`${path} is not UTF-8 text`, {cause})
  }
}

/** Where the file really is: a link stays a link. */
const targetOf = (path: string): string => {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

/**
 * Writes a file that holds secrets: for the user alone (0600), whole or not at all, its folder made if need be (0700).
 * @throws {FileError} where it cannot be written.
 */
export const writeSecretFile = (path: string, text: string): void => {
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    mkdirSync(dirname(path), {recursive: true, mode: 0o700})
    writeFileSync(temporary, text, {mode: 0o600, flag: 'wx', flush: true})
    chmodSync(temporary, 0o600)
    renameSync(temporary, path)
  } catch (cause) {
    rmSync(temporary, {force: true})
    throw new FileError(`Cannot write ${path}: ${fileReason(cause, 'write')}`, {cause})
  }
}

export interface ProfileFile {
  readonly path: string
  /** It is where the user keeps profiles: else it may not hold what would be refused when it is read (design §5). */
  readonly trusted: boolean
}

/**
 * Changes some keys of a profile's file, which is made if there is none; everything else in it stays as it is. Answers the
 * edits that were made.
 * @throws {ConfigError} where it is malformed, {FileError} where it cannot be read or written.
 */
export const editProfileFile = (
  {path, trusted}: ProfileFile,
  edit: (file: CredentialsFile) => readonly Edit[],
): readonly Edit[] => {
  const target = targetOf(path)
  const text = readText(target)
  const edits = edit(parseCredentialsFile(text, path))
  if (edits.length === 0) return edits
  const edited = editCredentialsFile(text, path, edits)
  if (!trusted) refuseDangerousKeys(parseCredentialsFile(edited, path))
  writeSecretFile(target, edited)
  return edits
}
