import {createHash} from 'node:crypto'
import {readdirSync, readFileSync, statSync} from 'node:fs'
import {join} from 'node:path'

/** What dist is made from, relative to the root. */
const sources = [
  'bin/run.js',
  'src',
  'catalog',
  'scripts/build',
  'scripts/catalog',
  'package.json',
  'oclif.manifest.json',
  'package-lock.json',
  'tsconfig.json',
]

const filesBelow = (root: string, path: string): string[] => {
  const stat = statSync(join(root, path), {throwIfNoEntry: false})
  if (!stat) return []
  if (!stat.isDirectory()) return [path]
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesBelow(root, `${path}/${name}`))
}

/** A hash over names and contents of everything that dist is made from. */
export const hashSources = (root: string): string => {
  const hash = createHash('sha256')
  for (const path of sources.flatMap((source) => filesBelow(root, source))) {
    const content = readFileSync(join(root, path))
    hash.update(`${path}\0${String(content.length)}\0`).update(content)
  }
  return hash.digest('hex')
}
