import {type parser as pythonParser} from '@lezer/python'

/** What both grammars' parsers promise. */
export type Parser = Pick<typeof pythonParser, 'parse'>
type RawNode = ReturnType<Parser['parse']>['topNode']

/** A shape in the source that the generator does not know: it says file, line, node and what was expected. */
export class ShapeError extends Error {}

/** A node of a syntax tree, with its text. Comments are not among the children. */
export class SyntaxNode {
  constructor(
    private readonly file: string,
    private readonly source: string,
    private readonly raw: RawNode,
  ) {}

  get name(): string {
    return this.raw.name
  }

  get text(): string {
    return this.source.slice(this.raw.from, this.raw.to)
  }

  get children(): readonly SyntaxNode[] {
    const nodes: SyntaxNode[] = []
    for (let child = this.raw.firstChild; child; child = child.nextSibling) {
      if (child.name === 'Comment' || child.name === 'LineComment' || child.name === 'BlockComment') continue
      nodes.push(new SyntaxNode(this.file, this.source, child))
    }
    return nodes
  }

  /** The first child of that name. */
  find(name: string): SyntaxNode | undefined {
    const child = this.raw.getChild(name)
    return child ? new SyntaxNode(this.file, this.source, child) : undefined
  }

  /** The only child of that name. @throws {ShapeError} where there is none or another one. */
  only(name: string): SyntaxNode {
    const found = this.all(name)
    const [first] = found
    return first && found.length === 1 ? first : this.fail(`one ${name}`)
  }

  all(name: string): readonly SyntaxNode[] {
    return this.raw.getChildren(name).map((child) => new SyntaxNode(this.file, this.source, child))
  }

  /** Every node below this one, itself included, for which the test holds, in the order of the source. */
  below(test: (name: string) => boolean): readonly SyntaxNode[] {
    const nodes: SyntaxNode[] = []
    const walk = (node: RawNode): void => {
      if (test(node.name)) nodes.push(new SyntaxNode(this.file, this.source, node))
      for (let child = node.firstChild; child; child = child.nextSibling) walk(child)
    }
    walk(this.raw)
    return nodes
  }

  /** @throws {ShapeError} always. */
  fail(expected: string): never {
    const line = this.source.slice(0, this.raw.from).split('\n').length
    const text = this.text.length > 200 ? `${this.text.slice(0, 200)}…` : this.text
    throw new ShapeError(`${this.file}:${String(line)}: expected ${expected}, found ${this.name}: ${text}`)
  }
}

/** The syntax tree of a source file. @throws {ShapeError} where the grammar does not fit. */
export const parseSource = (parser: Parser, file: string, source: string): SyntaxNode => {
  const tree = parser.parse(source)
  const cursor = tree.cursor()
  do {
    if (cursor.type.isError) new SyntaxNode(file, source, cursor.node).fail('source that the grammar knows')
  } while (cursor.next())
  return new SyntaxNode(file, source, tree.topNode)
}
