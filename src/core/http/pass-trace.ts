import {type HttpRequest, type Middleware} from './types.js'

/** The request with a trace as its header `traceparent` (W3C Trace Context), unless it has one. */
export const withTrace = (request: HttpRequest, traceParent: string): HttpRequest => {
  const has = Object.keys(request.headers).some((name) => name.toLowerCase() === 'traceparent')
  return has ? request : {...request, headers: {...request.headers, traceparent: traceParent}}
}

/**
 * Passes a trace on with every request. It stands within signing: what is between may change this header, so no signature
 * covers it.
 */
export const passTrace =
  (traceParent: string): Middleware =>
  (next) =>
  (request, options) =>
    next(withTrace(request, traceParent), options)
