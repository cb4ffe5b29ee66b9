import {type Value} from '../../values/value.js'
import {formatAsTable} from '../table.js'
import {type OpenItems} from './items-writer.js'

/** A table's columns follow from all of its rows: it comes at the end, also of a list that breaks off. */
export const tableItems: OpenItems = (_, context) => {
  const rows: Value[] = []
  const show = (): string => formatAsTable(rows, context)
  return {
    add: (items) => {
      for (const item of items) rows.push(item)
      return ''
    },
    end: show,
    breakOff: show,
  }
}
