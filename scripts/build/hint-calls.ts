/** A function of a script, by the offsets of its text, the end excluded. */
export interface CalledFunction {
  readonly start: number
  readonly end: number
}

const opening = /^(?:async )?function\b/
/** What stands before a function that is an expression: before a declaration stands none of it. */
const before = /(?:[=(,:?|&]|\breturn )$/

/**
 * Puts parentheses around functions that are called at every start: V8 then compiles them as it comes to them, and does
 * not skim them first and parse them again when they are called. Nothing else changes.
 */
export const hintCalls = (script: string, called: readonly CalledFunction[]): string => {
  const marks = called
    .filter(
      ({start}) =>
        opening.test(script.slice(start, start + 20)) && before.test(script.slice(Math.max(0, start - 8), start)),
    )
    .flatMap(({start, end}) => [
      {at: start, sign: '('},
      {at: end, sign: ')'},
    ])
    // Of two functions that end at one place both end: their order makes no difference.
    .sort((one, other) => one.at - other.at)
  let done = 0
  const parts = marks.flatMap(({at, sign}) => {
    const part = script.slice(done, at)
    done = at
    return [part, sign]
  })
  return [...parts, script.slice(done)].join('')
}
