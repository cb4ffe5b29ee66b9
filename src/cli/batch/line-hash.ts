const mix = (hash: number): number => {
  const one = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  const two = Math.imul(one ^ (one >>> 13), 0xc2b2ae35)
  return (two ^ (two >>> 16)) >>> 0
}

const hex = (number: number): string => number.toString(16).padStart(8, '0')

/**
 * By what a line is known again: 16 hex digits of two 32-bit hashes that see every byte. They guard against a changed
 * input, not against somebody who wants two lines to look the same; a cryptographic hash would take a tenth of the time
 * that hwc has for a call.
 */
export const lineHash = (bytes: Uint8Array): string => {
  let one = 0x811c9dc5
  let two = 0x9e3779b9 ^ bytes.length
  for (const byte of bytes) {
    one = Math.imul(one ^ byte, 0x01000193)
    two = Math.imul((two ^ byte) + (two << 5), 0x5bd1e995) ^ (two >>> 15)
  }
  return hex(mix(one ^ two)) + hex(mix(two))
}
