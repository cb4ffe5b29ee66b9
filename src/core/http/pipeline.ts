import {type Middleware, type Transport} from './types.js'

/** A transport that passes every request through the middlewares, the first one outermost. */
export const pipeline = (middlewares: readonly Middleware[], transport: Transport): Transport =>
  middlewares.reduceRight((next, middleware) => middleware(next), transport)
