import {type ErrorForm} from './report-error.js'
import {type Runtime} from './runtime.js'
import {wantsColor} from './wants-color.js'

const flagValue = (argv: readonly string[], names: readonly string[]): string | undefined =>
  argv
    .flatMap((word, index) => {
      const name = names.find((candidate) => word === candidate || word.startsWith(`${candidate}=`))
      if (name === undefined) return []
      return [word === name ? argv[index + 1] : word.slice(name.length + 1)]
    })
    .at(-1)

/**
 * How to tell a failure, from the command line and the environment alone: it may have happened before any setting could
 * be resolved. A profile's `output = json` is added by the command that read the profile.
 */
export const errorForm = (argv: readonly string[], {env, io, errorOutput}: Runtime): ErrorForm => {
  const output = flagValue(argv, ['--output', '-o']) ?? env['HWC_OUTPUT'] ?? errorOutput.profile
  return {
    json: output === 'json',
    debug: argv.includes('--debug') || /^(1|true|yes|on)$/i.test(env['HWC_DEBUG'] ?? ''),
    color: wantsColor(io.stderr, argv, {env}),
  }
}
