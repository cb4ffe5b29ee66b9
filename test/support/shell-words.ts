/** The words that a POSIX shell makes of a line in which nothing is special but blanks, single quotes and backslashes. */
export const shellWords = (line: string): string[] =>
  Array.from(line.matchAll(/(?:'[^']*'|\\.|[^\s'\\])+/g), ([word]) =>
    word.replaceAll(
      /'([^']*)'|\\(.)/g,
      (_, quoted: string | undefined, escaped: string | undefined) => quoted ?? escaped ?? '',
    ),
  )
