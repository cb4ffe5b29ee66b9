import {writeTo} from '../../core/io/write-stream.js'
import {loadItems} from '../../core/output/items/load-items.js'
import {type Value} from '../../core/values/value.js'
import {type CallContext} from '../call-context.js'

/** Where the items of a list go while they come. */
export interface ShownItems {
  add(items: readonly Value[]): Promise<void>
  end(): Promise<void>
  breakOff(): Promise<void>
}

/** Shows items on stdout in the format that was asked for; `path` leads to their list in the answer. */
export const openShownItems = async (
  path: readonly string[],
  {runtime, settings}: Pick<CallContext, 'runtime' | 'settings'>,
): Promise<ShownItems> => {
  const {stdout, stderr} = runtime.io
  const open = await loadItems(settings.get('output'))
  const color = !settings.get('no-color') && (settings.get('force-color') ?? stdout.isTerminal)
  const writer = open(path, {columns: stdout.isTerminal ? stdout.columns : undefined, color})
  let isEmpty = true
  const write = async (text: string): Promise<void> => {
    if (text === '') return
    isEmpty = false
    await writeTo(stdout, text)
  }
  return {
    add: async (items) => write(writer.add(items)),
    end: async () => {
      await write(writer.end())
      // As with an empty table: who looks at a terminal would not know that there was an answer.
      if (isEmpty && stdout.isTerminal && !settings.get('quiet'))
        stderr.stream.write('hwc: the answer has no entries\n')
    },
    breakOff: async () => write(writer.breakOff()),
  }
}
