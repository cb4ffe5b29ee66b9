import {formatAsYaml} from '../yaml.js'
import {type OpenItems} from './items-writer.js'

const indent = (text: string, depth: number): string => text.replaceAll(/^(?=.)/gm, '  '.repeat(depth))

/** As `formatAsYaml` lays out the whole. */
export const yamlItems: OpenItems = (path, context) => {
  const depth = path.length
  const keys = path.map((name, at) =>
    indent(formatAsYaml(new Map([[name, true]]), context).replace(/ true\n$/, ''), at),
  )
  const opening = keys.map((key) => `${key}\n`).join('')
  let count = 0
  return {
    add: (items) => {
      const before = count === 0 && items.length > 0 ? opening : ''
      count += items.length
      return before + items.map((item) => indent(formatAsYaml([item], context), depth)).join('')
    },
    end: () => (count > 0 ? '' : depth === 0 ? '[]\n' : `${keys.join('\n')} []\n`),
    breakOff: () => '',
  }
}
