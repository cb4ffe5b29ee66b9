/** What another tool knows that could not be taken. */
export interface LeftOut {
  readonly name: string
  readonly reason: string
}

/** What another tool's file or variables say, as a profile of ours. */
export interface ImportedProfile {
  readonly name: string
  /** By the names of keys in a profile: `ak`, `region`. */
  readonly values: ReadonlyMap<string, string>
  readonly leftOut: readonly LeftOut[]
}

const pair = ['ak', 'sk']

/** Keys go together: without one of the pair the rest of them is left out too. */
export const withoutHalves = ({name, values, leftOut}: ImportedProfile): ImportedProfile => {
  if (pair.every((key) => values.has(key)) || !['ak', 'sk', 'security_token'].some((key) => values.has(key)))
    return {name, values, leftOut}
  const rest = Array.from(values).filter(([key]) => !['ak', 'sk', 'security_token'].includes(key))
  const halves = Array.from(values.keys()).filter((key) => !rest.some(([known]) => known === key))
  return {
    name,
    values: new Map(rest),
    leftOut: [...leftOut, ...halves.map((key) => ({name: key, reason: 'the rest of the keys is missing'}))],
  }
}

/** Whether a text can be an access key or its secret: a cipher is longer, or has other signs. */
export const looksLikeKey = (text: string): boolean => /^[\w-]{1,64}$/.test(text)
