import {type Field, type Type} from '../../catalog/types.js'
import {type NameEntry} from './name-table.js'

/** One step below a parameter or field. */
export type Step =
  | {readonly kind: 'field'; readonly field: Field}
  | {readonly kind: 'index'; readonly index: number}
  /** A key of a map, taken literally. */
  | {readonly kind: 'key'; readonly key: string}
  /** Where the catalogue has no type: an index under a list, a key under anything else. */
  | {readonly kind: 'open'; readonly text: string}

/** The place in a request that a name or a dotted path means. */
export interface Target {
  /** The parameter or field where the path begins; `body` is the whole body. */
  readonly root: NameEntry | 'body'
  readonly steps: readonly Step[]
  /** The type of what stands at the end. */
  readonly type: Type
  /** The last field of the catalogue on the way. */
  readonly field?: Field | undefined
  /** A field on the way is sensitive: values are never shown. */
  readonly sensitive: boolean
  /** The catalogue names every step, so that a value may be shown where it is not sensitive. */
  readonly named: boolean
}

/** What a typed name turned out to be. */
export type Resolution =
  | {readonly kind: 'found'; readonly target: Target}
  | {readonly kind: 'unknown'}
  /** It could be each of `names`, which are as one would type them. */
  | {readonly kind: 'ambiguous'; readonly names: readonly string[]}
  /** The beginning is the name of `root`, but what follows cannot. */
  | {
      readonly kind: 'bad-step'
      readonly root: Target['root']
      /** How much of the path is known, as typed. */
      readonly known: string
      /** A field on the way is sensitive: what follows it may be a misplaced secret. */
      readonly sensitive: boolean
      readonly message: string
      readonly suggestion?: string | undefined
    }
