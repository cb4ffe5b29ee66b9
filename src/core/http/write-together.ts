/** A peer has enough to do with so many; more would make us wait for its first answer. */
const most = 4

let waiting: (() => void)[] = []

const writeAll = (): void => {
  const writes = waiting
  waiting = []
  for (const write of writes) write()
}

/**
 * Runs a write once some more have come, at the latest when everything that came in this turn of the event loop has been
 * looked at. Each write on its own wakes a peer that has gone to sleep since the last one, which takes the system four
 * times as long as the write itself.
 */
export const writeTogether = (write: () => void): void => {
  const count = waiting.push(write)
  if (count === 1) setImmediate(writeAll)
  else if (count === most) writeAll()
}
