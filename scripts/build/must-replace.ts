/**
 * Replaces what must be there: a dependency that no longer holds the text ends the build instead of going unpatched.
 * @throws {Error} where nothing matches.
 */
export const mustReplace = (
  text: string,
  pattern: RegExp | string,
  replacement: string | ((...match: string[]) => string),
  where: string,
): string => {
  const replaced =
    typeof replacement === 'string' ? text.replace(pattern, () => replacement) : text.replace(pattern, replacement)
  if (replaced === text) throw new Error(`${where}: there is no ${String(pattern)} to replace`)
  return replaced
}
