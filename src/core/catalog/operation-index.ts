/** A line of index.tsv. */
export interface IndexedOperation {
  readonly service: string
  /** `list-vpcs`. */
  readonly command: string
  readonly version: string
  /** `ListVpcs`. */
  readonly name: string
  readonly deprecated?: true
}

const readRow = (line: string): IndexedOperation => {
  const [service = '', command = '', version = '', name = '', flags = ''] = line.split('\t')
  return {service, command, version, name, ...(flags === 'd' && {deprecated: true as const})}
}

/** Every operation of the index, in its order. */
export const readIndex = (text: string): readonly IndexedOperation[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map(readRow)

/** The operations of one service: the index is sorted by service, so they are one block. */
export const serviceRows = (text: string, service: string): readonly IndexedOperation[] => {
  const opening = `\n${service}\t`
  // The first service's first line has no line feed before it.
  const start = text.startsWith(opening.slice(1)) ? 0 : text.indexOf(opening) + 1
  if (start === 0 && !text.startsWith(opening.slice(1))) return []
  const last = Math.max(start, text.lastIndexOf(opening) + 1)
  return readIndex(text.slice(start, text.indexOf('\n', last)))
}
