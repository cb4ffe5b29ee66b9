import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {repositoryRoot} from './repository.js'

const isOurs = (name: string): boolean => !/^(\.git|node_modules|coverage|build.*|dist.*|.*\.tgz)$/.test(name)

const filesBelow = (folder: string): string[] =>
  readdirSync(join(repositoryRoot, folder), {withFileTypes: true})
    .filter(({name}) => (folder === '' ? isOurs(name) : name !== 'node_modules'))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      return entry.isDirectory() ? filesBelow(path) : [path]
    })
    .sort()

/** The paths of the repository's own files from its root, with slashes; nothing that is installed or built. */
export const repositoryFiles = (): string[] => filesBelow('')

/** A file's text by its path from the repository's root. */
export const readRepositoryFile = (path: string): string => readFileSync(join(repositoryRoot, path), 'utf8')
