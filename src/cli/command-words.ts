import {nearest} from '../core/errors/nearest.js'
import {UsageError} from '../core/errors/usage-error.js'

const spoken = (id: string): string => `hwc ${id.replaceAll(':', ' ')}`

/**
 * The words of a hand-written command as oclif takes them: those that name it as one id, the rest as it is. A topic alone
 * stays one word, for its help.
 * @throws {UsageError} where a topic has no such command.
 */
export const commandWords = (argv: readonly string[], ids: readonly string[]): readonly string[] => {
  const flagAt = argv.findIndex((word) => word.startsWith('-'))
  const names = flagAt < 0 ? argv : argv.slice(0, flagAt)
  for (let count = names.length; count > 0; count -= 1) {
    const id = names.slice(0, count).join(':')
    if (ids.includes(id)) return [id, ...argv.slice(count)]
  }
  const [topic = '', name] = names
  if (name === undefined) return argv
  const [near] = nearest(`${topic}:${name}`, ids)
  const suggestion = near === undefined ? '' : `; did you mean ${spoken(near)}?`
  throw new UsageError(`${topic} has no command ${name}${suggestion}`, {
    hint: `hwc ${topic} --help lists its commands.`,
  })
}
