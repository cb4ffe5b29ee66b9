const dotSegment = /^(?:\.|%2e){1,2}$/i

/** URL parsers drop or change these. */
const unsafePattern = /[\u0000-\u0020\\\u007f]/

/**
 * Says what is wrong with a target (path and query) that would make a request go elsewhere than it was signed for
 * (design §7), undefined where nothing is: dot segments, encoded or not, a second leading slash, backslashes, blanks and
 * control characters, a fragment.
 */
export const targetFault = (target: string): string | undefined => {
  const [path = ''] = target.split('?', 1)
  if (!path.startsWith('/')) return 'does not start with a slash'
  if (path.startsWith('//')) return 'starts with two slashes'
  if (unsafePattern.test(target)) return 'holds a backslash, a blank or a control character'
  if (target.includes('#')) return 'holds a fragment (#)'
  if (path.split('/').some((segment) => dotSegment.test(segment))) return 'holds a segment of dots (. or ..)'
  return undefined
}
