import {writeTo} from '../core/io/write-stream.js'
import {loadFormatter} from '../core/output/load-formatter.js'
import {NumberText, type Value} from '../core/values/value.js'
import {type OpenCommand} from './open-command.js'

type Plain = null | boolean | string | number | readonly Plain[] | {readonly [key: string]: Plain | undefined}

/** Numbers, texts, lists and objects as values; what is undefined is left out. */
export const toValue = (plain: Plain): Value => {
  if (typeof plain === 'number') return new NumberText(String(plain))
  if (plain === null || typeof plain !== 'object') return plain
  if (Array.isArray(plain)) return (plain as readonly Plain[]).map(toValue)
  return new Map(
    Object.entries(plain).flatMap(([key, item]) => (item === undefined ? [] : [[key, toValue(item)] as const])),
  )
}

/** Shows data on stdout in the format that was asked for. */
export const showData = async (
  value: Value,
  {runtime, settings}: Pick<OpenCommand, 'runtime' | 'settings'>,
): Promise<void> => {
  const {stdout} = runtime.io
  const format = await loadFormatter(settings.get('output'))
  const color = !settings.get('no-color') && (settings.get('force-color') ?? stdout.isTerminal)
  await writeTo(stdout, format(value, {columns: stdout.isTerminal ? stdout.columns : undefined, color}))
}
