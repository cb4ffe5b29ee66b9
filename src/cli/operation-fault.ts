import {type Fault, UsageError} from '../core/errors/usage-error.js'

/** All faults of one command line, with the corrected line and where to read more. */
export const operationFault = (
  command: string,
  faults: readonly Fault[],
  corrected: readonly string[] | undefined,
): UsageError => {
  const lines = [
    ...(corrected ? [`Did you mean: hwc ${[command, ...corrected].join(' ')}`] : []),
    `hwc ${command} --help shows its flags.`,
  ]
  return new UsageError(faults, {hint: lines.join('\n')})
}
