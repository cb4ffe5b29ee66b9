import assert from 'node:assert/strict'
import {chooseOperation} from '../../src/sandbox/choose-operation.js'
import {templateShape} from '../support/template-shape.js'
import {type Route, Routes} from '../../src/sandbox/routes.js'
import {catalog, requestFor, scope, served} from '../support/example-requests.js'

const routes = new Routes(catalog)

const choose = (route: Route, within?: string) => {
  const request = requestFor(route)
  return chooseOperation(
    routes.find(request.method, request.path, within),
    request,
    scope,
    ({service: name, version}) => catalog.services[name]?.defaultVersion === version,
  )
}

const title = ({service, version, command}: Route): string => `${service} ${command}/${version}`

const isSameRoute = (one: Route, other: Route): boolean =>
  one.service === other.service && one.version === other.version && one.command === other.command

const sharesTemplate = (one: Route, other: Route): boolean =>
  templateShape(one.operation.path) === templateShape(other.operation.path)

const misled = (route: Route, chosen: Route | undefined): string =>
  `${title(route)} (${route.operation.path}) goes to ${chosen === undefined ? 'nothing' : `${title(chosen)} (${chosen.operation.path})`}`

/** Not all at once in the output: the first few, and how many more. */
const report = (heading: string, lines: readonly string[]): void => {
  const shown = lines.slice(0, 10).map((line) => `        ${line}\n`)
  const more = lines.length > shown.length ? `        and ${lines.length - shown.length} more\n` : ''
  process.stdout.write(`      ${heading}: ${lines.length}\n${shown.join('')}${more}`)
}

describe('the sandbox over the whole catalogue', function () {
  this.timeout(60_000)

  it('routes a request of every operation back to it where the host names service and version', () => {
    const results = served.map((route) => ({route, chosen: choose(route, `${route.service}/${route.version}`)?.route}))
    const others = results.filter(({route, chosen}) => chosen === undefined || !isSameRoute(route, chosen))
    const isEquivalent = ({route, chosen}: (typeof others)[number]): boolean =>
      chosen !== undefined && sharesTemplate(route, chosen)
    assert.deepEqual(
      others.filter((result) => !isEquivalent(result)).map(({route, chosen}) => misled(route, chosen)),
      [],
    )
    report(
      `of ${served.length} operations, those that nothing tells from another of their service and version`,
      others.map(({route, chosen}) => misled(route, chosen)),
    )
  })

  it('finds an operation that takes the request of every operation where the host names none', () => {
    const results = served.map((route) => ({route, chosen: choose(route)}))
    assert.deepEqual(
      results
        .filter(({chosen}) => chosen === undefined || chosen.faults.length > 0)
        .map(({route, chosen}) => [misled(route, chosen?.route), ...(chosen?.faults ?? [])].join(': ')),
      [],
    )
    const lines = results.flatMap(({route, chosen}) =>
      chosen === undefined || chosen.route.service === route.service ? [] : [misled(route, chosen.route)],
    )
    report(`of ${served.length} operations, those that share method and path with another service`, lines)
  })
})
