import {UsageError} from '../errors/usage-error.js'
import {isPlainTarget} from '../values/plain-target.js'
import {type HttpRequest} from './types.js'

const hostPattern = /^(?:\[[\da-f:.]+\]|[a-z\d._-]+)(?::\d{1,5})?$/i
const headerName = /^[!#$%&'*+\-.^_`|~\da-z]+$/i
const controlCharacter = /[\u0000-\u001f\u007f]/

/** A segment of dots, encoded or not. */
const dotSegment = /\/(?:\.|%2e){1,2}(?:\/|$)/i

/** What is wrong with a target, if anything. */
const targetFault = (target: string): string | undefined => {
  const path = target.split('?', 1)[0] ?? ''
  if (!path.startsWith('/')) return 'The path must start with a slash.'
  if (path.startsWith('//')) return 'The path must not start with two slashes.'
  if (target.includes('\\')) return 'The path must not hold a backslash.'
  if (controlCharacter.test(target)) return 'The path must not hold a control character.'
  if (dotSegment.test(path)) return 'The path must not hold a segment of dots.'
  return undefined
}

const parse = (url: string): URL | undefined => {
  try {
    return new URL(url)
  } catch {
    return undefined
  }
}

/** The origins that were found good: calls go to few. */
const goodOrigins = new Set<string>()
const mostOrigins = 1000

const isGoodOrigin = (host: string, origin: string): boolean => {
  if (goodOrigins.has(origin)) return true
  if (!hostPattern.test(host) || !parse(origin)) return false
  if (goodOrigins.size >= mostOrigins) goodOrigins.clear()
  goodOrigins.add(origin)
  return true
}

const isReadAsBuilt = (origin: string, target: string): boolean => {
  if (isPlainTarget(target)) return true
  const url = parse(origin + target)
  return url !== undefined && url.origin === parse(origin)?.origin && url.pathname + url.search === target
}

/**
 * Refuses a request that could go elsewhere than to the host and path that it is signed for (design §7): what a URL
 * parser understands must be what was built, and no header may break out of its line.
 * @throws {UsageError}
 */
export const checkRequest = ({scheme, host, target, headers}: HttpRequest): void => {
  const fault = targetFault(target)
  if (fault !== undefined) throw new UsageError(fault)
  const origin = `${scheme}://${host}`
  if (!isGoodOrigin(host, origin)) throw new UsageError(`${JSON.stringify(host)} is no host.`)
  if (!isReadAsBuilt(origin, target)) {
    throw new UsageError('The path holds characters that must be percent-encoded.')
  }
  for (const [name, value] of Object.entries(headers)) {
    if (!headerName.test(name)) throw new UsageError(`${JSON.stringify(name)} is no name of a header.`)
    // A tab is the one control character that a value may hold (RFC 9110 §5.5).
    if (controlCharacter.test(value) && controlCharacter.test(value.replaceAll('\t', ''))) {
      throw new UsageError(`The value of the header ${name} holds a control character.`)
    }
  }
}
