const lineFeed = 0x0a
const comma = 0x2c

/** Where to look for an entry: after the line at `from` that opens the block, and before `to`. */
export interface Block {
  readonly from: number
  readonly to: number
}

/**
 * The value of a key in a block of the catalogue's JSON in which every entry is a line of its own (`catalog:check` holds
 * the files to that); undefined where the block has no such key. Nothing else of the file is parsed.
 */
export const readEntry = (bytes: Buffer, key: string, {from, to}: Block): unknown => {
  const prefix = `\n${JSON.stringify(key)}:`
  const found = bytes.indexOf(prefix, from + 1)
  if (found === -1 || found >= to) return undefined
  const start = found + Buffer.byteLength(prefix)
  const end = bytes.indexOf(lineFeed, start)
  return JSON.parse(bytes.toString('utf8', start, bytes[end - 1] === comma ? end - 1 : end))
}
