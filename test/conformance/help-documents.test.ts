import assert from 'node:assert/strict'
import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {commandWords} from '../../src/cli/command-words.js'
import {resolveLeadingFlags} from '../../src/cli/resolve-leading-flags.js'
import {resolveWords} from '../../src/cli/resolve-words.js'
import {settingsTable} from '../../src/core/config/settings-table.js'
import {Catalog} from '../../src/core/catalog/catalog.js'
import {findOperation} from '../../src/core/catalog/find-operation.js'
import {findService} from '../../src/core/catalog/find-service.js'
import {repositoryRoot} from '../support/repository.js'
import {shellWords} from '../support/shell-words.js'

const catalog = new Catalog(join(repositoryRoot, 'dist/catalog'))

const documents = ['README.md', ...readdirSync(join(repositoryRoot, 'docs')).map((name) => join('docs', name))]

/** The command lines of hwc in a document's blocks of shell, without what the shell makes of the rest. */
const commandLines = (text: string): string[] =>
  Array.from(text.matchAll(/^```sh\n(.*?)^```/gms), ([, block = '']) => block)
    .flatMap((block) => block.split('\n'))
    .map((line) => /(?:^|\$\(|&& npx )(hwc (?:'[^']*'|[^'|>#)])*)/.exec(line)?.[1]?.trim() ?? '')
    .filter((line) => line !== '')

interface Manifest {
  readonly commands: Readonly<Record<string, {readonly flags: Readonly<Record<string, unknown>>}>>
}

const {commands} = JSON.parse(readFileSync(join(repositoryRoot, 'oclif.manifest.json'), 'utf8')) as Manifest
const ids = Object.keys(commands)

/** What is wrong with a line of a hand-written command: its name or its flags. */
const commandFaults = (words: readonly string[]): string[] => {
  const [id = ''] = commandWords(words, ids)
  const flags = Object.keys(commands[id]?.flags ?? {})
  return words
    .flatMap((word) => /^--(?:no-)?([\w-]+)/.exec(word)?.[1] ?? [])
    .filter((name) => !flags.includes(name) && name !== 'help')
    .map((name) => `${id} has no flag --${name}`)
}

const faultsOf = (line: string): string[] => {
  const {service, operation, rest, leading, before, faults} = resolveLeadingFlags(shellWords(line).slice(1))
  if (service === undefined) return faults.map(({message}) => message)
  if (ids.some((id) => id.split(':')[0] === service)) return commandFaults(shellWords(line).slice(1))
  if (operation === undefined) return [findService(catalog, service)].filter((name) => name === '')
  const words = [...leading, ...before, ...rest]
  const version = words[words.indexOf('--api-version') + 1]
  const found = findOperation(catalog, service, operation, words.includes('--api-version') ? version : undefined)
  const resolved = resolveWords(words, found.operation, (name) => found.file.schema(name))
  return [...faults, ...resolved.faults].map(({message}) => message)
}

describe('The documents', () => {
  it('name only operations and flags that there are', () => {
    const lines = documents.flatMap((path) =>
      commandLines(readFileSync(join(repositoryRoot, path), 'utf8')).map((line) => ({path, line})),
    )
    const offenders = lines.map((one) => ({...one, faults: faultsOf(one.line)})).filter(({faults}) => faults.length > 0)
    assert.deepEqual(offenders, [])
    assert.ok(lines.length > 30, `only ${lines.length} command lines were found`)
  })

  it('name every setting of today', () => {
    const guide = readFileSync(join(repositoryRoot, 'docs/user-guide.md'), 'utf8')
    const names = settingsTable.filter(({flag, built}) => flag && built).map(({name}) => `--${name}`)
    assert.deepEqual(
      names.filter((name) => !guide.includes(name)),
      [],
    )
  })
})
