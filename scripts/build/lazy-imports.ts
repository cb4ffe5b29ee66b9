import {readFile} from 'node:fs/promises'
import {isBuiltin} from 'node:module'
import {transform, type Plugin} from 'esbuild'
import {mustReplace} from './must-replace.js'

/** What esbuild puts before a module's own text: its own functions, then the exported names. */
const opening =
  /^(?:"use strict";\n)?var __[\s\S]*?\nvar (\w+_exports) = \{\};\n(?:__export\(\1, \{\n([\s\S]*?)\n\}\);\n)?module\.exports = __toCommonJS\(\1\);\n/
/** A note for node's own loader. */
const ending =
  /^\/\/ Annotate the CommonJS export names for ESM import in node:\n0 && \(module\.exports = \{[^}]*\}\);\n/m
const exportedName = /^ {2}([^:]+): \(\) => (.*?),?$/gm
const importedName = /^var (\w+) = (require\("[^"]+"\)|__toESM\(require\("[^"]+"\)\));\n/gm
const wrappedOwn = /__toESM\((require\("\.[^"]*"\))\)/g
const wrapped = /__toESM\((require\("[^"]*"\))\)/g

const quoted = (name: string): string => (name.startsWith('"') ? name : JSON.stringify(name))

/** As an ES module sees a module of node or a package, without its members being copied one by one. */
const namespace = '((it) => it.__esModule ? it : Object.create(it, {default: {value: it}}))($1)'

/**
 * Has a module do each import when what it imports is first used, not when the module is loaded; `text` is what esbuild
 * makes of an ES module as CommonJS. The sources and those of axios do nothing when they are loaded that others could
 * notice, so their order is free.
 * @throws {Error} where the text is not what esbuild writes.
 */
export const lazyImports = (text: string, where: string): string => {
  const uses = new Map<string, string>()
  const found: string[] = []
  let names = ''
  const own = mustReplace(text, opening, (_, __, exported = '') => ((names = exported), ''), where)
    .replace(ending, '')
    .replaceAll(wrappedOwn, '$1')
    .replaceAll(importedName, (_, name: string, required: string) => {
      const isOwn = required.startsWith('require(".')
      uses.set(name, isOwn ? `(${required})` : `(${name}())`)
      if (!isOwn) found.push(`let ${name}_;\nconst ${name} = () => ${name}_ ??= ${required};\n`)
      return ''
    })
  // What is passed on is asked for each time; what is the module's own is there when the module has run.
  const pairs = Array.from(names.matchAll(exportedName), ([, name = '', value = '']) => [name, value] as const)
  const isOwn = (value: string): boolean => /^[\w$]+$/.test(value) && !uses.has(value)
  const passedOn = pairs
    .filter(([, value]) => !isOwn(value))
    .map(
      ([name, value]) => `Object.defineProperty(exports, ${quoted(name)}, {get: () => ${value}, enumerable: true});\n`,
    )
  const owned = pairs
    .filter(([, value]) => isOwn(value))
    .map(([name, value]) => `exports[${quoted(name)}] = ${value};\n`)
  // Only who imports by default looks whether a module was one.
  const flag = pairs.some(([name]) => name === 'default') ? 'exports.__esModule = true;\n' : ''
  const inlined = [...uses].reduce(
    (result, [name, use]) =>
      result.replaceAll(new RegExp(`(?<![\\w$]|(?<!\\.\\.)\\.)${name}(?![\\w$])`, 'g'), () => use),
    [...passedOn, own, ...owned].join(''),
  )
  return `"use strict";\n${flag}${found.join('')}${inlined}`.replaceAll(wrapped, namespace)
}

/** Our sources and the modules of axios: those that `lazyImports` is right for. */
const isLazy = /(?:^|[\\/])(?:src[\\/].*\.ts|node_modules[\\/]axios[\\/](?:index|lib[\\/].*)\.js)$/

/**
 * Loads our sources and axios with lazy imports; `patch` may change a text before. What they ask of packages is what an
 * `import` finds there.
 */
export const lazyImportsPlugin = (patch: (text: string, path: string) => string): Plugin => ({
  name: 'lazy-imports',
  setup: (build) => {
    const inner = Symbol('resolved as an import')
    // Whoever resolves a path here says nothing of the package it is in, where these files would be ES modules.
    build.onResolve({filter: /.*/}, async ({path, kind, importer, resolveDir, pluginData}) => {
      const isOurs = isLazy.test(importer)
      const isRoot = kind === 'entry-point' || importer === '<stdin>'
      if (pluginData === inner || isBuiltin(path) || !(isOurs || isRoot)) return undefined
      const asked = isOurs ? 'import-statement' : kind
      const found = await build.resolve(path, {kind: asked, importer, resolveDir, pluginData: inner})
      if (found.errors.length > 0) return undefined
      return found.external || found.namespace !== 'file' ? found : {path: found.path}
    })
    build.onLoad({filter: isLazy}, async ({path}) => {
      const {code} = await transform(patch(await readFile(path, 'utf8'), path), {
        loader: path.endsWith('.ts') ? 'ts' : 'js',
        format: 'cjs',
        platform: 'node',
        target: 'node20',
        // node knows no `import()` in a script that has a code cache.
        supported: {'dynamic-import': false},
      })
      return {contents: lazyImports(code, path), loader: 'js'}
    })
  },
})
