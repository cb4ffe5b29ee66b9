import {CancelledError} from '../../core/errors/cancelled-error.js'
import {UsageError} from '../../core/errors/usage-error.js'
import {type Runtime} from '../runtime.js'

/** What a person may be asked, on a terminal. Questions go to stderr. */
export interface Prompts {
  text(
    message: string,
    options?: {readonly initial?: string; readonly check?: (text: string) => string | true},
  ): Promise<string>
  /** What is typed is not shown. */
  secret(message: string, options?: {readonly check?: (text: string) => string | true}): Promise<string>
  choose<Choice extends string>(message: string, choices: readonly Choice[], initial?: Choice): Promise<Choice>
  confirm(message: string): Promise<boolean>
}

/** Whether there is a person to ask. */
export const canAsk = ({io}: Runtime): boolean => io.stdin.isTerminal && io.stderr.isTerminal

/** A prompt that ends without an answer changes nothing. */
const answered = async <T>(answer: Promise<T>): Promise<T> => {
  try {
    return await answer
  } catch (error) {
    if (error instanceof Error && ['ExitPromptError', 'AbortPromptError'].includes(error.name))
      throw new CancelledError()
    throw error
  }
}

/** Opens the prompts, which are loaded then. @throws {UsageError} where stdin and stderr are no terminal. */
export const openPrompts = async (runtime: Runtime): Promise<Prompts> => {
  const {io} = runtime
  if (!canAsk(runtime))
    throw new UsageError('There is no terminal to ask on', {
      hint: 'hwc configure set KEY takes values from arguments, stdin and the environment.',
    })
  const {confirm, input, password, select} = await import('@inquirer/prompts')
  const context = {input: io.stdin.stream, output: io.stderr.stream, signal: runtime.interruption.first}
  return {
    text: async (message, {initial, check} = {}) =>
      answered(input({message, ...(initial && {default: initial}), ...(check && {validate: check})}, context)),
    secret: async (message, {check} = {}) =>
      answered(password({message, mask: false, ...(check && {validate: check})}, context)),
    choose: async (message, choices, initial) =>
      answered(
        select(
          {message, choices: choices.map((value) => ({value})), pageSize: 12, ...(initial && {default: initial})},
          context,
        ),
      ),
    confirm: async (message) => answered(confirm({message}, context)),
  }
}
