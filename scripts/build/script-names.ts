/**
 * The scripts that make the program: `hwc` is what a plain call needs, `errors` what a usage error and a refused call need
 * besides, `help` the help pages of operations, services and the whole, `calls` what other calls do, `more` the rest
 * (hand-written commands, the sandbox, oclif). Each is read when something of it is asked for.
 */
export const scriptNames = ['hwc', 'errors', 'help', 'calls', 'more'] as const
export type ScriptName = (typeof scriptNames)[number]

/** The script of a file, by its path from the root. */
export type ScriptOf = (path: string) => ScriptName
