import {type Middleware} from './types.js'

/**
 * Passes a trace on as the header `traceparent` (W3C Trace Context), unless the request has one. It stands within signing:
 * what is between may change this header, so no signature covers it.
 */
export const passTrace =
  (traceParent: string): Middleware =>
  (next) =>
  (request, options) => {
    const has = Object.keys(request.headers).some((name) => name.toLowerCase() === 'traceparent')
    return next(has ? request : {...request, headers: {...request.headers, traceparent: traceParent}}, options)
  }
