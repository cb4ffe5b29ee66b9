import {ConfigError} from '../errors/config-error.js'
import {NetworkError} from '../errors/network-error.js'
import {ServiceError} from '../errors/service-error.js'
import {readBody} from '../http/read-body.js'
import {type HttpRequest, type HttpResponse} from '../http/types.js'
import {parseJson} from '../values/parse-json.js'
import {isValueMap, type Value, type ValueMap} from '../values/value.js'
import {type IdCache} from './id-cache.js'
import {type Account, type Keys} from './types.js'
import {type Settings} from '../config/resolve-settings.js'

/** What a look-up at IAM or STS needs. */
export interface LookUp {
  readonly account: Account
  readonly settings: Settings
  readonly region: string
  readonly cache: IdCache
  /** Signs and sends; answers with whatever status came back. */
  readonly send: (request: HttpRequest, keys: Keys) => Promise<HttpResponse>
  /** Reads an answer of 400 or more (spec §8.2). */
  readonly readError: (response: HttpResponse) => Promise<ServiceError>
  /** The generated text without a prefix (spec §5.3). */
  readonly userAgent: string
}

/** The answer of IAM or STS to one look-up. */
export interface LookUpAnswer {
  readonly body: ValueMap
  /** For messages: `, trace id abc`; empty where IAM told none. */
  readonly trace: string
}

const parseAnswer = (text: string, from: string): ValueMap => {
  let body
  try {
    body = parseJson(text)
  } catch (cause) {
    throw new ConfigError(`${from} did not answer with JSON`, {cause, hint: 'Check the endpoint of IAM or STS.'})
  }
  if (!isValueMap(body)) throw new ConfigError(`${from} did not answer with a JSON object`)
  return body
}

/** One signed GET with no more headers than the SDK sends (spec §3.3); of the endpoint only scheme and host are used. */
export const ask = async (
  {account, send, readError, userAgent}: Pick<LookUp, 'account' | 'send' | 'readError' | 'userAgent'>,
  endpoint: string,
  target: string,
): Promise<LookUpAnswer> => {
  const scheme = endpoint.startsWith('http://') ? 'http' : 'https'
  const host = endpoint.slice(`${scheme}://`.length)
  const headers = userAgent === '' ? {} : {'User-Agent': userAgent}
  const response = await send({method: 'GET', scheme, host, target, headers}, account.keys)
  if (response.status >= 400) throw await readError(response)
  const trace = response.headers['x-iam-trace-id']
  return {
    body: parseAnswer(Buffer.from(await readBody(response)).toString('utf8'), endpoint),
    trace: trace === undefined ? '' : `, trace id ${trace}`,
  }
}

/** The ids of a list of objects; for one that has none, an empty text. */
export const listedIds = (list: Value | undefined): readonly string[] =>
  (Array.isArray(list) ? (list as readonly Value[]) : []).map((item) => {
    const id = isValueMap(item) ? item.get('id') : undefined
    return typeof id === 'string' ? id : ''
  })

/** A refusal with what it was about: the same status, code and request id. Anything else stays as it is. */
export const explainRefusal = (error: unknown, message: string, hint: string): unknown => {
  if (!(error instanceof ServiceError)) return error
  const {status, code, requestId, encodedAuthorizationMessage} = error
  return new ServiceError(`${message}: ${error.message}`, {
    status,
    code,
    requestId,
    encodedAuthorizationMessage,
    hint: error.hint === undefined ? hint : `${error.hint}\n${hint}`,
    cause: error,
  })
}

/** As `explainRefusal`, and what kept the answer away: who asked for something else must learn why IAM was asked. */
export const explainFailure = (error: unknown, message: string, hint: string): unknown => {
  if (!(error instanceof NetworkError)) return explainRefusal(error, message, hint)
  const {failure, maybeSent} = error
  return new NetworkError(`${message}: ${error.message}`, {
    failure,
    maybeSent,
    hint: error.hint === undefined ? hint : `${error.hint}\n${hint}`,
    cause: error,
  })
}
