import {type Target} from '../names/target.js'

/** One value that was typed for a place of the request: not read and not checked yet. */
export interface Assignment {
  /** The flag with its dashes, spelt as hwc shows it: `--vpc.name`. */
  readonly flag: string
  readonly target: Target
  /** As typed; a boolean where the flag had no value of its own (`--x`, `--no-x`). */
  readonly raw: string | boolean
}
