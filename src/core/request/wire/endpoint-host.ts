import {UsageError} from '../../errors/usage-error.js'

/** Where a request goes. */
export interface Origin {
  readonly scheme: 'http' | 'https'
  /** Host with its port where the endpoint has one. */
  readonly host: string
}

const endpointPattern = /^(?:(https?):\/\/)?([^/?#\\@\s]+)(?=[/?#]|$)/i

const labelPattern = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i

const addressPattern = /^(?:[\d.]+|\[.*\])(?::\d+)?$/

/** Only scheme, host and port of an endpoint count (spec §1); without a scheme it is https. @throws {UsageError} */
export const originOf = (endpoint: string): Origin => {
  const [, scheme = 'https', host] = endpointPattern.exec(endpoint) ?? []
  if (host === undefined) throw new UsageError('The endpoint is not a URL of the form https://HOST[:PORT]')
  return {scheme: scheme.toLowerCase() === 'http' ? 'http' : 'https', host}
}

/**
 * The host with an operation's host parameter in front (spec §6.8); the parameter must be DNS labels.
 * @throws {UsageError}
 */
export const prefixHost = (host: string, {name, text}: {readonly name: string; readonly text: string}): string => {
  if (!labelPattern.test(text))
    throw new UsageError(`${name} becomes part of the host name: letters, digits, dots and inner hyphens only`)
  if (addressPattern.test(host))
    throw new UsageError(`${name} becomes part of the host name, but the endpoint ${host} is an address`, {
      hint: 'Give an endpoint with a name, such as localhost.',
    })
  return `${text}.${host}`
}
