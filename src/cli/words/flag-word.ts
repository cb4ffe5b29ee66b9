/** A word that stands where a flag may stand, taken apart. */
export type FlagWord =
  | {readonly kind: 'long'; readonly name: string; readonly value: string | undefined}
  | {readonly kind: 'letter'; readonly letter: string; readonly value: string | undefined}
  /** `--`, after which nothing may follow. */
  | {readonly kind: 'end'}
  /** No flag at all. */
  | {readonly kind: 'other'}

/** Takes a word apart; what follows the first `=` is its value, whatever it holds (design §1, words). */
export const parseFlagWord = (word: string): FlagWord => {
  if (word === '--') return {kind: 'end'}
  const equals = word.indexOf('=')
  const value = equals < 0 ? undefined : word.slice(equals + 1)
  if (word.startsWith('--')) return {kind: 'long', name: word.slice(2, equals < 0 ? undefined : equals), value}
  if (/^-[a-zA-Z](?:=|$)/.test(word)) return {kind: 'letter', letter: word.slice(1, 2), value}
  return {kind: 'other'}
}

/** Most letters are ASCII; what knows all of them takes long to compile. */
const beginsWithLetter = (text: string): boolean => /^[a-zA-Z]/.test(text) || /^\p{L}/u.test(text)

/**
 * A word is the value of the flag before it unless it is `--` or begins with two dashes and a letter; so whether a word
 * is a value never depends on which parameters an operation has (design §1).
 */
export const isValueWord = (word: string | undefined): word is string =>
  word !== undefined && (!word.startsWith('--') || (word !== '--' && !beginsWithLetter(word.slice(2))))
