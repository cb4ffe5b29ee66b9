import {type Primitive} from '../core/catalog/types.js'
import {NumberText, type Value} from '../core/values/value.js'
import {childSeed, hexDigits, type Seed, uuid} from './seed.js'

/** Where an example value stands. */
export interface ExamplePlace {
  /** The field's wire name in lower case. */
  readonly name: string
  /** What holds the field: `vpc` for an entry of `vpcs`. */
  readonly owner: string
  /** The token that this sandbox takes. */
  readonly token?: string | undefined
  readonly projectId: string
  readonly domainId: string
  readonly region: string
}

type Maker = (seed: Seed, place: ExamplePlace) => string

const demo: Maker = (seed, {owner}) => `demo-${owner === '' ? 'resource' : owner}-${hexDigits(seed, 4)}`
const startOfExamples = Date.UTC(2025, 0, 1)
const timeOf = (seed: Seed): number => startOfExamples + (seed % (180 * 24 * 3600)) * 1000
const isoTime = (seed: Seed): string => new Date(timeOf(seed)).toISOString().replace('.000Z', 'Z')

const address: Maker = (seed) => `192.168.${seed % 256}.${((seed >>> 8) % 254) + 1}`

/** What a text looks like, by the name of its field; the first row that fits counts. */
const textRules: readonly (readonly [RegExp, Maker])[] = [
  // What a log-in gives must be good for the next call.
  [/^x_subject_token$/, (seed, {token}) => token ?? hexDigits(seed, 64)],
  [/^(?:project|tenant)_?id$/, (_, {projectId}) => projectId],
  [/^(?:domain|account)_?id$/, (_, {domainId}) => domainId],
  // The enterprise project that every account has.
  [/^enterprise_?project_?id$/, () => '0'],
  [/(?:^|_)(?:availability_?zone|az)(?:_?(?:id|code|name))?$/, (_, {region}) => `${region}a`],
  [/(?:^|_)region(?:_?(?:id|code|name))?$/, (_, {region}) => region],
  [/^u?u?id$|(?:_|-)(?:u?u?id)$/, uuid],
  [/(?:_at|time|date|timestamp)$|^(?:created|updated|modified)$/, isoTime],
  [/cidr|subnet_?mask|network_?segment/, (seed) => `192.168.${seed % 256}.0/24`],
  [/mac(?:_?addr(?:ess)?)?$/, (seed) => `fa:16:3e${hexDigits(seed, 6).replaceAll(/../g, ':$&')}`],
  [/ipv6/, (seed) => `2001:db8::${hexDigits(seed, 4)}`],
  [/(?:^|_)ip(?:v4)?$|ip_?addr(?:ess)?$|^addr(?:ess)?$|gateway_ip/, address],
  [/(?:url|uri|href|link|endpoint)s?$|^self$/, (seed) => `https://sandbox.example.com/${hexDigits(seed, 8)}`],
  [/urn$/, (seed, {owner, region, projectId}) => `urn:${owner}:${region}:${projectId}:${hexDigits(seed, 8)}`],
  [/e?mail$/, () => 'user@example.com'],
  [/phone|mobile/, () => '13800000000'],
  [/md5$/, (seed) => hexDigits(seed, 32)],
  [/sha256$|checksum|digest/, (seed) => hexDigits(seed, 64)],
  [/domain_?name$|cname$|^host(?:_?name)?$/, (seed) => `demo-${hexDigits(seed, 4)}.example.com`],
  [/name$/, demo],
  [/description$|^desc$|remark/, () => 'Made up by the sandbox'],
  [/version$/, () => '1.0'],
  [/status$|state$/, () => 'ACTIVE'],
  [/(?:^|_)(?:port|v?cpus?|ram|mem|memory|disk|size|num|count|quota|weight)$/, (seed) => String(1 + (seed % 100))],
]

const makerByName = new Map<string, Maker>()

const makerFor = (name: string): Maker => {
  const known = makerByName.get(name)
  if (known !== undefined) return known
  const maker = textRules.find(([pattern]) => pattern.test(name))?.[1] ?? ((seed) => `${name}-${hexDigits(seed, 4)}`)
  makerByName.set(name, maker)
  return maker
}

const wholeNumber = (seed: Seed, {name}: ExamplePlace): number => {
  if (/port$/.test(name)) return 8000 + (seed % 1000)
  if (/(?:_at|time|date|timestamp)$/.test(name)) return timeOf(seed)
  if (/ip_?version$/.test(name)) return 4
  return 1 + (seed % 100)
}

const stateName = /(?:status|state)$/
const settled =
  /^(?:active|ok|available|normal|success(?:ful)?|succeeded|running|online|enabled?|finished|completed?)$/i

/** Of the known values of a field the first; of a state the first that things come to rest in. */
export const exampleEnumValue = <T>(known: readonly T[], name: string): T | undefined =>
  (stateName.test(name) ? known.find((value) => settled.test(String(value))) : undefined) ?? known[0]

/** A value of a type that is always the same for the same seed and name: ids look like ids, times like times. */
export const exampleValue = (type: Primitive, seed: Seed, place: ExamplePlace): Value => {
  switch (type) {
    case 'integer':
    case 'int64':
      return new NumberText(String(wholeNumber(seed, place)))
    case 'int32':
      return new NumberText(String(wholeNumber(seed, place) % 2 ** 31))
    case 'number':
    case 'decimal':
      return new NumberText(`${1 + (seed % 100)}.${childSeed(seed, 0) % 10}${1 + (seed % 9)}`)
    case 'boolean':
      return seed % 2 === 0
    case 'datetime':
      return isoTime(seed)
    case 'date':
      return isoTime(seed).slice(0, 10)
    case 'bytes':
    case 'file':
      return Buffer.from(`sandbox ${hexDigits(seed, 8)}`).toString('base64')
    case 'string':
    case 'any':
      return makerFor(place.name)(seed, place)
  }
}
