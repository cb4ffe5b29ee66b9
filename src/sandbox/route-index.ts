import {unquote} from './received-request.js'

/** A place in the index that a path leads to. */
export interface RouteMatch<T> {
  readonly target: T
  /** By the name of the placeholder, decoded. */
  readonly path: ReadonlyMap<string, string>
  /** One digit a segment, the first segment first: 3 literal, 1 partly literal, 0 placeholder (2: `raiseLiteralness`). */
  readonly literalness: string
}

/** A segment of a template that is not wholly literal: `{id}`, `{region}:{floatingip_id}`. */
interface Pattern<T> {
  readonly source: string
  readonly expression: RegExp
  readonly isWhole: boolean
  readonly node: Node<T>
}

interface Node<T> {
  readonly literals: Map<string, Node<T>>
  readonly patterns: Pattern<T>[]
  readonly leaves: {readonly target: T; readonly names: readonly string[]}[]
}

const createNode = <T>(): Node<T> => ({literals: new Map(), patterns: [], leaves: []})

const placeholder = /\{([^{}]+)\}/g

const escapeExpression = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/** Path templates of one method as a tree, so that a path is matched without trying every template. */
export class RouteIndex<T> {
  readonly #roots = new Map<string, Node<T>>()

  add(method: string, template: string, target: T): void {
    const names: string[] = []
    let node = this.#roots.get(method)
    if (node === undefined) this.#roots.set(method, (node = createNode()))
    for (const segment of template.split('/')) {
      const found = Array.from(segment.matchAll(placeholder), ([, name]) => name ?? '')
      names.push(...found)
      node = found.length === 0 ? this.#literal(node, segment) : this.#pattern(node, segment)
    }
    node.leaves.push({target, names})
  }

  /** Everything that the raw path may mean, the most literal reading first. */
  find(method: string, rawPath: string): readonly RouteMatch<T>[] {
    const root = this.#roots.get(method)
    if (root === undefined) return []
    const segments = rawPath.split('/').map(unquote)
    const matches: RouteMatch<T>[] = []
    const visit = (node: Node<T>, index: number, values: readonly string[], literalness: string): void => {
      const segment = segments[index]
      if (segment === undefined) {
        for (const {target, names} of node.leaves)
          matches.push({target, literalness, path: new Map(names.map((name, at) => [name, values[at] ?? '']))})
        return
      }
      const literal = node.literals.get(segment)
      if (literal !== undefined) visit(literal, index + 1, values, `${literalness}3`)
      for (const {expression, isWhole, node: next} of node.patterns) {
        const found = expression.exec(segment)
        if (found !== null) visit(next, index + 1, [...values, ...found.slice(1)], `${literalness}${isWhole ? 0 : 1}`)
      }
    }
    visit(root, 0, [], '')
    return matches.sort((one, other) => compareLiteralness(one.literalness, other.literalness))
  }

  #literal(node: Node<T>, segment: string): Node<T> {
    const known = node.literals.get(segment)
    if (known !== undefined) return known
    const next = createNode<T>()
    node.literals.set(segment, next)
    return next
  }

  #pattern(node: Node<T>, segment: string): Node<T> {
    const source = segment
      .split(placeholder)
      .map((piece, index) => (index % 2 === 0 ? escapeExpression(piece) : '(.+)'))
      .join('')
    const known = node.patterns.find((pattern) => pattern.source === source)
    if (known !== undefined) return known.node
    const next = createNode<T>()
    node.patterns.push({source, expression: new RegExp(`^${source}$`, 's'), isWhole: source === '(.+)', node: next})
    return next
  }
}

const weight = (literalness: string): number => Array.from(literalness).reduce((sum, digit) => sum + Number(digit), 0)

/** More literal text first; of as much, the one that is literal earlier. */
export const compareLiteralness = (one: string, other: string): number =>
  weight(other) - weight(one) || (one < other ? 1 : one > other ? -1 : 0)

/** The literalness of a path in a template where some placeholders hold a word that is known for them. */
export const raiseLiteralness = (
  literalness: string,
  template: string,
  isKnown: (placeholder: string) => boolean,
): string => {
  const segments = template.split('/')
  return Array.from(literalness, (digit, at) => {
    const [, name] = /^\{([^{}]+)\}$/.exec(segments[at] ?? '') ?? []
    return name !== undefined && isKnown(name) ? '2' : digit
  }).join('')
}
