import assert from 'node:assert/strict'
import ts from 'typescript'
import {findCycles} from '../support/import-cycles.js'
import {sourceFiles, type SourceFile, type SourceImport} from '../support/source-imports.js'

const files = sourceFiles('src')
const fileByPath = new Map(files.map((file) => [file.path, file]))

/** Fails with all offenders at once. */
const assertNone = (offenders: readonly string[]): void => {
  assert.ok(offenders.length === 0, ['', ...[...new Set(offenders)].sort()].join('\n  '))
}

const eachImport = (find: (from: SourceFile, imported: SourceImport) => string | undefined): string[] =>
  files.flatMap((file) => file.imports.flatMap((imported) => find(file, imported) ?? []))

type Layer = keyof typeof mayImport

/**
 * Who may import whom (`types`: what is gone when the code is compiled). Everybody may import its own layer,
 * `core/errors` and `core/values`.
 */
const mayImport = {
  'core/errors': {values: [], types: []},
  'core/values': {values: [], types: []},
  'core/io': {values: [], types: []},
  'core/catalog': {values: [], types: []},
  'core/http': {values: ['core/io'], types: []},
  'core/config': {values: ['core/io'], types: []},
  'core/credentials': {values: ['core/config', 'core/http'], types: []},
  'core/endpoints': {values: ['core/catalog', 'core/config'], types: []},
  'core/request': {values: ['core/catalog', 'core/io'], types: ['core/http']},
  'core/signing': {values: ['core/http'], types: ['core/credentials']},
  'core/output': {values: ['core/io'], types: ['core/catalog', 'core/http']},
  'core/client': {
    values: ['core/catalog', 'core/credentials', 'core/endpoints', 'core/http', 'core/request', 'core/signing'],
    types: [],
  },
  sandbox: {values: ['core/catalog', 'core/io'], types: ['core/http']},
  cli: {values: ['core', 'sandbox', 'commands'], types: []},
  commands: {values: ['core', 'cli', 'sandbox'], types: []},
} as const satisfies Record<string, {values: readonly string[]; types: readonly string[]}>

const layers = Object.keys(mayImport) as Layer[]

const layerOf = (path: string): Layer | undefined => layers.find((layer) => path.startsWith(`src/${layer}/`))

const isAllowed = (from: Layer, to: Layer, isTypeOnly: boolean): boolean => {
  if (from === to || to === 'core/errors' || to === 'core/values') return true
  const {values, types}: {values: readonly string[]; types: readonly string[]} = mayImport[from]
  const allowed = isTypeOnly ? [...values, ...types] : values
  return allowed.some((layer) => to === layer || to.startsWith(`${layer}/`))
}

/** `src/cli` starts the hand-written commands from this one table. */
const commandTable = 'src/cli/command-loaders.ts'

/** The only places that may import a package, or a module of node that does what only one part of the program may do. */
const fences: Readonly<Record<string, RegExp>> = {
  '@oclif/core': /^src\/(cli|commands)\//,
  '@inquirer/prompts': /^src\/cli\/configure\/prompts\.ts$/,
  axios: /^src\/core\/http\/axios-transport\.ts$/,
  bson: /^src\/core\/(client|request)\//,
  chalk: /^src\/(core\/output\/|cli\/report-error\.ts$)/,
  'cli-progress': /^src\/core\/output\/terminal-bar\.ts$/,
  'cli-table3': /^src\/core\/output\/table\.ts$/,
  'fast-xml-parser': /^src\/core\/(client|request)\//,
  'https-proxy-agent': /^src\/core\/http\//,
  ini: /^src\/core\/config\/import/,
  'js-yaml': /^src\/core\/(values\/read-yaml|output\/yaml)\.ts$/,
  'lossless-json': /^src\/core\/values\//,
  'write-file-atomic': /^src\/core\/io\//,
  'node:child_process': /^src\/(core\/credentials|cli)\//,
  'node:http': /^src\/(core\/http|sandbox)\//,
  'node:https': /^src\/core\/http\//,
}

/** What the process is asked for is asked in one file: everywhere else the world is an argument. */
const runtimeFile = 'src/cli/runtime.ts'
const worldGlobals = new Set(['process', 'console'])
const worldCalls = new Set(['Date.now', 'Math.random', 'performance.now'])

const declaredNames = (tree: ts.SourceFile): Set<string> => {
  const names = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (
      (ts.isParameter(node) || ts.isVariableDeclaration(node) || ts.isBindingElement(node)) &&
      ts.isIdentifier(node.name)
    ) {
      names.add(node.name.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return names
}

const worldUses = ({path, tree}: SourceFile): string[] => {
  const declared = declaredNames(tree)
  const uses: string[] = []
  const note = (node: ts.Node, what: string): void => {
    uses.push(`${path}:${String(tree.getLineAndCharacterOfPosition(node.getStart()).line + 1)} ${what}`)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && worldCalls.has(node.getText())) note(node, node.getText())
    if (ts.isNewExpression(node) && node.getText() === 'new Date()') note(node, 'new Date()')
    if (ts.isIdentifier(node) && worldGlobals.has(node.text) && !declared.has(node.text)) {
      const isName =
        (ts.isPropertyAccessExpression(node.parent) || ts.isPropertyAssignment(node.parent)) &&
        node.parent.name === node
      const isMember =
        ts.isPropertySignature(node.parent) || ts.isQualifiedName(node.parent) || ts.isPropertyDeclaration(node.parent)
      if (!isName && !isMember) note(node, node.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return uses
}

const hasDefaultExport = ({tree}: SourceFile): boolean =>
  tree.statements.some(
    (statement) =>
      ts.isExportAssignment(statement) ||
      (ts.canHaveModifiers(statement) &&
        ts.getModifiers(statement)?.some(({kind}) => kind === ts.SyntaxKind.DefaultKeyword) === true),
  )

const exportsStar = ({tree}: SourceFile): boolean =>
  tree.statements.some(
    (statement) =>
      ts.isExportDeclaration(statement) && (!statement.exportClause || ts.isNamespaceExport(statement.exportClause)),
  )

/** The files and packages that loading a file loads, by the imports that `follow` chooses. */
const loadedBy = (start: readonly string[], follow: (imported: SourceImport) => boolean): Map<string, string> => {
  const via = new Map(start.map((path) => [path, '']))
  for (const [path] of via) {
    for (const imported of fileByPath.get(path)?.imports ?? []) {
      if (follow(imported) && !via.has(imported.target)) via.set(imported.target, path)
    }
  }
  return via
}

describe('The structure of src', () => {
  it('puts every file in a layer', () => {
    assertNone(files.filter(({path}) => layerOf(path) === undefined).map(({path}) => path))
  })

  it('imports in the direction of the layers alone', () => {
    assertNone(
      eachImport(({path}, {target, isLocal, isTypeOnly}) => {
        const from = layerOf(path)
        const to = layerOf(target)
        if (!isLocal || from === undefined) return undefined
        if (to === undefined) return `${path} -> ${target}, which is in no layer`
        if (to === 'commands' && from === 'cli' && path !== commandTable) return `${path} -> ${target}`
        return isAllowed(from, to, isTypeOnly) ? undefined : `${path} -> ${target}${isTypeOnly ? ' (type)' : ''}`
      }),
    )
  })

  it('imports only files that exist, by their own names', () => {
    assertNone(
      eachImport(({path}, {target, isLocal}) =>
        isLocal && !fileByPath.has(target) ? `${path} -> ${target}` : undefined,
      ),
    )
  })

  it('keeps each library behind its fence', () => {
    assertNone(
      eachImport(({path}, {target, isTypeOnly}) => {
        const fence = fences[target]
        return fence === undefined || fence.test(path) || isTypeOnly ? undefined : `${path} -> ${target}`
      }),
    )
  })

  it('has a fence for every package that it imports', () => {
    assertNone(
      eachImport(({path}, {target, isLocal}) =>
        isLocal || target.startsWith('node:') || Object.hasOwn(fences, target) ? undefined : `${path} -> ${target}`,
      ),
    )
  })

  it('has no cycles, those of types and of lazy imports included', () => {
    const graph = new Map(
      files.map(({path, imports}) => [path, imports.filter(({isLocal}) => isLocal).map(({target}) => target)]),
    )
    assertNone(findCycles(graph).map((cycle) => cycle.join(' -> ')))
  })

  it('asks the process, the console, the clock and chance in one file alone', () => {
    assertNone(files.filter(({path}) => path !== runtimeFile).flatMap(worldUses))
  })

  it('exports by default only the classes of commands, and never everything of another file', () => {
    assertNone([
      ...files
        .filter((file) => hasDefaultExport(file) && !file.path.startsWith('src/commands/'))
        .map(({path}) => `${path} exports a default`),
      ...files.filter((file) => exportsStar(file)).map(({path}) => `${path} exports *`),
      ...files.filter(({path}) => path.endsWith('/index.ts')).map(({path}) => `${path} is a barrel`),
    ])
  })

  it('names files in kebab-case', () => {
    assertNone(files.filter(({path}) => !/^[a-z\d/-]+\.ts$/.test(path)).map(({path}) => path))
  })

  it('holds no file that the program never loads', () => {
    const commands = files.filter(({path}) => path.startsWith('src/commands/')).map(({path}) => path)
    const reached = loadedBy(['src/cli/main.ts', ...commands], ({isLocal}) => isLocal)
    assertNone(files.filter(({path}) => !reached.has(path)).map(({path}) => path))
  })

  it('loads no package and no network module before a command line needs it', () => {
    const loaded = loadedBy(['src/cli/main.ts'], ({isTypeOnly, isDynamic}) => !isTypeOnly && !isDynamic)
    const cheap = new Set(['node:events', 'node:fs', 'node:os', 'node:path', 'node:url', 'node:util'])
    assertNone(
      [...loaded]
        .filter(([target]) => !fileByPath.has(target) && !cheap.has(target))
        .map(([target, from]) => `${from} -> ${target}`),
    )
  })
})
