import {isValueMap, NumberText, type Value} from '../../values/value.js'
import {wireName} from '../names/find-spelling.js'
import {type NameEntry} from '../names/name-table.js'
import {type Target} from '../names/target.js'

/** A place that holds a value, or none yet. */
interface Slot {
  get(): Value | undefined
  set(value: Value): void
}

/** Says why a value cannot be put where a path leads. */
class Misfit extends Error {}

// What a draft holds was made for it alone, so it may be changed in place.
const asMap = (value: Value): Map<string, Value> | undefined =>
  isValueMap(value) ? (value as Map<string, Value>) : undefined
const asList = (value: Value): Value[] | undefined => (Array.isArray(value) ? (value as Value[]) : undefined)

const keySlot = (slot: Slot, key: string, flag: string): Slot => {
  const current = slot.get() ?? new Map<string, Value>()
  const map = asMap(current)
  if (!map) throw new Misfit(`${flag}: ${key} is looked for in something that is no object`)
  slot.set(map)
  return {get: () => map.get(key), set: (value) => map.set(key, value)}
}

/**
 * A request's arguments while files and flags are merged into them, by design §1: objects deeply, of scalars the last; the
 * first list that a flag gives replaces one of `--from-file` or `--body`, later ones append; an index edits.
 */
export class Draft {
  readonly parameters = new Map<NameEntry, Value>()
  body: Value | undefined
  /** Lists that flags made: further ones append to them. */
  readonly #made = new WeakSet<object>()

  /** Sets what a request file says of a parameter or field. */
  setBase({root, steps}: Pick<Target, 'root' | 'steps'>, value: Value): void {
    if (steps.length === 0) this.#rootSlot(root, '').set(value)
  }

  /** `--body`: the whole body. Lists append to one another, but the first replaces what a file gave; else the last counts. */
  setBody(value: Value): void {
    const current = this.body === undefined ? undefined : asList(this.body)
    const added = asList(value)
    if (current && added && this.#made.has(current)) {
      current.push(...added)
      return
    }
    this.body = value
    if (added) this.#made.add(added)
  }

  /** Merges what a flag gives; answers why it cannot be where it cannot. */
  merge(flag: string, {root, steps}: Target, value: Value): string | undefined {
    try {
      let slot = this.#rootSlot(root, flag)
      for (const step of steps) {
        if (step.kind === 'field') slot = keySlot(slot, wireName(step.field), flag)
        else if (step.kind === 'key') slot = keySlot(slot, step.key, flag)
        else if (step.kind === 'index') slot = this.#indexSlot(slot, step.index, flag)
        else slot = this.#openSlot(slot, step.text, flag)
      }
      this.#mergeInto(slot, value)
      return undefined
    } catch (error) {
      if (error instanceof Misfit) return error.message
      throw error
    }
  }

  #rootSlot(root: Target['root'], flag: string): Slot {
    const body: Slot = {
      get: () => this.body,
      set: (value) => {
        this.body = value
      },
    }
    if (root === 'body') return body
    if (root.place === 'body' || root.place === 'form') return keySlot(body, wireName(root.field), flag)
    return {get: () => this.parameters.get(root), set: (value) => this.parameters.set(root, value)}
  }

  #indexSlot(slot: Slot, index: number, flag: string): Slot {
    const current = slot.get() ?? []
    const list = asList(current)
    if (!list) throw new Misfit(`${flag}: an index is given for something that is no list`)
    if (slot.get() !== list) {
      slot.set(list)
      this.#made.add(list)
    }
    if (index > list.length) {
      throw new Misfit(
        `${flag}: the index is beyond the end: indices count from 0, and the next one is ${String(list.length)}`,
      )
    }
    return {
      get: () => list[index],
      set: (value) => {
        list[index] = value
      },
    }
  }

  #openSlot(slot: Slot, text: string, flag: string): Slot {
    const isList = asList(slot.get() ?? null) !== undefined
    if (!isList) return keySlot(slot, text, flag)
    if (!/^(?:0|[1-9]\d*)$/.test(text)) throw new Misfit(`${flag}: an index must follow where there is a list`)
    return this.#indexSlot(slot, Number(text), flag)
  }

  #mergeInto(slot: Slot, value: Value): void {
    const current = slot.get()
    const map = current === undefined ? undefined : asMap(current)
    const added = asMap(value)
    if (map && added) {
      for (const [key, entry] of added) {
        this.#mergeInto({get: () => map.get(key), set: (merged) => map.set(key, merged)}, entry)
      }
      return
    }
    const list = current === undefined ? undefined : asList(current)
    const further = asList(value)
    if (list && further && this.#made.has(list)) {
      for (const entry of further) list.push(entry)
      this.#own(further)
      return
    }
    slot.set(value)
    this.#own(value)
  }

  #own(value: Value): void {
    const list = asList(value)
    if (list) this.#made.add(list)
    const entries = list ?? asMap(value)?.values() ?? []
    for (const entry of entries) if (typeof entry === 'object' && !(entry instanceof NumberText)) this.#own(entry)
  }
}
