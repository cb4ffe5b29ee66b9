/** The content type that the SDK sends (spec §6.4): lower case, the plain one if it is among several. */
export const contentTypeOf = (declared: readonly string[]): string => {
  const types = declared.map((type) => type.toLowerCase())
  const [first = 'application/json'] = types
  return types.includes('application/json') || types.includes('*/*') ? 'application/json' : first
}
