import assert from 'node:assert/strict'
import {formatJson} from '../../src/core/values/format-json.js'
import {type Value} from '../../src/core/values/value.js'
import {answerOperation} from '../../src/sandbox/answer-operation.js'
import {answerPlan, wireName} from '../../src/sandbox/answer-plan.js'
import {checkValue} from '../../src/sandbox/check-value.js'
import {type Route} from '../../src/sandbox/routes.js'
import {requestFor, scope, served} from '../support/example-requests.js'

const title = ({service, version, command}: Route): string => `${service} ${command}/${version}`

const answerOf = (route: Route) =>
  answerOperation({route, path: new Map(), faults: []}, requestFor(route), {...scope, region: 'cn-north-4'})

const jsonOf = ({content}: ReturnType<typeof answerOf>): Value | undefined =>
  content !== undefined && 'json' in content ? content.json : undefined

describe('the sandbox’s answers over the whole catalogue', function () {
  this.timeout(120_000)
  const answers = served.map((route) => ({route, answer: answerOf(route)}))

  it('are of the types that their response schemas say', () => {
    const offenders = answers.flatMap(({route, answer}) => {
      const {operation, schema} = route
      const faults: string[] = []
      const rules = {schema, fault: (message: string) => faults.push(`${title(route)}: ${message}`)}
      const json = jsonOf(answer)
      const {wholeBody} = answerPlan(operation, schema)
      if (json !== undefined) checkValue(json, wholeBody ?? {ref: operation.response}, 'answer', rules)
      return faults.filter((fault) => !fault.endsWith('is required'))
    })
    assert.deepEqual(offenders, [])
  })

  it('hold the response headers that are declared, and they can be sent', () => {
    const reserved = /^(?:x-request-id|content-(?:type|length|encoding)|transfer-encoding|connection|date)$/i
    const offenders = answers.flatMap(({route, answer}) => {
      const expected = answerPlan(route.operation, route.schema).headers.map(wireName)
      return expected
        .filter((name) => !reserved.test(name) && !/^[ -~]+$/.test(answer.headers[name] ?? ''))
        .map((name) => `${title(route)}: ${name}`)
    })
    assert.deepEqual(offenders, [])
  })

  it('are no longer than a terminal can take', () => {
    const offenders = answers.flatMap(({route, answer}) => {
      const json = jsonOf(answer)
      const length = json === undefined ? 0 : formatJson(json).length
      return length > 200_000 ? [`${title(route)}: ${length}`] : []
    })
    assert.deepEqual(offenders, [])
  })

  it('are the same when they are made again', () => {
    const text = ({answer}: (typeof answers)[number]): string => formatJson(jsonOf(answer) ?? null)
    const offenders = answers
      .filter((_, index) => index % 10 === 0)
      .filter(({route, answer}) => text({route, answer}) !== text({route, answer: answerOf(route)}))
    assert.deepEqual(
      offenders.map(({route}) => title(route)),
      [],
    )
  })
})
