import {CredentialsError} from '../errors/credentials-error.js'
import {splitCommand} from './split-command.js'
import {parseKeysJson, readTemporaryKeys, type TemporaryKeys} from './temporary-keys.js'

export interface CredentialProcess {
  readonly command: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly now: () => Date
  /** What it says on its standard error. */
  readonly showMessages: (text: string) => void
  /** In milliseconds. */
  readonly timeout?: number
  /** Ends the program; its reason is what is thrown then. */
  readonly signal?: AbortSignal | undefined
}

const defaultTimeout = 60_000
const maximumBytes = 1024 * 1024

interface Ending {
  readonly output: string
  /** Why it counts as failed: an exit code, a signal, a time-out. */
  readonly failure?: string
}

const run = async ({
  command,
  env,
  showMessages,
  timeout = defaultTimeout,
  signal,
}: CredentialProcess): Promise<Ending> => {
  const {execFile} = await import('node:child_process')
  const [program, ...words] = splitCommand(command)
  return new Promise((resolve, reject) => {
    const options = {
      env,
      timeout,
      killSignal: 'SIGKILL',
      maxBuffer: maximumBytes,
      windowsHide: true,
      shell: false,
    } as const
    const child = execFile(program, words, options, (error, output, messages) => {
      signal?.removeEventListener('abort', end)
      if (messages !== '') showMessages(messages)
      if (error === null) return resolve({output})
      if (error.killed) return resolve({output, failure: `it did not end within ${timeout / 1000} s`})
      const code = typeof error.code === 'number' ? `exit code ${error.code}` : error.code
      resolve({output, failure: code ?? `it was ended by ${error.signal ?? 'a signal'}`})
    })
    // What the program has started may go on, and keep its output open: nobody waits for that.
    const end = (): void => {
      child.kill('SIGKILL')
      for (const stream of [child.stdout, child.stderr]) stream?.destroy()
      reject(signal?.reason as Error)
    }
    signal?.addEventListener('abort', end, {once: true})
    if (signal?.aborted) end()
    child.stdin?.end()
  })
}

/**
 * Keys from a program that prints them as JSON; no shell runs it, and its output is never shown.
 * @throws {CredentialsError} where it fails, takes too long or prints something else.
 */
export const runCredentialProcess = async (process: CredentialProcess): Promise<TemporaryKeys> => {
  const {output, failure} = await run(process)
  if (failure !== undefined)
    throw new CredentialsError(`credential_process failed: ${failure}`, {hint: '--debug shows what it says.'})
  const from = 'credential_process'
  const now = process.now()
  const found = readTemporaryKeys(parseKeysJson(output, from), {from, now, mustExpire: false})
  if (found.expires <= now.getTime())
    throw new CredentialsError(`${from} printed keys that ended ${new Date(found.expires).toISOString()}`, {
      hint: 'Log in again where the program has them from, or set the clock of this machine.',
    })
  return found
}
