import assert from 'node:assert/strict'
import {parseLine} from '../../../../src/cli/batch/parse-line.js'
import {UsageError} from '../../../../src/core/errors/usage-error.js'
import {NumberText} from '../../../../src/core/values/value.js'

const faults = (text: string): readonly string[] => {
  const {line} = parseLine(text)
  assert.ok(line instanceof UsageError)
  return line.faults.map(({message}) => message)
}

describe('a line of a batch', () => {
  it('says what is called, and nothing else needs to be there', () => {
    assert.deepEqual(parseLine('{"service":"vpc","operation":"list-vpcs"}'), {
      id: null,
      line: {
        service: 'vpc',
        operation: 'list-vpcs',
        apiVersion: undefined,
        params: new Map(),
        body: undefined,
        region: undefined,
        profile: undefined,
        outputFile: undefined,
      },
    })
  })

  it('keeps the digits of numbers, in its id too', () => {
    const {id, line} = parseLine('{"id":12345678901234567890,"service":"a","operation":"b","params":{"x":1.10}}')
    assert.deepEqual(id, new NumberText('12345678901234567890'))
    assert.ok(!(line instanceof UsageError))
    assert.deepEqual(line.params, new Map([['x', new NumberText('1.10')]]))
  })

  it('takes null for what is not there', () => {
    const {line} = parseLine('{"service":"a","operation":"b","params":null,"body":null,"region":null,"id":null}')
    assert.ok(!(line instanceof UsageError))
    assert.deepEqual([line.params.size, line.body, line.region], [0, undefined, undefined])
  })

  it('tells everything that is wrong with it at once', () => {
    assert.deepEqual(faults('{"servise":"vpc","operation":7,"params":[],"region":"a,b","id":{}}'), [
      'servise is no key of a line; did you mean service?',
      'params: expected an object of names and values',
      'id: expected text or a number',
      'region: expected the id of one region',
      'service is missing',
      'operation: expected text',
    ])
  })

  it('keeps its id where something else is wrong', () => {
    assert.equal(parseLine('{"id":"x","service":"a"}').id, 'x')
  })

  it('shows nothing of a text that is no JSON', () => {
    assert.deepEqual(faults('{"service": secret'), ['The line is no JSON: Unexpected character at character 13'])
    assert.deepEqual(faults('[]'), ['The line is no JSON object'])
  })

  it('takes no key of JavaScript for one of its own', () => {
    assert.deepEqual(faults('{"__proto__":1,"service":"a","operation":"b"}'), ['__proto__ is no key of a line'])
  })
})
