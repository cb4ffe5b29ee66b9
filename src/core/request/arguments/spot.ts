import {type Field, type Type} from '../../catalog/types.js'
import {type Target} from '../names/target.js'
import {type Assignment} from './assignment.js'

/** Where a value stands: what is said about it names this place. */
export interface Spot {
  /** As it was typed: `--vpc.name`, or `body.vpc in request.yaml`. */
  readonly label: string
  /** The flag of a fault, with its dashes. */
  readonly flag: string
  readonly type: Type
  /** The last field of the catalogue on the way; its `enum` is of the value or of the value's elements. */
  readonly field?: Field | undefined
  readonly sensitive: boolean
}

/** The place of a typed value. */
export const spotOf = ({flag, target}: Assignment): Spot => ({label: flag, flag, ...partsOf(target)})

const partsOf = ({type, field, sensitive, named}: Target): Pick<Spot, 'type' | 'field' | 'sensitive'> => ({
  type,
  field: named ? field : undefined,
  sensitive,
})

/** A place inside another one. */
export const inner = (spot: Spot, name: string, type: Type, field?: Field): Spot => ({
  label: `${spot.label}.${name}`,
  flag: spot.flag,
  type,
  field,
  sensitive: spot.sensitive || field?.sensitive === true,
})

/** A text from the command line or a file as a message may show it: in quotes, at most 60 characters, never a secret. */
export const shownText = ({sensitive}: Spot, text: string): string => {
  if (sensitive) return '…'
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)
}
