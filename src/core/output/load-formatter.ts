import {type Format, type Formatter} from './format.js'

const loaders: Readonly<Record<Format, () => Promise<Formatter>>> = {
  json: async () => (await import('./json.js')).formatAsJson,
  yaml: async () => (await import('./yaml.js')).formatAsYaml,
  table: async () => (await import('./table.js')).formatAsTable,
}

/** Loads the formatter, and the libraries that it needs, when it is chosen. */
export const loadFormatter = async (format: Format): Promise<Formatter> => loaders[format]()
