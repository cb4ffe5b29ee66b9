import {Readable} from 'node:stream'
import {readBody} from './read-body.js'
import {type Middleware} from './types.js'

/**
 * Reads every answer whole, so that one which breaks off counts as a failed try and can be logged; where answers are
 * streams, only errors (400 and above). An error remembers the request that it answers.
 */
export const bufferBody =
  ({streams = false}: {readonly streams?: boolean} = {}): Middleware =>
  (next) =>
  async (request, options) => {
    const response = await next(request, streams ? options : {...options, isWhole: true})
    const isError = response.status >= 400
    if (response.bytes !== undefined) return isError ? {...response, sent: request} : response
    if (streams && !isError) return response
    const bytes = await readBody(response)
    return {...response, bytes, body: Readable.from([bytes]), ...(isError && {sent: request})}
  }
