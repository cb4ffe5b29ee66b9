import {readdirSync, readFileSync} from 'node:fs'
import {dirname, join, posix, relative, sep} from 'node:path'
import ts from 'typescript'
import {repositoryRoot} from './repository.js'

export interface SourceImport {
  /** The path of a source file from the repository's root, or the name of a package or of a module of node. */
  readonly target: string
  readonly isLocal: boolean
  /** Gone when the code is compiled. */
  readonly isTypeOnly: boolean
  /** `import()`: loaded when that line runs. */
  readonly isDynamic: boolean
}

export interface SourceFile {
  /** From the repository's root, with slashes. */
  readonly path: string
  readonly tree: ts.SourceFile
  readonly imports: readonly SourceImport[]
}

const packageName = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

const toImport = (path: string, specifier: string, isTypeOnly: boolean, isDynamic: boolean): SourceImport => {
  const isLocal = specifier.startsWith('.')
  const target = isLocal ? posix.join(dirname(path), specifier).replace(/\.js$/, '.ts') : packageName(specifier)
  return {target, isLocal, isTypeOnly, isDynamic}
}

const isTypeOnlyClause = (clause: ts.ImportClause | undefined): boolean => {
  if (!clause || clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return clause !== undefined
  const bindings = clause.namedBindings
  if (clause.name || !bindings || !ts.isNamedImports(bindings)) return false
  return bindings.elements.length > 0 && bindings.elements.every(({isTypeOnly}) => isTypeOnly)
}

const importsOf = (path: string, tree: ts.SourceFile): SourceImport[] => {
  const imports: SourceImport[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      imports.push(toImport(path, node.moduleSpecifier.text, isTypeOnlyClause(node.importClause), false))
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      imports.push(toImport(path, node.moduleSpecifier.text, node.isTypeOnly, false))
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      if (ts.isStringLiteral(node.argument.literal)) {
        imports.push(toImport(path, node.argument.literal.text, true, false))
      }
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [specifier] = node.arguments
      if (specifier && ts.isStringLiteral(specifier)) imports.push(toImport(path, specifier.text, false, true))
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return imports
}

/** Every TypeScript file below a folder of the repository, parsed, with what it imports. */
export const sourceFiles = (folder: string): SourceFile[] =>
  readdirSync(join(repositoryRoot, folder), {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(repositoryRoot, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
    .map((path) => {
      const text = readFileSync(join(repositoryRoot, path), 'utf8')
      const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)
      return {path, tree, imports: importsOf(path, tree)}
    })
