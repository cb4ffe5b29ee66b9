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

/** Some packages keep their licence in their README alone. */
const licenseChapter = (readme: string): string | undefined =>
  /^#+ licen[cs]e\s*\n([\s\S]*?)(?=^#|$(?![\s\S]))/im.exec(readme)?.[1]

const noticeOf = (root: string, folder: string): string => {
  const facts = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as PackageFacts
  if (!facts.license) throw new Error(`${folder} names no licence`)
  const names = readdirSync(join(root, folder)).sort()
  const textsOf = (pattern: RegExp): string[] =>
    names.filter((name) => pattern.test(name)).map((name) => readFileSync(join(root, folder, name), 'utf8').trim())
  const own = textsOf(/^(licen[cs]e|copying|notice)/i)
  const texts = own.length > 0 ? own : textsOf(/^readme/i).flatMap((readme) => licenseChapter(readme)?.trim() ?? [])
  const author = typeof facts.author === 'string' ? facts.author : facts.author?.name
  const body = texts.length > 0 ? texts : [`Copyright by ${author ?? `the authors of ${facts.name}`}.`]
  return `${[`${facts.name} ${facts.version} (${facts.license})`, ...body].join('\n\n')}\n`
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
