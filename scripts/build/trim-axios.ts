import {type Plugin} from 'esbuild'
import {mustReplace} from './must-replace.js'

interface Patch {
  /** The end of the path below axios. */
  readonly file: string
  readonly apply: (text: string, path: string) => string
}

const instead =
  (holds: string, contents: string): Patch['apply'] =>
  (text, path) => {
    mustReplace(text, holds, '', path)
    return contents
  }

/**
 * Code of axios that costs start-up time and that hwc never reaches: it makes an instance of its class, brings its own
 * adapter, builds its own forms and has nothing transformed.
 * Reading `globalThis.FormData` or making a `Request` has node compile its bundled undici (25 ms); `performance` loads a
 * module where `Date.now` does.
 */
const patches: readonly Patch[] = [
  {
    file: 'utils',
    apply: (text, path) =>
      mustReplace(text, "typeof G.FormData !== 'undefined' ? G.FormData : undefined", 'undefined', path),
  },
  {
    file: 'core/dispatchRequest',
    apply: (text, path) =>
      mustReplace(
        mustReplace(text, "typeof performance !== 'undefined' && utils.isFunction(performance.now)", 'false', path),
        'adapters.getAdapter(config.adapter || defaults.adapter, config)',
        'config.adapter',
        path,
      ),
  },
  {
    file: 'core/transformData',
    apply: instead(
      'export default function transformData(fns, response)',
      'export default function transformData(fns, response) { return (response || this).data }',
    ),
  },
  {
    file: 'axios',
    apply: instead('export default axios', "import Axios from './core/Axios.js'; export default {Axios}"),
  },
]

const isModule = /[\\/]node_modules[\\/]axios[\\/]lib[\\/](.*)\.js$/

export interface AxiosTrim {
  /** Changes the text of a module of axios, if it is one that is changed. */
  readonly patch: (text: string, path: string) => string
  /** Leaves out a package that only forms need. */
  readonly plugin: Plugin
  /** @throws {Error} where something of axios was not there to be cut. */
  readonly assertAllApplied: () => void
}

/** Cuts from axios what costs start-up time. */
export const trimAxios = (): AxiosTrim => {
  const applied = new Set<string>()
  const plugin: Plugin = {
    name: 'trim-axios',
    setup: (build) => {
      build.onResolve({filter: /^form-data$/}, ({path, importer}) => {
        if (!isModule.test(importer)) return undefined
        applied.add(path)
        return {path, namespace: 'absent'}
      })
      build.onLoad({filter: /.*/, namespace: 'absent'}, () => ({
        contents: 'module.exports = class FormData {}',
        loader: 'js',
      }))
    },
  }
  return {
    patch: (text, path) => {
      const name = isModule.exec(path)?.[1]?.replaceAll('\\', '/')
      const found = patches.find(({file}) => file === name)
      if (!found) return text
      applied.add(found.file)
      return found.apply(text, path)
    },
    plugin,
    assertAllApplied: () => {
      const missing = [...patches.map(({file}) => file), 'form-data'].filter((name) => !applied.has(name))
      if (missing.length > 0) throw new Error(`axios no longer loads what was cut from it: ${missing.join(', ')}`)
    },
  }
}
