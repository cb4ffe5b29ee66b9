import {type Keys} from '../../credentials/types.js'
import {type Middleware} from '../../http/types.js'
import {signObsRequest} from './sign-obs-request.js'

/** Signs what passes for object storage, every try afresh where retrying stands outside (spec §10.1, design §7). */
export const signObs =
  (keys: () => Keys, {now}: {readonly now: () => Date}): Middleware =>
  (next) =>
  async (request, options) =>
    next(signObsRequest(request, keys(), {now: now()}), options)
