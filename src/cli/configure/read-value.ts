import {type ProfileKey} from '../../core/credentials/profile-key.js'
import {ConfigError} from '../../core/errors/config-error.js'
import {UsageError} from '../../core/errors/usage-error.js'
import {type Runtime} from '../runtime.js'
import {canAsk, openPrompts} from './prompts.js'

/** Where a value is to come from. */
export interface ValueSource {
  /** What was typed; `-` is stdin. */
  readonly typed: string | undefined
  /** The environment variable that holds it. */
  readonly fromEnv: string | undefined
}

const maximumLength = 64 * 1024

const readStdin = async ({io}: Runtime): Promise<string> => {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of io.stdin.stream) {
    chunks.push(chunk as Buffer)
    length += (chunk as Buffer).length
    if (length > maximumLength) throw new UsageError('The value on stdin is too long')
  }
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '')
}

/** The password of a URL is a secret too: `http://user:password@proxy`. */
const isSecretText = ({key, secret}: ProfileKey, text: string): boolean => (key === 'proxy' ? /@/.test(text) : secret)

/**
 * The value for a key: from the environment, from what was typed, or without either from a prompt on a terminal and
 * stdin elsewhere. A secret is never taken from the command line, which other processes see (design §2).
 * @throws {UsageError} for a secret that was typed, {ConfigError} for a variable that is not set.
 */
export const readValue = async (key: ProfileKey, {typed, fromEnv}: ValueSource, runtime: Runtime): Promise<string> => {
  const {name} = key
  if (typed !== undefined && fromEnv !== undefined) throw new UsageError('Give a value or --from-env, not both')
  if (fromEnv !== undefined) {
    const text = runtime.env[fromEnv]
    if (text === undefined || text === '') throw new ConfigError(`${fromEnv} is not set`)
    return text
  }
  if (typed !== undefined && typed !== '-') {
    if (isSecretText(key, typed))
      throw new UsageError(`${name} is a secret: other processes can see what is typed here`, {
        hint: `hwc configure set ${name} asks for it; in a script give it by stdin, or with --from-env VARIABLE.`,
      })
    return typed
  }
  if (typed === undefined && canAsk(runtime)) {
    const prompts = await openPrompts(runtime)
    return key.secret ? prompts.secret(`${name}:`) : prompts.text(`${name}:`)
  }
  return readStdin(runtime)
}
