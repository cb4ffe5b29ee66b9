import {formatAsJson} from '../json.js'
import {type OpenItems} from './items-writer.js'

const pad = (depth: number): string => '  '.repeat(depth)

/** As `formatAsJson` lays out the whole; a list that breaks off is no JSON. */
export const jsonItems: OpenItems = (path, context) => {
  const depth = path.length
  const opening = path.map((name, at) => `{\n${pad(at + 1)}${formatAsJson(name, context).trimEnd()}: `).join('')
  const closing = path.map((_, at) => `\n${pad(depth - at - 1)}}`).join('')
  let count = 0
  return {
    add: (items) => {
      const texts = items.map((item) => {
        const lines = formatAsJson(item, context).trimEnd().split('\n')
        return `\n${lines.map((line) => pad(depth + 1) + line).join('\n')}`
      })
      const before = count === 0 ? `${opening}[` : texts.length > 0 ? ',' : ''
      count += texts.length
      return texts.length === 0 && count === 0 ? '' : before + texts.join(',')
    },
    end: () => (count === 0 ? `${opening}[]${closing}\n` : `\n${pad(depth)}]${closing}\n`),
    breakOff: () => (count === 0 ? '' : '\n'),
  }
}
