/** So many different things are told; a million lines could have as many. */
const most = 20

/** Tells each thing once, and only the first few. */
export const warnOnce = (tell: (message: string) => void): ((message: string) => void) => {
  const told = new Set<string>()
  return (message) => {
    if (told.size > most || told.has(message)) return
    told.add(message)
    tell(told.size > most ? 'there are more warnings, which are not shown' : message)
  }
}
