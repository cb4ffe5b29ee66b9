import {FileError} from '../errors/file-error.js'
import {fileReason} from '../errors/file-reason.js'
import {type OutputStream} from './io.js'

const code = (error: Error): string | undefined => (error as NodeJS.ErrnoException).code

/** The reader of our output went away: `hwc … | head`. Whoever catches it ends quietly (design §8). */
export class ClosedPipeError extends Error {}

const failure = (error: Error, name: string): Error =>
  code(error) === 'EPIPE' || code(error) === 'ERR_STREAM_DESTROYED'
    ? new ClosedPipeError()
    : new FileError(`Cannot write to ${name}: ${fileReason(error, 'write')}`, {cause: error})

/**
 * Looks whether everything could be written that others wrote without looking, such as oclif's help.
 * @throws {ClosedPipeError} and {FileError} as `writeTo`.
 */
export const assertWritten = ({stream}: OutputStream, name = 'standard output'): void => {
  if (stream.errored) throw failure(stream.errored, name)
}

/**
 * Writes to a stream of the process and waits until it has taken it.
 * @throws {ClosedPipeError} where the other end is closed.
 * @throws {FileError} where the disk is full or broken.
 */
export const writeTo = async (
  output: OutputStream,
  data: string | Uint8Array,
  name = 'standard output',
): Promise<void> =>
  new Promise((resolve, reject) => {
    const {stream} = output
    // A failed write is also emitted as an event, which would end the process were nobody listening.
    const onError = (): void => undefined
    stream.once('error', onError)
    stream.write(data, (error) => {
      if (error) {
        reject(failure(error, name))
        return
      }
      stream.removeListener('error', onError)
      resolve()
    })
  })

/**
 * Writes a page that is all there is to write, at once as far as it is taken so.
 * @throws {ClosedPipeError} and {FileError} as `writeTo`.
 */
export const writePage = async (output: OutputStream, text: string, name = 'standard output'): Promise<void> => {
  let rest: Uint8Array = Buffer.from(text)
  try {
    for (let taken = 1; output.writeNow && taken > 0 && rest.length > 0; rest = rest.subarray(taken)) {
      taken = output.writeNow(rest)
    }
  } catch (error) {
    throw failure(error as Error, name)
  }
  if (rest.length > 0) await writeTo(output, rest, name)
}
