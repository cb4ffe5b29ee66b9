import {type ScriptName} from './script-names.js'

/** A command line to try; none leaves this machine. */
export interface CommandLine {
  readonly words: readonly string[]
  /** The status of the answer, if a service is called. */
  readonly status?: number
  /** What it ends with; 0 where nothing is said. */
  readonly exitCode?: number
}

/** What most calls do, and nothing else. */
export const plainCall: CommandLine = {words: ['vpc', 'list-vpcs', '--limit', '1']}

const call = plainCall.words

/** The command lines that each script is for, the one that matters most last. */
export const commandLines: Readonly<Record<ScriptName, readonly CommandLine[]>> = {
  hwc: [plainCall],
  errors: [
    {words: call, status: 400, exitCode: 5},
    {words: ['vpc', 'list-vpcs', '--no-such-flag'], exitCode: 2},
  ],
  help: [{words: ['--help']}, {words: ['vpc', '--help']}, {words: ['vpc', 'list-vpcs', '--help']}],
  calls: [
    // The same page is answered again and again, which is told.
    {words: [...call, '--all-pages'], exitCode: 6},
    {words: [...call, '--all-pages', '--max-items', '1', '--output', 'yaml']},
    {words: [...call, '--all-pages', '--max-items', '1', '--output', 'table']},
    {words: [...call, '--preview']},
    {words: [...call, '--output', 'yaml']},
    {words: ['vpc', 'create-vpc', '--vpc', '{name: a}', '--output', 'table']},
  ],
  more: [{words: [...call, '--profile', 'sandbox']}],
}
