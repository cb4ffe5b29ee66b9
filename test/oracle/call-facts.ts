import {type Type} from '../../src/core/catalog/types.js'

/** What is known of a call beside its two requests. */
export interface CallFacts {
  /** Of the Node SDK's package. */
  readonly release: string
  /** The content type that the package declares, in lower case. */
  readonly declaredType: string
  /** As the catalogue has it; undefined where the operation has none. */
  readonly bodyType: Type | undefined
  /** Whether the Node SDK's credentials gave a parameter of the path. */
  readonly isPathFilled: boolean
  /** The Authorization that the call was given. */
  readonly authorization: string | undefined
}
