import {UsageError} from '../../core/errors/usage-error.js'

/** What became of a line in earlier runs. */
export type Fate = 'unknown' | 'failed' | 'done'

const fates: readonly Fate[] = ['unknown', 'failed', 'done']

/** A fate and 8 bytes of hash for each line: nine million bytes for a million lines. */
const firstCapacity = 1024

const changed = (number: number, name: string): UsageError =>
  new UsageError(`Line ${number} of the input is not the one that ${name} tells of: the input has changed`, {
    hint: 'Resume with the input that the run began with, or begin a new output.',
  })

/** Which lines of the input an output tells of, the last answer to each, and by which text they were known. */
export class DoneLines {
  #fates = new Uint8Array(firstCapacity)
  #hashes = new BigUint64Array(firstCapacity)
  /** The highest number that was told. */
  #last = 0

  constructor(
    /** The output's name, for messages. */
    readonly name: string,
  ) {}

  /** Takes the next answer of the output: of several to one line the last counts. @throws {UsageError} */
  add({number, hash, ok}: {readonly number: number; readonly hash: string; readonly ok: boolean}): void {
    if (number >= this.#fates.length) this.#grow(number)
    const known = this.#hashes[number]
    const own = BigInt(`0x${hash}`)
    if (this.#fates[number] !== 0 && known !== own) throw changed(number, this.name)
    this.#fates[number] = fates.indexOf(ok ? 'done' : 'failed')
    this.#hashes[number] = own
    this.#last = Math.max(this.#last, number)
  }

  /** What became of a line of the input. @throws {UsageError} where it is another line than the one that was answered. */
  fateOf(number: number, hash: () => string): Fate {
    const fate = fates[this.#fates[number] ?? 0] ?? 'unknown'
    if (fate === 'unknown') return fate
    if (this.#hashes[number] !== BigInt(`0x${hash()}`)) throw changed(number, this.name)
    return fate
  }

  /** @throws {UsageError} where the output tells of lines that the input has not. */
  checkEnd(lines: number): void {
    if (this.#last > lines) throw changed(this.#last, this.name)
  }

  #grow(number: number): void {
    const capacity = Math.max(number + 1, this.#fates.length * 2)
    const [oldFates, oldHashes] = [this.#fates, this.#hashes]
    this.#fates = new Uint8Array(capacity)
    this.#fates.set(oldFates)
    this.#hashes = new BigUint64Array(capacity)
    this.#hashes.set(oldHashes)
  }
}
