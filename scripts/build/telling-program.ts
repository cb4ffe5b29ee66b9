import {mustReplace} from './must-replace.js'

/** What a program tells. */
export interface Told {
  readonly exitCode: number
  /** Of the files that it loaded, in that order. */
  readonly paths: readonly string[]
}

/**
 * Has a bundle that is not minified run the command line of its process and tell its parent (as a `Told`) what
 * it loaded: esbuild's two functions that load a module once know them.
 * @throws {Error} where the bundle is not made as esbuild makes it.
 */
export const tellingProgram = (bundle: string): string => {
  const noted = ['cb', 'fn'].reduce(
    (text, modules) =>
      mustReplace(
        text,
        `${modules}[__getOwnPropNames(${modules})[0]]`,
        `${modules}[hwcNote(__getOwnPropNames(${modules})[0])]`,
        'bundle',
      ),
    bundle,
  )
  return [
    'const hwcLoaded = []',
    'const hwcNote = (path) => (hwcLoaded.push(path), path)',
    noted,
    'const [, , hwcRoot, ...hwcWords] = process.argv',
    "module.exports.main(hwcWords, {root: hwcRoot, version: '0.0.0'})",
    '  .then((exitCode) => process.send({exitCode, paths: hwcLoaded}, () => process.disconnect()))',
  ].join('\n')
}
