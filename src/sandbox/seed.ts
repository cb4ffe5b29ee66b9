/** A number of 32 bits from which the example values of one place in an answer follow. */
export type Seed = number

const hashes = new Map<string, number>()

/** FNV-1a, remembered: the same few thousand names come again and again. */
const hash = (text: string): number => {
  const known = hashes.get(text)
  if (known !== undefined) return known
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  if (hashes.size < 50_000) hashes.set(text, value)
  return value
}

/** Mixes the bits so that neighbours in an answer do not look alike (the finaliser of MurmurHash3). */
const mix = (value: number): Seed => {
  let result = value ^ (value >>> 16)
  result = Math.imul(result, 0x85ebca6b)
  result ^= result >>> 13
  result = Math.imul(result, 0xc2b2ae35)
  return (result ^ (result >>> 16)) >>> 0
}

export const seedOf = (text: string): Seed => mix(hash(text))

/** The seed of a field or an entry below another. */
export const childSeed = (seed: Seed, step: string | number): Seed =>
  mix(seed ^ (typeof step === 'number' ? Math.imul(step + 1, 0x9e3779b1) : hash(step)))

/** Lower-case hexadecimal digits. */
export const hexDigits = (seed: Seed, count: number): string => {
  let text = ''
  for (let part = 0; text.length < count; part += 1) text += childSeed(seed, part).toString(16).padStart(8, '0')
  return text.slice(0, count)
}

/** The form of a version 4 UUID. */
export const uuid = (seed: Seed): string => {
  const digits = hexDigits(seed, 32)
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20),
  ].join('-')
}
