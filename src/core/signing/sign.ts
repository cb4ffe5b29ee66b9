import {type Keys} from '../credentials/types.js'
import {type Middleware} from '../http/types.js'
import {signRequest, type SigningOptions} from './sign-request.js'

/** Signs what passes, every try afresh where retrying stands outside (design §7). The keys are asked for each time. */
export const sign =
  (
    keys: () => Keys | Promise<Keys>,
    {now, ...options}: Omit<SigningOptions, 'now'> & {readonly now: () => Date},
  ): Middleware =>
  (next) =>
  async (request, sendOptions) =>
    next(signRequest(request, await keys(), {...options, now: now()}), sendOptions)
