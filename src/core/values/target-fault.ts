/** A segment of dots, encoded or not. */
const dotSegment = /\/(?:\.|%2e){1,2}(?:\/|$)/i

/** URL parsers drop or change these. */
const unsafePattern = /[\u0000-\u0020\\\u007f]/

/**
 * Says what is wrong with a target (path and query) that would make a request go elsewhere than it was signed for
 * (design §7), undefined where nothing is: dot segments, encoded or not, a second leading slash, backslashes, blanks and
 * control characters, a fragment.
 */
export const targetFault = (target: string): string | undefined => {
  const end = target.indexOf('?')
  const path = end === -1 ? target : target.slice(0, end)
  if (!path.startsWith('/')) return 'does not start with a slash'
  if (path.startsWith('//')) return 'starts with two slashes'
  if (unsafePattern.test(target)) return 'holds a backslash, a blank or a control character'
  if (target.includes('#')) return 'holds a fragment (#)'
  if (dotSegment.test(path)) return 'holds a segment of dots (. or ..)'
  return undefined
}
