import {type FileHandle, mkdtemp, open, rm} from 'node:fs/promises'
import {join} from 'node:path'
import {Readable} from 'node:stream'

/** Bytes kept in memory; what is larger goes to a temporary file, so that an upload of any size costs little memory. */
const memoryLimit = 1024 * 1024

/** Keeps the bytes of one part of a form until the request is answered. */
export class Spool {
  size = 0
  #chunks: Uint8Array[] = []
  #folder: string | undefined
  #file: FileHandle | undefined

  constructor(private readonly temporaryFolder: string) {}

  async write(chunk: Uint8Array): Promise<void> {
    this.size += chunk.length
    if (this.#file === undefined && this.size <= memoryLimit) {
      this.#chunks.push(chunk)
      return
    }
    const file = this.#file ?? (await this.#moveToFile())
    await file.writeFile(chunk)
  }

  /** The first bytes, at most as many as are kept in memory anyway. */
  async head(): Promise<Buffer> {
    if (this.#file === undefined) return Buffer.concat(this.#chunks)
    const head = Buffer.alloc(memoryLimit)
    const {bytesRead} = await this.#file.read(head, 0, memoryLimit, 0)
    return head.subarray(0, bytesRead)
  }

  get isWhollyInMemory(): boolean {
    return this.#file === undefined
  }

  /** All bytes from the start. */
  read(): Readable {
    return this.#file === undefined
      ? Readable.from(this.#chunks, {objectMode: false})
      : this.#file.createReadStream({start: 0, autoClose: false})
  }

  /** Frees what the spool holds; it may be called twice. */
  async discard(): Promise<void> {
    const [file, folder] = [this.#file, this.#folder]
    this.#chunks = []
    this.#file = undefined
    this.#folder = undefined
    await file?.close()
    if (folder !== undefined) await rm(folder, {recursive: true, force: true})
  }

  async #moveToFile(): Promise<FileHandle> {
    this.#folder = await mkdtemp(join(this.temporaryFolder, 'hwc-sandbox-'))
    const file = await open(join(this.#folder, 'part'), 'wx+', 0o600)
    this.#file = file
    for (const chunk of this.#chunks) await file.writeFile(chunk)
    this.#chunks = []
    return file
  }
}
