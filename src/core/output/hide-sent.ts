import {type HttpRequest} from '../http/types.js'
import {readJson} from '../values/read-json.js'
import {isSensitiveName} from './is-sensitive-name.js'
import {maskHeader} from './mask-headers.js'
import {maskAccessKey} from './mask-text.js'
import {mask} from './mask-value.js'
import {secretTexts} from './secret-texts.js'

/** Shorter ones would take words out of what is no secret. */
const shortestHidden = 4

/** The access keys, signatures, tokens and passwords in an Authorization header. */
const authorizationSecrets = (value: string): readonly string[] => {
  const [scheme = '', rest = ''] = /^(\S+)\s+(.*)$/s.exec(value)?.slice(1) ?? ['', value]
  const named = Array.from(rest.matchAll(/=([^,\s/]+)/g), ([, text = '']) => text)
  if (/^SDK-|^V11-/.test(scheme)) return named.filter((text) => !text.includes(';'))
  const words = rest.split(/[\s:]+/)
  const decoded = scheme.toLowerCase() === 'basic' ? Buffer.from(rest, 'base64').toString().split(':').slice(1) : []
  return [...words, ...decoded]
}

const headerSecrets = ({headers}: HttpRequest): readonly string[] =>
  Object.entries(headers).flatMap(([name, value]) => {
    if (name.toLowerCase() === 'authorization') return authorizationSecrets(value)
    return maskHeader(name, value) === value ? [] : [value]
  })

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/** Of `name=value&…` as in a query or a form. */
const pairSecrets = (text: string): readonly string[] =>
  text.split('&').flatMap((pair) => {
    const [name = '', value = ''] = pair.split(/=(.*)/s)
    return isSensitiveName(decode(name)) ? [value, decode(value)] : []
  })

const noSchema = (name: string): never => {
  throw new TypeError(`There is no schema ${name}`)
}

const bodySecrets = ({body}: HttpRequest): readonly string[] => {
  if (!(body instanceof Uint8Array)) return []
  const text = Buffer.from(body).toString()
  const value = readJson(text)
  return value === undefined ? pairSecrets(text) : secretTexts(value, 'any', noSchema)
}

/** As it stands in JSON, and in JSON within JSON. */
const spellings = (text: string): readonly string[] => {
  const once = JSON.stringify(text).slice(1, -1)
  return [text, once, JSON.stringify(once).slice(1, -1), encodeURIComponent(text)]
}

const accessKeysOf = ({headers}: Pick<HttpRequest, 'headers'>): ReadonlySet<string> =>
  new Set(
    Object.values(headers).flatMap((value) =>
      Array.from(value.matchAll(/\b(?:Access=|Credential=|OBS )([\w-]+)/g), ([, key = '']) => key),
    ),
  )

/** Takes the access keys that sign a request from a text, such as a path that names them: four characters stay. */
export const hideAccessKeys =
  (sent: Pick<HttpRequest, 'headers'>) =>
  (text: string): string =>
    Array.from(accessKeysOf(sent)).reduce((hidden, key) => hidden.replaceAll(key, maskAccessKey(key)), text)

/**
 * Takes the secrets of a request, as it went out, from what is said of it: its signature, tokens, and what its names tell to
 * be one. Services quote what they were sent.
 */
export const hideSent = (sent: HttpRequest): ((text: string) => string) => {
  const accessKeys = accessKeysOf(sent)
  const secrets = [...headerSecrets(sent), ...pairSecrets(sent.target.split(/\?(.*)/s)[1] ?? ''), ...bodySecrets(sent)]
  const shown = new Map<string, string>()
  for (const secret of secrets) {
    if (secret.length < shortestHidden) continue
    const stands = accessKeys.has(secret) ? maskAccessKey(secret) : mask
    for (const spelling of spellings(secret)) shown.set(spelling, stands)
  }
  const longestFirst = Array.from(shown).sort(([one], [other]) => other.length - one.length)
  return (text) => longestFirst.reduce((hidden, [secret, stands]) => hidden.replaceAll(secret, stands), text)
}
