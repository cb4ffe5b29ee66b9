const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text)

/** Two spellings are the same name if their keys are equal: case and every sign but letters, digits and dots are dropped (design §1). */
export const nameKey = (name: string): string =>
  isAscii(name)
    ? name.toLowerCase().replaceAll(/[^a-z\d.]/g, '')
    : // The classes of all letters and digits take a millisecond to make.
      name.toLowerCase().replaceAll(/[^\p{L}\p{N}.]/gu, '')
