import {type HwcError} from '../core/errors/hwc-error.js'
import {UsageError} from '../core/errors/usage-error.js'

interface OclifError extends Error {
  /** Present on every error that oclif's parser and its commands raise. */
  readonly oclif?: {readonly exit?: number}
  readonly code?: string
}

/** What oclif raises for a hand-written command whose words are wrong; undefined for anything that is not oclif's. */
export const fromOclifError = (thrown: unknown): HwcError | undefined => {
  const error = thrown as OclifError | undefined
  if (!(thrown instanceof Error) || error?.oclif === undefined) return undefined
  const [message = 'The command line is wrong.'] = thrown.message.split('\nSee more help with')
  return new UsageError(message.trim().replaceAll(/\s*\n\s*/g, ': '), {
    hint: 'Add --help to see what the command takes.',
  })
}
