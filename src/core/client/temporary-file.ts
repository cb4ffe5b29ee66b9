import {randomUUID} from 'node:crypto'
import {type FileHandle, open, rm} from 'node:fs/promises'
import {basename, dirname, join} from 'node:path'

/** A file beside the one that it is to become. */
export interface TemporaryFile {
  readonly path: string
  readonly handle: FileHandle
  /** Closes it and removes it, whatever state it is in. */
  readonly discard: () => Promise<void>
}

/** Creates a file in the folder of another, with the rights of any new file (0666 less the umask). */
export const createTemporaryFile = async (target: string): Promise<TemporaryFile> => {
  const path = join(dirname(target), `.${basename(target)}.${randomUUID()}.part`)
  const handle = await open(path, 'wx', 0o666)
  return {
    path,
    handle,
    discard: async () => {
      await handle.close().catch(() => undefined)
      await rm(path, {force: true})
    },
  }
}
