import assert from 'node:assert/strict'
import {existsSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {isManifestCurrent} from '../../scripts/build/manifest.js'
import {readRepositoryFile, repositoryFiles} from '../support/repository-files.js'
import {repositoryRoot} from '../support/repository.js'

interface PackageFacts {
  readonly bin: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
  readonly scripts: Readonly<Record<string, string>>
}

const paths = repositoryFiles()
const facts = JSON.parse(readRepositoryFile('package.json')) as PackageFacts
const documents = paths.filter((path) => path.endsWith('.md'))
const thisFile = 'test/conformance/repository.test.ts'

/** Names of the catalogue are the services' own, fixtures are what was recorded. */
const isWrittenByHand = (path: string): boolean =>
  path !== thisFile && !/^(catalog\/[^/]+\/v|catalog\/services\.json|test\/fixtures\/)/.test(path)

const assertNone = (offenders: readonly string[]): void => {
  assert.ok(offenders.length === 0, ['', ...offenders].join('\n  '))
}

const linesWith = (pattern: RegExp, files: readonly string[]): string[] =>
  files.flatMap((path) =>
    readRepositoryFile(path)
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${path}:${String(index + 1)} ${line.trim().slice(0, 120)}`] : [],
      ),
  )

describe('The repository', () => {
  it('names no folder of the machine that it was written on', () => {
    assertNone(
      linesWith(/(?<![\w.])\/(work|root|tmp\/(sdk|brief)|home\/\w+|Users\/\w+)\/\w/, paths.filter(isWrittenByHand)),
    )
  })

  it('names no host of a package registry', () => {
    assertNone(
      linesWith(
        /registry\.[\w-]+\.\w|npmmirror|"resolved": "http/,
        paths.filter((path) => path !== thisFile),
      ),
    )
  })

  it('speaks of hwc and of nobody who wrote it', () => {
    const words = /\b(claude|anthropic|chatgpt|openai|copilot|language model|sub-?agents?|co-authored-by)\b/i
    assertNone(linesWith(words, paths.filter(isWrittenByHand)))
  })

  it('holds the manifest that would be generated now', async () => {
    assert.ok(await isManifestCurrent(), 'npm run manifest')
  })

  it('installs nothing at run time and pins what it builds with', () => {
    assert.deepEqual(facts.dependencies ?? {}, {})
    assertNone(
      Object.entries(facts.devDependencies).flatMap(([name, version]) =>
        /^\d[\w.-]*$/.test(version) ? [] : [`${name} ${version}`],
      ),
    )
  })

  it('uses every package that it names', () => {
    const code = paths.filter((path) =>
      /^(src|scripts|test|bin)\/.*\.[jt]s$|^eslint\.config\.js$|^package\.json$/.test(path),
    )
    const texts = code.map((path) => {
      const text = readRepositoryFile(path)
      return path === 'package.json' ? JSON.stringify(facts.scripts) : text
    })
    const uses = (name: string): boolean =>
      texts.some((text) => text.includes(`'${name}'`) || text.includes(`'${name}/`) || text.includes(`"${name} `))
    // prettier and tsc are run by their own names, @types/node and @types/mocha are named in tsconfig.json, and the SDK's
    // core requires uuid without saying so.
    const known = new Set(['typescript', 'prettier', 'c8', '@types/node', '@types/mocha', 'uuid'])
    const unused = Object.keys(facts.devDependencies).filter((name) => {
      const typed = name.startsWith('@types/') ? name.slice('@types/'.length) : name
      return !known.has(name) && !uses(typed)
    })
    assertNone(unused)
  })

  it('links to files that exist', () => {
    const links = documents.flatMap((path) =>
      [...readRepositoryFile(path).matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)].map(([, target = '']) => ({path, target})),
    )
    assertNone(
      links
        .filter(({path, target}) => !existsSync(join(repositoryRoot, dirname(path), target)))
        .map(({path, target}) => `${path} -> ${target}`),
    )
  })

  it('documents only npm scripts that exist', () => {
    const named = documents.flatMap((path) =>
      [...readRepositoryFile(path).matchAll(/npm run(?: --silent)? ([\w:-]+)/g)].map(([, script = '']) => ({
        path,
        script,
      })),
    )
    assertNone(
      named
        .filter(({script}) => !Object.hasOwn(facts.scripts, script))
        .map(({path, script}) => `${path}: npm run ${script}`),
    )
  })

  it('runs from a checkout with the two commands of the README', () => {
    const readme = readRepositoryFile('README.md')
    assert.match(readme, /^npm ci && npx hwc vpc list-vpcs --limit 1/m)
    assert.match(readme, /^npm cit\b/m)
    assert.ok(facts.scripts['prepare'] && facts.scripts['test'])
    assert.ok(existsSync(join(repositoryRoot, facts.bin['hwc'] ?? 'absent')))
  })
})
