import {type HttpRequest} from '../../http/types.js'
import {formatJson} from '../../values/format-json.js'
import {type Value} from '../../values/value.js'
import {maskedHeaders} from '../mask-headers.js'
import {maskTarget} from '../mask-text.js'
import {mask} from '../mask-value.js'
import {showControls} from '../../values/show-controls.js'
import {bodyText, bodyValue} from './body-description.js'
import {curlCommand} from './curl-command.js'

const quotedMask = encodeURIComponent(mask).replaceAll('*', '%2A')

/** A URL for reading: the mask of an argument is shown as such, not percent-encoded. */
const shownUrl = ({scheme, host, target}: HttpRequest): string =>
  `${scheme}://${host}${maskTarget(target).replaceAll(quotedMask, mask)}`

const masked = (request: HttpRequest): HttpRequest => ({...request, headers: maskedHeaders(request.headers)})

/** The request as text: method and URL, headers, an empty line, the body with JSON laid out for reading. */
const previewText = (request: HttpRequest): string => {
  const body = bodyText(request, formatJson)
  const head = [
    `${request.method} ${shownUrl(request)}`,
    ...Object.entries(request.headers).map(([name, text]) => `${name}: ${text}`),
  ]
  return `${head.join('\n')}\n${body === undefined ? '' : `\n${body}\n`}`
}

/** The request as data: `{method, url, headers, body}`, without `body` where there is none. */
export const previewValue = (given: HttpRequest): Value => {
  const request = masked(given)
  const body = bodyValue(request)
  return new Map<string, Value>([
    ['method', request.method],
    ['url', shownUrl(request)],
    ['headers', new Map(Object.entries(request.headers))],
    ...(body === undefined ? [] : [['body', body] as const]),
  ])
}

/**
 * The request that would be sent, as text for a person or as a curl command. Signature, tokens and cookies are masked
 * here; the arguments' secrets must be masked before the request is built (`maskArguments`).
 */
export const previewRequest = (given: HttpRequest, form: 'text' | 'curl'): string => {
  const request = masked(given)
  return showControls(form === 'curl' ? curlCommand(request, shownUrl(request)) : previewText(request))
}
