let waiting: (() => void)[] = []

const writeAll = (): void => {
  const writes = waiting
  waiting = []
  for (const write of writes) write()
}

/**
 * Runs a write once everything that came in this turn of the event loop has been looked at. Each write on its own wakes a
 * peer that has gone to sleep since the last one, which takes the system four times as long as the write itself.
 */
export const writeTogether = (write: () => void): void => {
  if (waiting.push(write) === 1) setImmediate(writeAll)
}
