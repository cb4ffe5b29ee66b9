/**
 * Makes things before they are asked for, up to so many: while calls are on their way there is time for it. They are handed
 * out in the order in which they were begun.
 */
export class ReadAhead<T> {
  readonly #make: () => Promise<T>
  readonly #count: number
  #ready: Promise<T>[] = []
  #isPlanned = false

  /** @param count how many are made ahead; 0: each is made when it is asked for. */
  constructor(make: () => Promise<T>, count: number) {
    this.#make = make
    this.#count = count
  }

  /** @throws what making it failed with. */
  async next(): Promise<T> {
    this.#plan()
    return this.#ready.shift() ?? this.#make()
  }

  #plan(): void {
    if (this.#isPlanned || this.#count === 0) return
    this.#isPlanned = true
    // Not in this turn of the event loop: what is to be sent in it goes first, and is answered in the meantime.
    setImmediate(() =>
      setImmediate(() => {
        this.#isPlanned = false
        this.#fill()
      }),
    )
  }

  #fill(): void {
    while (this.#ready.length < this.#count) {
      const made = this.#make()
      // Whoever takes it is told.
      made.catch(() => undefined)
      this.#ready.push(made)
    }
  }
}
