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
  /** Its value is never shown: it is sensitive, or the catalogue does not name every step to it. */
  readonly hidden: boolean
}

/** The place of a typed value. */
export const spotOf = ({flag, target}: Assignment): Spot => ({label: flag, flag, ...partsOf(target)})

const partsOf = ({
  root,
  type,
  field,
  sensitive,
  named,
}: Target): Pick<Spot, 'type' | 'field' | 'sensitive' | 'hidden'> => ({
  type,
  field: named ? field : undefined,
  sensitive,
  hidden: sensitive || !named || root === 'body',
})

/** A field inside another place. */
export const fieldSpot = (spot: Spot, name: string, field: Field): Spot => ({
  label: `${spot.label}.${name}`,
  flag: spot.flag,
  type: field.type,
  field,
  sensitive: spot.sensitive || field.sensitive === true,
  hidden: spot.hidden || field.sensitive === true,
})

/** An element of a list: what the catalogue says of the list's values holds for it. */
export const elementSpot = (spot: Spot, index: number, type: Type): Spot => ({
  ...spot,
  label: `${spot.label}.${String(index)}`,
  type,
})

/** What a key of a map holds. */
export const keySpot = (spot: Spot, key: string, type: Type): Spot => ({
  ...spot,
  label: `${spot.label}.${key}`,
  type,
  field: undefined,
  hidden: true,
})

/** What stands for a text that is not shown. */
export const hiddenText = '…'

/** A text from the command line or a file as a message may show it: in quotes, at most 60 characters, never a secret. */
export const shownText = ({hidden}: Spot, text: string): string => {
  if (hidden) return hiddenText
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)
}
