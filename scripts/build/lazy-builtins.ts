import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {type Plugin} from 'esbuild'

/** Modules of node that take a millisecond or so to load and that many a command line never calls. */
const lazy = new Set([
  'node:child_process',
  'node:crypto',
  'node:dns',
  'node:fs/promises',
  'node:net',
  'node:readline/promises',
  'node:stream/promises',
  'node:zlib',
])

const namedImport = /^import \{([^}]*)\} from '(node:[^']+)'$/gm

/** The names that the sources import from each module of node. */
const importedNames = (root: string): Map<string, Set<string>> => {
  const names = new Map<string, Set<string>>()
  for (const path of readdirSync(join(root, 'src'), {recursive: true, encoding: 'utf8'})) {
    if (!path.endsWith('.ts')) continue
    for (const [, list = '', target = ''] of readFileSync(join(root, 'src', path), 'utf8').matchAll(namedImport)) {
      const values = list.split(',').map((name) => name.trim().replace(/ as .*/, ''))
      const known = names.get(target) ?? new Set()
      for (const name of values) if (name !== '' && !name.startsWith('type ')) known.add(name)
      names.set(target, known)
    }
  }
  return names
}

/**
 * Has our own files load these modules of node when one of their members is first used, not when the file that imports
 * it is loaded. Only named imports are known; any other is left as it is.
 */
export const lazyBuiltins = (root: string): Plugin => ({
  name: 'lazy-builtins',
  setup: (build) => {
    const names = importedNames(root)
    build.onResolve({filter: /^node:/}, ({path, kind, importer}) =>
      kind === 'import-statement' && lazy.has(path) && importer.endsWith('.ts') && names.has(path)
        ? {path, namespace: 'lazy'}
        : undefined,
    )
    build.onLoad({filter: /.*/, namespace: 'lazy'}, ({path}) => {
      const members = [...(names.get(path) ?? [])].map((name) => `get ${name}() { return load().${name} }`)
      const contents = [
        'let it',
        `const load = () => (it ??= require(${JSON.stringify(path)}))`,
        `module.exports = {${members.join(', ')}}`,
      ].join('\n')
      return {contents, loader: 'js'}
    })
  },
})
