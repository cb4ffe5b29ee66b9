/** A class of the Node SDK for an object in a body. */
export interface NodeModel {
  /** Names on the wire. */
  readonly fields: ReadonlySet<string>
  /** An object of the class, its fields set in the given order by the methods that the SDK has for that. */
  readonly make: (values: ReadonlyMap<string, unknown>) => object
}

type Setter = (value: unknown) => unknown

const blank = (prototype: object): object => Object.create(prototype) as object

/** The methods that set a field, by the name on the wire under which they put it. */
const settersOf = (prototype: object): ReadonlyMap<string, Setter> => {
  const setters = new Map<string, Setter>()
  for (const [name, {value}] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (!name.startsWith('with') || typeof value !== 'function') continue
    const object = blank(prototype)
    const setter = value as Setter
    setter.call(object, 'a value')
    for (const field of Object.keys(object)) setters.set(field, setter)
  }
  return setters
}

/** Reads off a class which fields it has, by setting each. */
export const nodeModel = (prototype: object): NodeModel => {
  const setters = settersOf(prototype)
  const make = (values: ReadonlyMap<string, unknown>): object => {
    const object = blank(prototype)
    for (const [field, value] of values) setters.get(field)?.call(object, value)
    return object
  }
  return {fields: new Set(setters.keys()), make}
}
