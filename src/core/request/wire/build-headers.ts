import {type Headers} from '../../http/types.js'
import {checkHeaderText, headerText} from './header-text.js'
import {type NamedValue} from './parameter-pairs.js'

export interface HeaderOptions {
  readonly parameters: readonly NamedValue[]
  /** Replaces a Content-Type parameter. */
  readonly contentType: string
  /** `product/version; more about the program`: a User-Agent parameter replaces what follows the product (spec §5.3). */
  readonly userAgent: string
  /** `X-Project-Id` or `X-Domain-Id`: replaces a parameter of that name. */
  readonly scope?: readonly [name: string, id: string] | undefined
}

const userAgentText = (userAgent: string, suffix: string | undefined): string => {
  if (suffix === undefined || suffix === '') return userAgent
  const [product = ''] = userAgent.split('; ', 1)
  return `${product}; ${suffix}`
}

/**
 * The headers that are known before signing, in the order of the wire (spec §1, rows 1–4). Of two spellings of a name
 * the last one counts, in the place of the first: that is how the SDK's HTTP library sends them. (The SDK would list
 * such a name twice among the signed ones.)
 * @throws {UsageError} for a control character in a value.
 */
export const buildHeaders = ({parameters, contentType, userAgent, scope}: HeaderOptions): Headers => {
  const headers = new Map<string, readonly [name: string, text: string]>()
  const set = (name: string, text: string): void => {
    headers.set(name.toLowerCase(), [name, checkHeaderText(name, text)])
  }
  for (const parameter of parameters) {
    const text = headerText(parameter)
    if (text !== undefined) set(parameter.name, text)
  }
  set('Content-Type', contentType)
  set('User-Agent', userAgentText(userAgent, headers.get('user-agent')?.[1]))
  if (scope) set(...scope)
  return Object.fromEntries(headers.values())
}
