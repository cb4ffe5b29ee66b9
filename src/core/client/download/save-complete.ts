import {randomUUID} from 'node:crypto'
import {open, rm} from 'node:fs/promises'
import {basename, dirname, join} from 'node:path'
import {type Readable} from 'node:stream'
import {type DownloadOptions, type Saved} from './options.js'
import {pump, writeInto} from './pump.js'

/** The longest name that is safe beside another one: file systems take 255 bytes. */
const shownName = 60

/**
 * Writes a body into a temporary file in the target's folder, with the rights of any new file, and lets `publish` give it
 * its name when it is complete and on the disk. On any failure nothing is left.
 */
export const saveComplete = async (
  body: Readable,
  target: string,
  publish: (temporary: string) => Promise<string>,
  options: DownloadOptions,
): Promise<Saved> => {
  const temporary = join(dirname(target), `.${basename(target).slice(0, shownName)}.${randomUUID()}.part`)
  const handle = await open(temporary, 'wx', 0o666)
  try {
    const bytes = await pump(body, writeInto(handle), options)
    await handle.sync()
    await handle.close()
    return {path: await publish(temporary), bytes}
  } catch (error) {
    await handle.close().catch(() => undefined)
    await rm(temporary, {force: true})
    throw error
  }
}
