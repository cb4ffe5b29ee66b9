import {findHeader, withHeader} from '../http/headers.js'
import {type HttpRequest, type Middleware} from '../http/types.js'

/** Sends a token in a header in place of a signature; a request that has the header already keeps its own (spec §10.2). */
export const sendToken =
  (header: string, token: (request: HttpRequest) => string | Promise<string>): Middleware =>
  (next) =>
  async (request, options) => {
    if (findHeader(request.headers, header) !== undefined) return next(request, options)
    return next({...request, headers: withHeader(request.headers, header, await token(request))}, options)
  }
