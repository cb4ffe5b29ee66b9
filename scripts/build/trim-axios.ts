import {readFile} from 'node:fs/promises'
import {type Plugin} from 'esbuild'
import {mustReplace} from './must-replace.js'

interface Patch {
  readonly file: RegExp
  readonly contents: (text: string, path: string) => string
}

/**
 * What axios loads at its start and hwc never uses. Reading `globalThis.FormData` or making a `Request` has node compile
 * its bundled undici (25 ms), http2 costs 18 ms, the table of MIME types is 137 KB of JSON.
 */
const patches: readonly Patch[] = [
  {
    file: /[\\/]axios[\\/]lib[\\/]adapters[\\/]fetch\.js$/,
    contents: (text, path) => {
      mustReplace(text, 'export const getFetch', '', path)
      return 'export const getFetch = () => false\nexport default false\n'
    },
  },
  {
    file: /[\\/]axios[\\/]lib[\\/]utils\.js$/,
    contents: (text, path) =>
      mustReplace(text, "typeof G.FormData !== 'undefined' ? G.FormData : undefined", 'undefined', path),
  },
  {
    file: /[\\/]axios[\\/]lib[\\/]helpers[\\/]Http2Sessions\.js$/,
    contents: (text, path) => {
      mustReplace(text, 'export default Http2Sessions', '', path)
      return 'export default class Http2Sessions {}\n'
    },
  },
  {
    file: /[\\/]mime-types[\\/]index\.js$/,
    contents: (text, path) => {
      mustReplace(text, 'exports.lookup = lookup', '', path)
      return 'exports.lookup = () => false\nexports.contentType = () => false\n'
    },
  },
]

/** Cuts from axios what costs start-up time; ends the build where axios is no longer what was cut. */
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
      build.onResolve({filter: /^(?:node:)?http2$/}, () => {
        applied.add('http2')
        return {path: 'http2', namespace: 'absent'}
      })
      build.onLoad({filter: /.*/, namespace: 'absent'}, () => ({contents: 'module.exports = {constants: {}}'}))
    },
  }
  const assertAllApplied = (): void => {
    const missing = [...patches.map(({file}) => file.source), 'http2'].filter((name) => !applied.has(name))
    if (missing.length > 0) throw new Error(`axios no longer loads what was cut from it: ${missing.join(', ')}`)
  }
  return {plugin, assertAllApplied}
}
