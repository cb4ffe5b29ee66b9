import {ConfigError} from '../errors/config-error.js'

const maximumDepth = 10
const reference = /^%\(([^)]+)\)s/

/**
 * Python's basic interpolation: `%(key)s` is another value of the section, `%%` a percent sign; anything else after a
 * percent sign is an error, in whichever value of the section it stands (spec §3.9); with `keys` only these are read.
 * @throws {ConfigError} that names the file, the section and the key, never a value.
 */
export const interpolate = (
  raw: ReadonlyMap<string, string>,
  {path, section, keys}: {readonly path: string; readonly section: string; readonly keys?: readonly string[]},
): ReadonlyMap<string, string> => {
  const fail = (key: string, problem: string, hint?: string): never => {
    throw new ConfigError(`${path}, [${section}] ${key}: ${problem}`, {hint})
  }

  const expand = (key: string, text: string, depth: number): string => {
    if (depth > maximumDepth) fail(key, 'values refer to each other too deeply')
    let result = ''
    let rest = text
    for (;;) {
      const percent = rest.indexOf('%')
      if (percent < 0) return result + rest
      result += rest.slice(0, percent)
      rest = rest.slice(percent)
      if (rest.startsWith('%%')) {
        result += '%'
        rest = rest.slice(2)
        continue
      }
      const found = reference.exec(rest)
      const name = found?.[1]?.toLowerCase()
      if (found === null || name === undefined)
        return fail(key, 'a percent sign stands alone', 'Write %% for a percent sign.')
      const value = raw.get(name)
      if (value === undefined) return fail(key, `%(${name})s is no key of the section`)
      result += value.includes('%') ? expand(key, value, depth + 1) : value
      rest = rest.slice(found[0].length)
    }
  }

  const wanted = Array.from(raw).filter(([key]) => keys?.includes(key) ?? true)
  return new Map(wanted.map(([key, text]) => [key, expand(key, text, 1)]))
}
