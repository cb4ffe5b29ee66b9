import {type Profile} from '../core/config/profile.js'
import {type Settings} from '../core/config/resolve-settings.js'

/** What a call is made with: the settings, and the profile that they came from. */
export interface Setup {
  readonly settings: Settings
  readonly profile: Profile
}
