import {isDeepStrictEqual} from 'node:util'
import {type KnownDifference} from './known-difference.js'

/** What the comparison of two requests found. */
export class Findings {
  readonly differences: string[] = []
  readonly known = new Set<KnownDifference>()

  know(difference: KnownDifference): void {
    this.known.add(difference)
  }

  differ(what: string, hwc: unknown, node: unknown): void {
    this.differences.push(`${what}: hwc ${JSON.stringify(hwc)}, Node SDK ${JSON.stringify(node)}`)
  }

  same(what: string, hwc: unknown, node: unknown): void {
    if (!isDeepStrictEqual(hwc, node)) this.differ(what, hwc, node)
  }
}
