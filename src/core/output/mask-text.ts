import {isSensitiveName} from './is-sensitive-name.js'
import {mask} from './mask-value.js'

/** An access key's first four characters. */
export const maskAccessKey = (accessKeyId: string): string => accessKeyId.slice(0, 4) + mask

/** `Access=…`, `Credential=…/date/…`, `Signature=…`: the parts of our own Authorization headers and of signed addresses. */
const maskSignature = (text: string): string =>
  text
    .replaceAll(
      /\b(Access=|Credential=|(?:AWS)?AccessKeyId=|OBS )([\w-]+)(?![\w*-])/g,
      (_, name: string, key: string) => name + maskAccessKey(key),
    )
    .replaceAll(/\b(signature=)[\w+/=.%-]+/gi, `$1${mask}`)
    .replaceAll(/(\bOBS [\w-]{0,4}\*{3}):[\w+/=]+/g, `$1:${mask}`)

/** A word after `Bearer` or `Basic` that is a token, not the next word of a sentence. */
const maskSchemes = (text: string): string =>
  text.replaceAll(/\b(Bearer|Basic) +(?=[\w.~+/-]*[\d=])[\w.~+/=-]{8,}/gi, `$1 ${mask}`)

/** The value of an Authorization header: of a scheme that hwc does not know only the name is shown. */
export const maskAuthorization = (text: string): string => {
  const masked = maskSchemes(maskSignature(text))
  return masked === text ? `${/^[\w-]+ /.exec(text)?.[0] ?? ''}${mask}` : masked
}

const authorizationPattern = /(authorization["']?\s*[:=]\s*["']?)((?:\\.|[^\r\n"'\\])+)/gi

const maskAuthorizations = (text: string): string =>
  text.replaceAll(authorizationPattern, (_, name: string, value: string) => name + maskAuthorization(value))

/** The password of a URL: `http://user:password@proxy`. */
const maskUserInfo = (text: string): string => text.replaceAll(/(:\/\/[^\s/:@]*):[^\s/@]+@/g, `$1:${mask}@`)

/** Pairs that have been seen to: what is left of them is no secret. */
const isMasked = (name: string, value: string): boolean =>
  name.toLowerCase().endsWith('authorization') || (name === 'Credential' && /^[\w-]{0,4}\*{3}\//.test(value))

const pairPattern = /(["']?)([\w.-]+)\1(\s*[:=]\s*)("(?:[^"\\]|\\.)*"|'[^']*'|[^\s&,;"'{}[\]<>]+)/g

/** `name: value`, `name=value` and `"name": "value"` where the name is one of a secret. */
const maskPairs = (text: string): string =>
  text.replaceAll(pairPattern, (whole: string, mark: string, name: string, between: string, value: string) => {
    if (!isSensitiveName(name) || isMasked(name, value)) return whole
    const quotes = value.startsWith('"') ? '"' : value.startsWith("'") ? "'" : ''
    return mark + name + mark + between + quotes + mask + quotes
  })

/** `?name=value&name=value` in a URL, which `maskPairs` takes for one value of the name `https`. */
const maskQueries = (text: string): string =>
  text.replaceAll(/([?&])([\w.-]+)=[^\s&#"'<>]+/g, (whole: string, sign: string, name: string) =>
    isSensitiveName(name) ? `${sign}${name}=${mask}` : whole,
  )

/** `<name>value</name>` where the name is one of a secret. */
const maskElements = (text: string): string =>
  text.replaceAll(/<([\w.-]+)([^<>]*)>[^<>]+<\/\1>/g, (whole: string, name: string, attributes: string) =>
    isSensitiveName(name) ? `<${name}${attributes}>${mask}</${name}>` : whole,
  )

/**
 * Masks what looks like a secret in a text of unknown shape, such as a log line or the body of an odd answer: access keys
 * beyond four characters, signatures, bearer tokens, passwords in URLs, and the values of names that tell a secret.
 */
export const maskText = (text: string): string =>
  maskElements(maskPairs(maskQueries(maskSchemes(maskUserInfo(maskSignature(maskAuthorizations(text)))))))

/** The target of a request with the values of secret query parameters masked. */
export const maskTarget = (target: string): string =>
  target.replaceAll(/([?&])([^=&]*)=[^&]*/g, (whole: string, sign: string, name: string) =>
    isSensitiveName(name) ? `${sign}${name}=${mask}` : whole,
  )
