import assert from 'node:assert/strict'
import {join} from 'node:path'
import {operationHelp} from '../../src/cli/help/operation-help.js'
import {rootHelp} from '../../src/cli/help/root-help.js'
import {serviceHelp} from '../../src/cli/help/service-help.js'
import {resolveWords} from '../../src/cli/resolve-words.js'
import {reservedNames} from '../../src/cli/words/settings.js'
import {Catalog} from '../../src/core/catalog/catalog.js'
import {findOperation} from '../../src/core/catalog/find-operation.js'
import {type Operation, type Schema} from '../../src/core/catalog/types.js'
import {settingsTable} from '../../src/core/config/settings-table.js'
import {type FileReader} from '../../src/core/request/arguments/file-reader.js'
import {readArguments} from '../../src/core/request/arguments/read-arguments.js'
import {nameTable} from '../../src/core/request/names/name-table.js'
import {displayWidth} from '../../src/core/output/display-width.js'
import {FileValue} from '../../src/core/values/value.js'
import {repositoryRoot} from '../support/repository.js'
import {shellWords} from '../support/shell-words.js'

interface Case {
  readonly title: string
  readonly service: string
  readonly version: string
  readonly versions: readonly string[]
  readonly defaultVersion: string
  readonly command: string
  readonly client: string
  readonly operation: Operation
  readonly schema: (name: string) => Schema
}

const catalog = new Catalog(join(repositoryRoot, 'dist/catalog'))

const casesOf = (service: string): Case[] => {
  const versions = catalog.services[service]?.versions ?? []
  return versions.flatMap((version) => {
    const file = catalog.open(service, version)
    return file.commands().flatMap((command) => {
      const operation = file.operation(command)
      if (operation === undefined) return []
      const having = versions.filter((other) => catalog.open(service, other).operation(command) !== undefined)
      const defaultVersion = operation.preferred ?? version
      const title = `hwc ${service} ${command} --api-version ${version} --help`
      return [
        {
          title,
          service,
          version,
          versions: having,
          defaultVersion,
          command,
          client: file.head.client,
          operation,
          schema: (name: string) => file.schema(name),
        },
      ]
    })
  })
}

const cases = Object.keys(catalog.services).flatMap(casesOf)

const pageOf = (one: Case, width: number, full: boolean): string[] =>
  operationHelp({
    ...one,
    names: nameTable(one.operation, one.schema, reservedNames),
    settings: settingsTable,
    full,
    width,
  }).split('\n')

/** One word cannot be broken; in an example a backslash may follow it. */
const isOneWord = (line: string): boolean => shellWords(line.replace(/ \\$/, '').trim()).length === 1

const tooWide = (lines: readonly string[], width: number): string[] =>
  lines.filter((line) => displayWidth(line) > width && !isOneWord(line))

const wrong = (lines: readonly string[]): string[] => lines.filter((line) => /undefined|\[object|NaN|\u00a0/.test(line))

/** The flags of a page as they may be typed, with a value that every type lets pass before it is looked at. */
const typedFlags = (lines: readonly string[]): string[] =>
  lines
    .slice(0, lines.indexOf('EXAMPLES'))
    .map((line) => /^ +(--[^ []+)/.exec(line)?.[1])
    .filter((flag) => flag !== undefined)
    .map((flag) => `${flag.replaceAll('<key>', 'KEY')}=true`)

const examplesOf = (lines: readonly string[]): string[] => {
  const start = lines.indexOf('EXAMPLES') + 1
  const end = lines.findIndex((line, index) => index > start && /^SETTINGS/.test(line))
  const text = lines
    .slice(start, end)
    .join('\n')
    .replaceAll(/ \\\n +/g, ' ')
  return text
    .split(/\n(?=  hwc )/)
    .map((example) => example.trim())
    .filter((example) => example !== '')
}

const text = new TextEncoder().encode('text')

/** Every file is there: an object where its name says so, else a text. */
const files: FileReader = {
  stdinIsTerminal: false,
  read: async (path) => (path.endsWith('.yaml') ? new TextEncoder().encode('{}') : text),
  readStdin: async () => text,
  open: async (path) => new FileValue(path),
  openStdin: async () => new FileValue('stdin'),
  cleanUp: async () => {},
}

const exampleFaults = async (
  {service, command, operation, schema, title}: Case,
  example: string,
): Promise<string[]> => {
  const [hwc, first, second, ...rest] = shellWords(example)
  assert.deepEqual([hwc, first, second], ['hwc', service, command], title)
  const words = resolveWords(rest, operation, schema)
  // What such a file holds is the user's.
  if (words.settings.has('from-file')) return words.faults.map(({message}) => message)
  const read = await readArguments({words, operation, schema, files})
  const told = [...words.faults, ...read.faults].map(({message}) => message)
  return [...told, ...read.warnings.filter((warning) => !example.includes('.yaml') || !/missing/.test(warning))]
}

describe('help', () => {
  it('renders for every operation, no line wider than the page', function () {
    this.timeout(120_000)
    const widths = [60, 80, 120]
    const offenders = cases.flatMap((one, index) => {
      const width = widths[index % widths.length] ?? 80
      return [false, true].flatMap((full) => {
        const lines = pageOf(one, width, full)
        const found = [...tooWide(lines, width), ...wrong(lines)]
        return found.length === 0 ? [] : [{title: one.title, width, found}]
      })
    })
    assert.deepEqual(offenders, [])
    assert.ok(cases.length > 15_000, `only ${cases.length} operations were there`)
  })

  for (const full of [false, true])
    it(`shows ${full ? 'with =full ' : ''}only flags that mean something when typed`, function () {
      this.timeout(120_000)
      const offenders = cases.flatMap((one) => {
        const typed = typedFlags(pageOf(one, 80, full))
        const {faults} = resolveWords(typed, one.operation, one.schema)
        return faults.length === 0 ? [] : [{title: one.title, faults: faults.map(({message}) => message)}]
      })
      assert.deepEqual(offenders, [])
    })

  it('gives examples that are without fault when typed', async function () {
    this.timeout(120_000)
    const offenders: unknown[] = []
    for (const one of cases) {
      for (const example of examplesOf(pageOf(one, 80, false))) {
        const told = await exampleFaults(one, example)
        if (told.length > 0) offenders.push({title: one.title, example, told})
      }
    }
    assert.deepEqual(offenders, [])
  })

  it('lists every operation of every service', () => {
    for (const [service, summary] of Object.entries(catalog.services)) {
      const operations = catalog.operations(service)
      for (const width of [60, 80, 120]) {
        const lines = serviceHelp({service, summary, operations, width}).split('\n')
        assert.deepEqual([...tooWide(lines, width), ...wrong(lines)], [], service)
        const listed = new Set(lines.map((line) => line.trim().split(' ')[0]))
        assert.deepEqual(
          operations.filter(({command}) => !listed.has(command)),
          [],
          service,
        )
      }
    }
  })

  it('lists every service', () => {
    for (const width of [60, 80, 120]) {
      const lines = rootHelp({services: catalog.services, commands: [], width}).split('\n')
      assert.deepEqual([...tooWide(lines, width), ...wrong(lines)], [])
      const listed = new Set(lines.map((line) => line.trim().split(' ')[0]))
      assert.deepEqual(
        Object.keys(catalog.services).filter((service) => !listed.has(service)),
        [],
      )
    }
  })

  it('begins with a call that there is', () => {
    const page = rootHelp({services: catalog.services, commands: [], width: 80})
    const [, service = '', operation = ''] = /^ {2}hwc ([a-z]+) ([a-z-]+) --profile sandbox$/m.exec(page) ?? []
    assert.notEqual(findOperation(catalog, service, operation).operation, undefined)
  })
})
