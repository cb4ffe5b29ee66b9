import {wireHeaders} from '../../../src/core/http/wire-headers.js'
import {type HttpRequest} from '../../../src/core/http/types.js'
import {signRequest} from '../../../src/core/signing/sign-request.js'
import {type Value} from '../../../src/core/values/value.js'
import {headersOf, parseQuery, splitTarget} from '../../../src/sandbox/received-request.js'
import {RouteIndex} from '../../../src/sandbox/route-index.js'
import {type Sandbox} from '../../../src/sandbox/start-sandbox.js'
import {type NamedOperation} from './named-operations.js'
import {now} from './call-world.js'

/**
 * What the sandbox's code reads in a request without a body, in the form of its echo: for operations whose answers cannot
 * hold one. That the sandbox accepts the same request is for its answer to tell.
 */
export const understoodRequest = (
  unsigned: HttpRequest,
  {service, version, command, operation}: NamedOperation,
  {keys}: Sandbox,
): Value => {
  const request = signRequest(unsigned, keys, {now})
  const {path, query} = splitTarget(request.target)
  const index = new RouteIndex<string>()
  index.add(operation.method, operation.path, command)
  const [match] = index.find(request.method, path)
  if (!match || request.body !== undefined) throw new Error(`It is no request of ${operation.name}`)
  return new Map<string, Value>([
    ['service', service],
    ['version', version],
    ['operation', match.target],
    ['path', match.path],
    ['query', new Map(parseQuery(query))],
    ['headers', headersOf(Object.entries(wireHeaders(request)).flat())],
  ])
}
