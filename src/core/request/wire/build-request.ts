import {type Operation, type Schema} from '../../catalog/types.js'
import {ConfigError} from '../../errors/config-error.js'
import {UsageError} from '../../errors/usage-error.js'
import {type HttpRequest} from '../../http/types.js'
import {checkAddress} from '../../values/check-address.js'
import {type RequestArguments, type Scope} from '../types.js'
import {buildHeaders} from './build-headers.js'
import {encodeBody} from './encode-body.js'
import {type Origin, originOf, prefixHost} from './endpoint-host.js'
import {fillPath} from './fill-path.js'
import {type NamedValue} from './parameter-pairs.js'
import {toPythonText} from './python-text.js'
import {queryString} from './query-string.js'

export interface BuildRequestOptions {
  readonly operation: Operation
  readonly schema: (name: string) => Schema
  readonly arguments: RequestArguments
  /** `https://vpc.cn-north-4.myhuaweicloud.com`: scheme, host and port count. */
  readonly endpoint: string
  readonly scope: Scope
  /** `product/version; more about the program`. */
  readonly userAgent: string
  /** 32 lower-case hex digits, for a multipart body. */
  readonly randomBoundary: () => string
  /** For previews: placeholders that nothing fills stay visible, in the endpoint too. */
  readonly keepPlaceholders?: boolean
  /** Object storage writes empty query values as bare keys (spec §10.1). */
  readonly bareQueryKeys?: boolean
}

/** Arguments of one place, by wire name. */
const argumentsIn = ({parameters}: RequestArguments, place: 'path' | 'query' | 'header'): readonly NamedValue[] =>
  parameters
    .filter(({parameter}) => parameter.in === place)
    .map(({parameter, value}) => ({
      name: parameter.wire ?? parameter.name,
      value,
      collection: parameter.collection,
    }))

/** The scope's id for a placeholder: never for a path parameter of the operation's own, unless the catalogue says so. */
const scopeId = (operation: Operation, scope: Scope, placeholder: string): string | undefined => {
  const isDeclared = operation.parameters.some(
    (parameter) => parameter.in === 'path' && (parameter.wire ?? parameter.name) === placeholder,
  )
  if (placeholder === 'project_id' && (!isDeclared || operation.scopeProject)) return scope.projectId || undefined
  if (placeholder === 'domain_id' && !isDeclared) return scope.domainId || undefined
  return undefined
}

const isScopePlaceholder = (operation: Operation, placeholder: string): boolean =>
  scopeId(operation, {credentialType: 'own', projectId: 'known', domainId: 'known'}, placeholder) !== undefined

const missingError = (operation: Operation, placeholder: string): Error => {
  if (!isScopePlaceholder(operation, placeholder))
    return new UsageError(`${operation.name} needs the path parameter ${placeholder}`)
  return placeholder === 'project_id'
    ? new ConfigError('The project id, which is part of the path, is not known', {hint: 'Give --project-id.'})
    : new ConfigError('The account id, which is part of the path, is not known', {hint: 'Give --account-domain-id.'})
}

const buildPath = ({operation, arguments: given, scope, keepPlaceholders}: BuildRequestOptions): string =>
  fillPath({
    template: operation.path,
    parameters: argumentsIn(given, 'path'),
    fallback: (placeholder) => {
      const id = scopeId(operation, scope, placeholder)
      if (id === undefined && !keepPlaceholders) throw missingError(operation, placeholder)
      return id
    },
  })

const buildOrigin = ({endpoint, arguments: {parameters}}: BuildRequestOptions): Origin => {
  const origin = originOf(endpoint)
  const prefix = parameters.find(({parameter, value}) => parameter.in === 'host' && value !== null)
  if (!prefix) return origin
  const {parameter, value} = prefix
  return {...origin, host: prefixHost(origin.host, {name: parameter.name, text: toPythonText(value)})}
}

const scopeHeader = ({scope, keepPlaceholders}: BuildRequestOptions): readonly [string, string] | undefined => {
  if (scope.credentialType === 'own') return undefined
  const isBasic = scope.credentialType === 'basic'
  const unknown = keepPlaceholders ? (isBasic ? '{project_id}' : '{domain_id}') : undefined
  const id = (isBasic ? scope.projectId : scope.domainId) || unknown
  return id === undefined ? undefined : [isBasic ? 'X-Project-Id' : 'X-Domain-Id', id]
}

const placeholderPattern = /\{[^{}]*\}/g

const withoutPlaceholders = ({scheme, host, target}: HttpRequest): Pick<HttpRequest, 'scheme' | 'host' | 'target'> => ({
  scheme,
  host: host.replaceAll(placeholderPattern, 'x'),
  target: target.replaceAll(placeholderPattern, 'x'),
})

/**
 * Puts an operation's request together as the SDK does, byte for byte, unsigned: the signer adds the headers that depend
 * on keys and time (spec §1, §6).
 * @throws {UsageError} for an argument that cannot be sent, or that would send the request elsewhere.
 * @throws {ConfigError} where the path needs a project id or account id that is not known.
 * @throws {FileError} for a file of the body that is missing, unreadable or no regular file.
 */
export const buildRequest = async (options: BuildRequestOptions): Promise<HttpRequest> => {
  const {operation, schema, arguments: given, userAgent, randomBoundary, keepPlaceholders, bareQueryKeys} = options
  const {scheme, host} = buildOrigin(options)
  const path = buildPath(options)
  const query = queryString(argumentsIn(given, 'query'), {bareKeys: bareQueryKeys})
  const {contentType, body} = await encodeBody({operation, schema, body: given.body, randomBoundary})
  const headers = buildHeaders({
    parameters: argumentsIn(given, 'header'),
    contentType,
    userAgent,
    scope: scopeHeader(options),
  })
  const request = {
    method: operation.method,
    scheme,
    host,
    target: query === '' ? path : `${path}?${query}`,
    headers,
    body,
  }
  checkAddress(keepPlaceholders ? withoutPlaceholders(request) : request)
  return request
}
