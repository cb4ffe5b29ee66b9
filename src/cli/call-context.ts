import {type FoundOperation} from '../core/catalog/find-operation.js'
import {type Profile} from '../core/config/profile.js'
import {type Settings} from '../core/config/resolve-settings.js'
import {type RequestArguments} from '../core/request/types.js'
import {type Runtime} from './runtime.js'

/** One call, with everything that is known before any credentials are looked for. */
export interface CallContext {
  readonly runtime: Runtime
  readonly found: FoundOperation
  readonly settings: Settings
  readonly profile: Profile
  readonly arguments: RequestArguments
  /** Tells the user something that stops nothing. */
  readonly warn: (message: string) => void
}
