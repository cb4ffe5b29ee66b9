import {UsageError} from '../../core/errors/usage-error.js'
import {maskByName} from '../../core/output/mask-value.js'
import {type FileReader} from '../../core/request/arguments/file-reader.js'
import {JsonSyntaxError, parseJson} from '../../core/values/parse-json.js'
import {type Value} from '../../core/values/value.js'

/** Bodies of these types are signed: they are read before anything is sent. All others go out as they are read. */
const signed = /^application\/(json|bson)/

const decode = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes)
  } catch {
    throw new UsageError([
      {message: '--body: the file is no UTF-8 text; say with --header Content-Type: … what it is', flag: '--body'},
    ])
  }
}

/**
 * The body that `--body` names: text as it is, a file as `file://path`, stdin as `-`.
 * @throws {UsageError | FileError}
 */
export const readBody = async (
  typed: string | undefined,
  contentType: string | undefined,
  files: FileReader,
): Promise<Value | undefined> => {
  if (typed === undefined) return undefined
  const path = typed.startsWith('file://') ? typed.slice('file://'.length) : undefined
  if (path === undefined && typed !== '-') return typed
  const isStdin = typed === '-' || path === '-'
  if (isStdin && files.stdinIsTerminal)
    throw new UsageError([{message: '--body: stdin is a terminal: pipe something into hwc', flag: '--body'}])
  if (!signed.test(contentType ?? 'application/json')) return isStdin ? files.openStdin() : files.open(path ?? '')
  return decode(await (isStdin ? files.readStdin() : files.read(path ?? '')))
}

/** A body for a preview: what its names say is secret is masked. */
export const maskBody = (body: Value | undefined): Value | undefined => {
  if (typeof body !== 'string') return body
  try {
    return maskByName(parseJson(body))
  } catch (error) {
    if (error instanceof JsonSyntaxError) return body
    throw error
  }
}
