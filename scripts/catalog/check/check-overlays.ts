import {type Operation} from '../../../src/core/catalog/types.js'
import {type CatalogData} from '../files/catalog-data.js'
import {declaresProject} from '../merge-version.js'
import {type Pins} from '../names/pins.js'
import {placedFields} from '../names/short-names.js'
import {type ScopeOverlay, type ServiceText} from '../overlay/read-overlays.js'
import {type SensitiveOverlay, toWords} from '../overlay/sensitive-rule.js'
import {matchesGlob} from '../overlay/glob.js'
import {type Problem} from './problem.js'

const operationsOf = ({services}: CatalogData, service: string): readonly Operation[] =>
  [...(services.get(service)?.values() ?? [])].flatMap(({operations}) => [...operations.values()])

/** Every service that declares a project id in a path is in one list of scope.yaml, and nothing else is. */
export const checkScope = (catalog: CatalogData, {filled, explicit}: ScopeOverlay): readonly Problem[] => {
  const declaring = new Set(
    [...catalog.services.keys()].filter((name) => operationsOf(catalog, name).some(declaresProject)),
  )
  const listed = [...Object.keys(filled), ...Object.keys(explicit)]
  return [
    ...[...declaring]
      .filter((name) => !listed.includes(name))
      .map((name) => `scope.yaml does not say what ${name} means`),
    ...listed.filter((name) => !declaring.has(name)).map((name) => `scope.yaml: ${name} declares no project id`),
    ...listed.filter((name, at) => listed.indexOf(name) !== at).map((name) => `scope.yaml: ${name} is in both lists`),
  ]
}

/** Every pattern and field of sensitive.yaml is there for something. */
export const checkSensitive = (catalog: CatalogData, overlay: SensitiveOverlay): readonly Problem[] => {
  const names = new Set<string>()
  const fields = new Set<string>()
  for (const [service, versions] of catalog.services) {
    for (const {operations, schemas} of versions.values()) {
      const parameters = [...operations.values()].flatMap((operation) => operation.parameters)
      for (const field of [...parameters, ...[...schemas.values()].flatMap((schema) => schema.fields)]) {
        names.add(toWords(field.name)).add(toWords(field.wire ?? field.name))
      }
      for (const [schema, {fields: each}] of schemas)
        for (const {name} of each) fields.add(`${service} ${schema}.${name}`)
    }
  }
  const patterns = [...overlay.rule, ...overlay.exceptions].flatMap((group) => group.names)
  return [
    ...patterns.filter((pattern) => ![...names].some((name) => matchesGlob(name, pattern))),
    ...overlay.fields.flatMap((group) => group.fields).filter((field) => !fields.has(field)),
  ].map((name) => `sensitive.yaml: nothing is called ${name}`)
}

/** What names.yaml pins is what the catalogue says. */
export const checkPins = ({list, services}: CatalogData, pins: Pins): readonly Problem[] => {
  const problems: Problem[] = []
  for (const [service, {pin}] of Object.entries(pins.defaultVersions)) {
    if (list.services[service]?.defaultVersion !== pin) problems.push(`names.yaml: ${service} is not ${pin} by default`)
  }
  for (const [key, {pin}] of Object.entries(pins.preferredVersions)) {
    const [service = '', command = ''] = key.split(' ')
    if (services.get(service)?.get(pin)?.operations.get(command)?.preferred !== pin) {
      problems.push(`names.yaml: ${key} is not ${pin} by default`)
    }
  }
  for (const [key, {pin}] of Object.entries(pins.shortNames)) {
    const [service = '', version = '', command = ''] = key.split(' ')
    const data = services.get(service)?.get(version)
    const operation = data?.operations.get(command)
    const placed = data && operation ? placedFields(operation, data.schemas) : []
    if (!placed.some(({qualified, field}) => qualified === pin && field.short)) {
      problems.push(`names.yaml: ${key} is not ${pin}`)
    }
  }
  return problems
}

const sentence = /^[A-Z].*\.$/

/** services.yaml describes every service and nothing else. */
export const checkTexts = (
  {list}: CatalogData,
  texts: Readonly<Record<string, Partial<ServiceText>>>,
): readonly Problem[] => [
  ...Object.keys(texts)
    .filter((service) => !Object.hasOwn(list.services, service))
    .map((service) => `services.yaml: there is no service ${service}`),
  ...Object.keys(list.services).flatMap((service) => {
    const {title = '', description = '', area = ''} = texts[service] ?? {}
    const isWhole = title !== '' && area !== '' && sentence.test(description) && !description.includes('\n')
    return isWhole ? [] : [`services.yaml: ${service} needs title, description and area`]
  }),
]
