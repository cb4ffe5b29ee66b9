import {createHash, createHmac} from 'node:crypto'
import {type Keys} from '../../credentials/types.js'
import {withHeader} from '../../http/headers.js'
import {type Headers, type HttpRequest} from '../../http/types.js'
import {requireKeys} from '../require-keys.js'
import {canonicalString} from './canonical-string.js'
import {toObsDate} from './obs-date.js'

/** Of a body that is text; a file is streamed and not read twice (spec §10.1). */
const contentMd5 = ({headers, body}: HttpRequest): string | undefined =>
  body instanceof Uint8Array && body.length > 0 && !Object.hasOwn(headers, 'Content-MD5')
    ? createHash('md5').update(body).digest('base64')
    : undefined

const completeHeaders = (request: HttpRequest, {securityToken}: Keys, now: Date): Headers => {
  let headers = withHeader(request.headers, 'Date', toObsDate(now))
  const md5 = contentMd5(request)
  if (md5 !== undefined) headers = withHeader(headers, 'Content-MD5', md5)
  if (securityToken !== undefined) headers = withHeader(headers, 'x-obs-security-token', securityToken)
  return headers
}

/**
 * The request with the signature of object storage: HMAC-SHA1 over a text of its own; Date is always set (spec §10.1).
 * @throws {CredentialsError} where a key is empty.
 */
export const signObsRequest = (request: HttpRequest, keys: Keys, {now}: {readonly now: Date}): HttpRequest => {
  requireKeys(keys)
  const headers = completeHeaders(request, keys, now)
  const signature = createHmac('sha1', keys.secretAccessKey)
    .update(canonicalString({...request, headers}))
    .digest('base64')
  return {...request, headers: withHeader(headers, 'Authorization', `OBS ${keys.accessKeyId}:${signature}`)}
}
