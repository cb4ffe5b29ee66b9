import {type OutputStream} from '../../core/io/io.js'
import {writeTo} from '../../core/io/write-stream.js'

export interface OrderedOutputOptions {
  readonly output: OutputStream
  /** For messages. */
  readonly name?: string | undefined
  /** In the order in which lines were taken; false: as they come. */
  readonly isOrdered: boolean
}

/** As much is held back for the sake of order or of a slow reader: lines, and characters. */
const mostLines = 10_000
const mostCharacters = 32 * 1024 * 1024

/** Writes the answers of calls that run side by side, in order, holding back only so much. */
export class OrderedOutput {
  readonly #options: OrderedOutputOptions
  /** Finished, and waiting for one that was taken before. */
  readonly #waiting = new Map<number, string>()
  #waitingCharacters = 0
  /** In order, and not written yet. */
  #ready: string[] = []
  #readyCharacters = 0
  #next = 0
  #writing: Promise<void> | undefined
  #failure: Error | undefined
  #wake: (() => void)[] = []

  constructor(options: OrderedOutputOptions) {
    this.#options = options
  }

  /**
   * Waits until the answer of the call with this turn (from 0) can be held. The first that is missing always can.
   * @throws what writing failed with.
   */
  async room(turn: number): Promise<void> {
    while (!this.#failure && !this.hasRoom(turn)) {
      await new Promise<void>((resolve) => {
        this.#wake.push(resolve)
      })
    }
    if (this.#failure) throw this.#failure
  }

  /** Takes a call's whole line. */
  put(turn: number, text: string): void {
    if (!this.#options.isOrdered) this.#release(text)
    else {
      this.#waiting.set(turn, text)
      this.#waitingCharacters += text.length
      for (let found = this.#waiting.get(this.#next); found !== undefined; found = this.#waiting.get(this.#next)) {
        this.#waiting.delete(this.#next)
        this.#waitingCharacters -= found.length
        this.#next += 1
        this.#release(found)
      }
    }
    if (this.#ready.length > 0) this.#writing ??= this.#write()
  }

  /** Writes what is left, were a call before it never to end, and waits for it. @throws what writing failed with. */
  async end(): Promise<void> {
    for (const [, text] of Array.from(this.#waiting).sort(([one], [other]) => one - other)) this.#release(text)
    this.#waiting.clear()
    if (this.#ready.length > 0) this.#writing ??= this.#write()
    while (this.#writing) await this.#writing
    if (this.#failure) throw this.#failure
  }

  /** Whether it can be held now. */
  hasRoom(turn: number): boolean {
    if (this.#failure) return false
    if (this.#readyCharacters > mostCharacters) return false
    if (!this.#options.isOrdered || turn === this.#next) return true
    return turn - this.#next < mostLines && this.#waitingCharacters < mostCharacters
  }

  #release(text: string): void {
    this.#ready.push(text)
    this.#readyCharacters += text.length
  }

  async #write(): Promise<void> {
    // What else is ready in this turn of the event loop goes out with it.
    await new Promise((resolve) => setImmediate(resolve))
    try {
      while (this.#ready.length > 0) {
        const text = this.#ready.join('')
        this.#ready = []
        this.#readyCharacters = 0
        this.#awake()
        await writeTo(this.#options.output, text, this.#options.name)
      }
    } catch (error) {
      this.#failure = error as Error
    } finally {
      this.#writing = undefined
      this.#awake()
    }
  }

  #awake(): void {
    const waiting = this.#wake
    this.#wake = []
    for (const wake of waiting) wake()
  }
}
