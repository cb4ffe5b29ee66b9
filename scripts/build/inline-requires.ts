import {readFile} from 'node:fs/promises'
import {type Plugin} from 'esbuild'
import {mustReplace} from './must-replace.js'

const topLevelRequire =
  /^(?:const|var) (?:(\w+_\d+) = ((?:__importDefault|__importStar)\(require\("[^"]+"\)\)|require\("[^"]+"\))|(\w+) = (__importStar\(require\("[^"]+"\)\)));$/gm

/**
 * Moves every require of a module that TypeScript compiled to CommonJS to its points of use. Such a module touches an
 * import only as `name_1.member` (`import * as Name` as `Name.member`); the parentheses keep `new name_1.Parser()` what it is.
 */
export const inlineRequires = (text: string): string => {
  const requires = new Map<string, string>()
  const rest = text.replace(topLevelRequire, (_, ...found: (string | undefined)[]) => {
    const [name, expression, starName, star] = found
    requires.set(name ?? starName ?? '', expression ?? star ?? '')
    return ''
  })
  return [...requires].reduce(
    (result, [name, expression]) =>
      result.replaceAll(new RegExp(`(?<![.\\w$])${name}\\b`, 'g'), () => `(${expression})`),
    rest,
  )
}

/** oclif's own watch over stdout throws what is no closed pipe: a full disk would end in a stack trace. bin/run.js watches. */
const stdoutWatch = /^process\.stdout\.on\('error',[\s\S]*?^\}\);$/m

/** oclif requires all of itself at its start; with this the bundle loads what a command line needs (2.0 to 1.6 times bare node). */
export const inlineOclifRequires: Plugin = {
  name: 'inline-oclif-requires',
  setup: (build) => {
    build.onLoad({filter: /[\\/]node_modules[\\/]@oclif[\\/]core[\\/]lib[\\/].*\.js$/}, async ({path}) => {
      const text = inlineRequires(await readFile(path, 'utf8'))
      const isCommand = /[\\/]lib[\\/]command\.js$/.test(path)
      return {contents: isCommand ? mustReplace(text, stdoutWatch, '', path) : text, loader: 'js'}
    })
    // It asks its own package.json for its version, at every start.
    build.onLoad({filter: /[\\/]node_modules[\\/]@oclif[\\/]core[\\/]package\.json$/}, async ({path}) => {
      const {name, version} = JSON.parse(await readFile(path, 'utf8')) as {name: string; version: string}
      return {contents: JSON.stringify({name, version}), loader: 'json'}
    })
  },
}
