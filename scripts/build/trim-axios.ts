import {readFile} from 'node:fs/promises'
import {type Plugin} from 'esbuild'
import {mustReplace} from './must-replace.js'

interface Patch {
  readonly file: RegExp
  readonly contents: (text: string, path: string) => string
}

/**
 * Code of axios that costs start-up time and that hwc never reaches. Reading `globalThis.FormData` or making a `Request`
 * has node compile its bundled undici (25 ms); the list of flags that node allows takes a millisecond to make, and what
 * it guards is asked again in the lines below it; `performance` loads a module where `Date.now` does.
 */
const patches: readonly Patch[] = [
  {
    file: /[\\/]axios[\\/]lib[\\/]utils\.js$/,
    contents: (text, path) =>
      mustReplace(text, "typeof G.FormData !== 'undefined' ? G.FormData : undefined", 'undefined', path),
  },
  {
    file: /[\\/]axios[\\/]lib[\\/]core[\\/]dispatchRequest\.js$/,
    contents: (text, path) =>
      mustReplace(text, "typeof performance !== 'undefined' && utils.isFunction(performance.now)", 'false', path),
  },
  {
    file: /[\\/]axios[\\/]lib[\\/]adapters[\\/]http\.js$/,
    contents: (text, path) =>
      mustReplace(
        text,
        /if \(\s*!process\.allowedNodeEnvironmentFlags \|\|[^{]*\{\s*return configuredAgent;\s*\}/,
        '',
        path,
      ),
  },
  ...Object.entries({
    'adapters/fetch': {
      holds: 'export const getFetch',
      contents: 'export const getFetch = () => false; export default false',
    },
    'adapters/xhr': {holds: "typeof XMLHttpRequest !== 'undefined'", contents: 'export default false'},
    'helpers/Http2Sessions': {holds: 'export default Http2Sessions', contents: 'export default class Http2Sessions {}'},
    'helpers/HttpStatusCode': {holds: 'export default HttpStatusCode', contents: 'export default {}'},
    'helpers/toFormData': {
      holds: 'export default toFormData',
      contents: 'export const DEFAULT_FORM_DATA_MAX_DEPTH = 100; export default function toFormData() {}',
    },
  }).map(([name, {holds, contents}]) => ({
    file: new RegExp(`[\\\\/]axios[\\\\/]lib[\\\\/]${name.replace('/', '[\\\\/]')}\\.js$`),
    contents: (text: string, path: string) => {
      mustReplace(text, holds, '', path)
      return contents
    },
  })),
]

/**
 * Modules that axios loads at its start, and what stands in their place. hwc builds its own forms, follows no redirects
 * and chooses its own proxy (`maxRedirects: 0`, `proxy: false`), so none of them is ever called.
 */
const absent: Readonly<Record<string, string>> = {
  http2: 'module.exports = {constants: {}}',
  'form-data': 'module.exports = class FormData {}',
  'follow-redirects': 'module.exports = {}',
  'https-proxy-agent': 'module.exports = class HttpsProxyAgent {}',
  'proxy-from-env': 'exports.getProxyForUrl = () => ""',
}

/** Cuts from axios what costs start-up time; `assertAllApplied` throws where axios is no longer what was cut. */
export const trimAxios = (): {readonly plugin: Plugin; readonly assertAllApplied: () => void} => {
  const applied = new Set<string>()
  const plugin: Plugin = {
    name: 'trim-axios',
    setup: (build) => {
      for (const {file, contents} of patches) {
        build.onLoad({filter: file}, async ({path}) => {
          applied.add(file.source)
          return {contents: contents(await readFile(path, 'utf8'), path), loader: 'js'}
        })
      }
      build.onResolve({filter: new RegExp(`^(?:${Object.keys(absent).join('|')})$`)}, ({path, importer}) => {
        if (!/[\\/]node_modules[\\/]axios[\\/]/.test(importer)) return undefined
        applied.add(path)
        return {path, namespace: 'absent'}
      })
      build.onLoad({filter: /.*/, namespace: 'absent'}, ({path}) => ({contents: absent[path] ?? '', loader: 'js'}))
    },
  }
  const assertAllApplied = (): void => {
    const missing = [...patches.map(({file}) => file.source), ...Object.keys(absent)].filter(
      (name) => !applied.has(name),
    )
    if (missing.length > 0) throw new Error(`axios no longer loads what was cut from it: ${missing.join(', ')}`)
  }
  return {plugin, assertAllApplied}
}
