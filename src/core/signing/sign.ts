import {type Keys} from '../credentials/types.js'
import {type HttpRequest, type Middleware} from '../http/types.js'
import {type DerivedScope} from './algorithm.js'
import {signRequest, type SigningOptions} from './sign-request.js'
import {isStandardHost} from './standard-host.js'

/** Derived signing: for every host, or only for one that is none of Huawei Cloud's usual endpoints (spec §2.7). */
export interface DerivedSigning extends DerivedScope {
  readonly hosts: 'all' | 'unusual'
}

export interface SignOptions extends Pick<SigningOptions, 'algorithm'> {
  readonly now: () => Date
  readonly derived?: DerivedSigning | undefined
}

const scopeFor = ({host}: HttpRequest, derived: DerivedSigning | undefined): DerivedScope | undefined =>
  derived === undefined || (derived.hosts === 'unusual' && isStandardHost(host)) ? undefined : derived

/** Signs what passes, every try afresh where retrying stands outside (design §7). The keys are asked for each time. */
export const sign =
  (keys: () => Keys, {now, algorithm, derived}: SignOptions): Middleware =>
  (next) =>
  async (request, sendOptions) =>
    next(signRequest(request, keys(), {now: now(), algorithm, derived: scopeFor(request, derived)}), sendOptions)
