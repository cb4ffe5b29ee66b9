import {CredentialsError} from '../errors/credentials-error.js'

const word = /\s*(?:((?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+)|(["'\\]))/gsy

const unquote = (text: string): string =>
  text.replace(/'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/gs, (_, single?: string, double?: string, escaped?: string) => {
    if (double !== undefined) return double.replace(/\\(["\\])/g, '$1')
    return single ?? escaped ?? ''
  })

/**
 * The words of a command line, quoted as for a shell; nothing else means anything, since no shell runs it.
 * @throws {CredentialsError} where a quote is not closed or there is no word.
 */
export const splitCommand = (command: string): readonly [string, ...string[]] => {
  const words = Array.from(command.trim().matchAll(word), ([, whole, stray]) => {
    if (stray !== undefined || whole === undefined)
      throw new CredentialsError('credential_process: a quote is not closed')
    return unquote(whole)
  })
  const [program, ...rest] = words
  if (program === undefined || program === '') throw new CredentialsError('credential_process names no program')
  return [program, ...rest]
}
