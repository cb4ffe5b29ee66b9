import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {type Metafile} from 'esbuild'

interface PackageFacts {
  readonly name: string
  readonly version: string
  readonly license?: string
  readonly author?: string | {readonly name?: string}
}

const packageFolder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//

const bundledPackages = ({outputs}: Metafile): string[] => {
  const folders = Object.values(outputs)
    .flatMap(({inputs}) => Object.keys(inputs))
    .flatMap((path) => packageFolder.exec(path)?.[1] ?? [])
  return [...new Set(folders)].sort()
}

const noticeOf = (root: string, folder: string): string => {
  const facts = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as PackageFacts
  if (!facts.license) throw new Error(`${folder} names no licence`)
  const texts = readdirSync(join(root, folder))
    .filter((name) => /^(licen[cs]e|copying|notice)/i.test(name))
    .sort()
    .map((name) => readFileSync(join(root, folder, name), 'utf8').trim())
  const author = typeof facts.author === 'string' ? facts.author : facts.author?.name
  const body = texts.length > 0 ? texts.join('\n\n') : `Copyright by ${author ?? `the authors of ${facts.name}`}.`
  return `${facts.name} ${facts.version} (${facts.license})\n\n${body}\n`
}

/**
 * The licence texts of every package of which something is in the bundle.
 * @throws {Error} where a package names no licence.
 */
export const licenseNotices = (root: string, metafile: Metafile): string => {
  const notices = bundledPackages(metafile).map((folder) => noticeOf(root, folder))
  const rule = `\n${'-'.repeat(80)}\n\n`
  return ['hwc contains parts of the following packages.\n', ...notices].join(rule)
}
