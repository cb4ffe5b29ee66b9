import {type OutputStream} from '../core/io/io.js'
import {type Runtime} from './runtime.js'

/**
 * Whether what is written to a stream before any setting could be resolved is coloured: on a terminal, unless NO_COLOR
 * or `--no-color` says no; elsewhere where FORCE_COLOR says so.
 */
export const wantsColor = (
  {isTerminal}: Pick<OutputStream, 'isTerminal'>,
  argv: readonly string[],
  {env}: Pick<Runtime, 'env'>,
): boolean => {
  if (argv.includes('--no-color')) return false
  const forced = env['FORCE_COLOR']
  if (forced !== undefined) return forced !== '0'
  return isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb'
}
