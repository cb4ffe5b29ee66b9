import {link, open, rename, unlink} from 'node:fs/promises'
import {join} from 'node:path'
import {type Readable} from 'node:stream'
import {extensionOf} from './extension.js'
import {codeOf, toFileError} from './file-failure.js'
import {type DownloadOptions, type Saved} from './options.js'
import {saveComplete} from './save-complete.js'

export interface FolderTarget {
  readonly folder: string
  /** The operation's command name: `create-image-watermark`. */
  readonly operation: string
  /** Of the answer. */
  readonly contentType?: string | undefined
}

/** Moves a file to a name, unless that exists. */
const moveTo = async (temporary: string, name: string): Promise<boolean> => {
  try {
    await link(temporary, name)
    await unlink(temporary)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
  }
  // A file system without hard links: a name is reserved by creating the file.
  try {
    await (await open(name, 'wx')).close()
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
  await rename(temporary, name)
  return true
}

/**
 * Saves a streamed answer in a folder as `<operation>.<extension of its content type>`, with a number added where that
 * exists: nothing is overwritten, and no name comes from a server (design §7).
 * @throws {FileError} where the file cannot be written.
 * @throws {NetworkError} where the answer breaks off.
 */
export const saveInFolder = async (
  body: Readable,
  {folder, operation, contentType}: FolderTarget,
  options: DownloadOptions = {},
): Promise<Saved> => {
  const extension = extensionOf(contentType)
  const first = join(folder, `${operation}.${extension}`)
  const publish = async (temporary: string): Promise<string> => {
    let name = first
    for (let number = 1; !(await moveTo(temporary, name)); number += 1) {
      name = join(folder, `${operation}-${number}.${extension}`)
    }
    return name
  }
  try {
    return await saveComplete(body, first, publish, options)
  } catch (error) {
    body.destroy()
    throw toFileError(error, first)
  }
}
