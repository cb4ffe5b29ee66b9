import {type Fault, UsageError} from '../core/errors/usage-error.js'
import {hiddenText} from '../core/request/arguments/spot.js'
import {shellQuote} from '../core/output/preview/shell-quote.js'

/** As it can be pasted into a shell; what stands for a hidden value stays bare, to be replaced. */
const shown = (word: string): string => {
  const before = word.endsWith(hiddenText) ? word.slice(0, -hiddenText.length) : undefined
  if (before === undefined) return shellQuote(word)
  return (before === '' ? '' : shellQuote(before)) + hiddenText
}

/** All faults of one command line, with the corrected line and where to read more. */
export const operationFault = (
  command: string,
  faults: readonly Fault[],
  corrected: readonly string[] | undefined,
): UsageError => {
  const lines = [
    ...(corrected ? [`Did you mean: hwc ${[command, ...corrected.map(shown)].join(' ')}`] : []),
    `hwc ${command} --help shows its flags.`,
  ]
  return new UsageError(faults, {hint: lines.join('\n')})
}
