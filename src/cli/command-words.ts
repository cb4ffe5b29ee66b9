import {shownWord} from '../core/catalog/suggest-operation.js'
import {nearest} from '../core/errors/nearest.js'
import {UsageError} from '../core/errors/usage-error.js'

const unknownCommand = (topic: string, word: string, ids: readonly string[]): UsageError => {
  const names = ids.flatMap((id) => (id.startsWith(`${topic}:`) ? [id.slice(topic.length + 1)] : []))
  const [near] = nearest(word, names)
  const suggestion = near && `hwc ${topic} ${near}`
  const said = suggestion === undefined ? `, only ${names.join(', ')}` : `; did you mean ${suggestion}?`
  const message = `${topic} has no command ${shownWord(word, near !== undefined)}${said}`
  return new UsageError([{message, suggestion}], {hint: `hwc ${topic} --help lists its commands.`})
}

/**
 * The words of a hand-written command as oclif takes them: those that name it as one id, the rest as it is. A topic alone
 * stays one word, for its help; `help` after it is `--help`.
 * @throws {UsageError} where a topic has no such command.
 */
export const commandWords = (argv: readonly string[], ids: readonly string[]): readonly string[] => {
  const flagAt = argv.findIndex((word) => word.startsWith('-'))
  const names = flagAt < 0 ? argv : argv.slice(0, flagAt)
  const [topic = '', name] = names
  const isTopic = ids.some((id) => id.startsWith(`${topic}:`))
  if (isTopic && name === 'help') return [topic, '--help']
  for (let count = Math.min(names.length, 2); count > 0; count -= 1) {
    const id = names.slice(0, count).join(':')
    if (!ids.includes(id)) continue
    if (isTopic && count === 1 && name !== undefined) break
    return [id, ...argv.slice(count)]
  }
  if (isTopic && name !== undefined) throw unknownCommand(topic, name, ids)
  return argv
}
