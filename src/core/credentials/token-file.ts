import {readFileSync} from 'node:fs'
import {CredentialsError} from '../errors/credentials-error.js'
import {fileReason} from '../errors/file-reason.js'

/** The token in a file, trimmed; it is read anew at every refresh. @throws {CredentialsError} where there is none. */
export const readTokenFile = (path: string): string => {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new CredentialsError(`Cannot read the token file ${path}: ${fileReason(cause, 'read')}`, {cause})
  }
  const token = text.trim()
  if (token === '') throw new CredentialsError(`The token file ${path} is empty`)
  return token
}
