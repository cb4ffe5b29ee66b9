import {type Format} from '../format.js'
import {type OpenItems} from './items-writer.js'

const loaders: Readonly<Record<Format, () => Promise<OpenItems>>> = {
  json: async () => (await import('./json-items.js')).jsonItems,
  yaml: async () => (await import('./yaml-items.js')).yamlItems,
  table: async () => (await import('./table-items.js')).tableItems,
}

/** Loads the writer of a format, and the libraries that it needs, when it is chosen. */
export const loadItems = async (format: Format): Promise<OpenItems> => loaders[format]()
