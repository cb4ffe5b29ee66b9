import {existsSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'

const find = (folder: string): string => (existsSync(join(folder, 'package.json')) ? folder : find(dirname(folder)))

/** The root of the checkout, wherever the compiled test lies below it. */
export const repositoryRoot = find(dirname(fileURLToPath(import.meta.url)))

export const fixture = (path: string): string => join(repositoryRoot, 'test/fixtures', path)
