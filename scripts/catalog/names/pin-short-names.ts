import {nameKey} from '../../../src/core/catalog/name-key.js'
import {type Field, type Operation, type Schema} from '../../../src/core/catalog/types.js'
import {type CatalogData, type VersionData} from '../files/catalog-data.js'
import {type Pin} from './pins.js'
import {bodySchemaName, placedFields, shortNames} from './short-names.js'
import {type Pinned} from './pin-versions.js'

interface Mark {
  readonly command: string
  readonly key: string
  readonly pin: Pin
}

/** The names whose meaning a new release would change although what they meant is still there, and earlier pins of it. */
const marksFor = (
  fresh: VersionData,
  old: VersionData | undefined,
  pinned: (command: string, key: string) => Pin | undefined,
  release: string,
): readonly Mark[] => {
  const marks: Mark[] = []
  for (const [command, operation] of fresh.operations) {
    const placed = placedFields(operation, fresh.schemas)
    const now = shortNames(operation, fresh.schemas)
    const oldOperation = old?.operations.get(command)
    const before = oldOperation && old ? shortNames(oldOperation, old.schemas) : new Map<string, never>()
    for (const key of new Set(placed.map(({field}) => nameKey(field.name)))) {
      const isThere = (qualified: string): boolean => placed.some((each) => each.qualified === qualified)
      const earlier = pinned(command, key)
      const meant = before.get(key)?.qualified
      if (earlier && isThere(earlier.pin)) marks.push({command, key, pin: earlier})
      else if (meant !== undefined && isThere(meant) && now.get(key)?.qualified !== meant) {
        marks.push({
          command,
          key,
          pin: {pin: meant, reason: `meant before release ${release}, which has two of that name`},
        })
      }
    }
  }
  return marks
}

const markField = <T extends Field>(fields: readonly T[], name: string): readonly T[] =>
  fields.map((field) => (field.name === name ? {...field, short: true as const} : field))

const applyMark = (data: VersionData, {command, pin}: Mark): VersionData => {
  const operation = data.operations.get(command)
  if (!operation) throw new Error(`${command} is not there`)
  const point = pin.pin.indexOf('.')
  const [place, name] = [pin.pin.slice(0, point), pin.pin.slice(point + 1)]
  if (place === 'body' || place === 'form') {
    const schemaName = bodySchemaName(operation) ?? ''
    const schema = data.schemas.get(schemaName)
    if (!schema) throw new Error(`${command} has no ${pin.pin}`)
    const marked: Schema = {...schema, fields: markField(schema.fields, name)}
    return {...data, schemas: new Map(data.schemas).set(schemaName, marked)}
  }
  const inPlace = operation.parameters.filter((parameter) => parameter.in === place)
  const marked = markField(inPlace, name)
  const parameters = operation.parameters.map((parameter) => marked[inPlace.indexOf(parameter)] ?? parameter)
  return {...data, operations: new Map<string, Operation>(data.operations).set(command, {...operation, parameters})}
}

/** A field of a shared schema is marked for all who use it: that may take no name from another operation. */
const checkMeanings = (marked: VersionData, old: VersionData | undefined): void => {
  for (const [command, oldOperation] of old?.operations ?? []) {
    const operation = marked.operations.get(command)
    if (!operation || !old) continue
    const there = new Set(placedFields(operation, marked.schemas).map(({qualified}) => qualified))
    const now = shortNames(operation, marked.schemas)
    for (const [key, {qualified}] of shortNames(oldOperation, old.schemas)) {
      if (there.has(qualified) && now.get(key)?.qualified !== qualified) {
        const {service, version} = marked.head
        throw new Error(
          `${service} ${version} ${command}: ${key} cannot go on meaning ${qualified}: decide in names.yaml`,
        )
      }
    }
  }
}

/** Marks the fields that keep their short name although a new release has another one of that name (design §1). */
export const pinShortNames = ({catalog, pins}: Pinned, old: CatalogData | undefined): Pinned => {
  const {release} = catalog.list.sources.python
  const pinned: Record<string, Pin> = {}
  const services = Array.from(catalog.services, ([service, versions]) => {
    const entries = Array.from(versions, ([version, data]) => {
      const oldData = old?.services.get(service)?.get(version)
      const pinKey = (command: string, key: string): string => `${service} ${version} ${command} ${key}`
      const marks = marksFor(data, oldData, (command, key) => pins.shortNames[pinKey(command, key)], release)
      for (const {command, key, pin} of marks) pinned[pinKey(command, key)] = pin
      const marked = marks.reduce(applyMark, data)
      checkMeanings(marked, oldData)
      return [version, marked] as const
    })
    return [service, new Map(entries)] as const
  })
  return {catalog: {...catalog, services: new Map(services)}, pins: {...pins, shortNames: pinned}}
}
