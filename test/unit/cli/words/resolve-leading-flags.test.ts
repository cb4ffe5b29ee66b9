import assert from 'node:assert/strict'
import {peekSetting, resolveLeadingFlags} from '../../../../src/cli/resolve-leading-flags.js'

describe('reserved flags before the operation', () => {
  it('are told from the service and the operation', () => {
    assert.deepEqual(
      resolveLeadingFlags(['--region', 'r', 'vpc', '--debug', '-o', 'json', 'list-vpcs', '--limit', '1']),
      {
        service: 'vpc',
        operation: 'list-vpcs',
        leading: ['--region', 'r', '--debug', '-o', 'json'],
        valued: '--output',
        before: ['--region=r'],
        rest: ['--limit', '1'],
        afterService: ['--debug', '-o', 'json', 'list-vpcs', '--limit', '1'],
        faults: [],
      },
    )
  })

  it('are handed to hand-written commands as oclif takes them', () => {
    const {before} = resolveLeadingFlags(['-o', 'yaml', '--Region=', '--no-debug', '--quiet', '--proxy=a=b', 'doctor'])
    assert.deepEqual(before, ['--output=yaml', '--region=', '--no-debug', '--quiet', '--proxy=a=b'])
  })

  it('may be all there is', () => {
    assert.deepEqual(resolveLeadingFlags(['--help']), {
      leading: ['--help'],
      before: ['--help'],
      rest: [],
      afterService: [],
      faults: [],
    })
    assert.deepEqual(resolveLeadingFlags([]).rest, [])
  })

  it('are the only flags that may stand there', () => {
    const {service, operation, faults} = resolveLeadingFlags(['--regoin=x', 'vpc', '--limit=5', '-x', 'list-vpcs'])
    assert.equal(service, 'vpc')
    assert.equal(operation, 'list-vpcs')
    assert.deepEqual(faults, [
      {
        message: '--regoin is no reserved flag: only those stand before the operation; did you mean --region?',
        flag: '--regoin',
        suggestion: '--region',
      },
      {
        message: '--limit is no reserved flag: only those stand before the operation',
        flag: '--limit',
      },
      {message: '-x is no flag: -o and -h are the only single letters', flag: '-x'},
    ])
    assert.deepEqual(resolveLeadingFlags(['-secret', 'vpc']).faults, [
      {message: 'The word … is no reserved flag: only those stand before the operation'},
    ])
  })

  it('leave a missing value to the reader of words', () => {
    assert.deepEqual(resolveLeadingFlags(['--region', '--debug', 'vpc', 'list-vpcs']).leading, ['--region', '--debug'])
  })

  it('stop at two dashes', () => {
    const {service, operation, rest} = resolveLeadingFlags(['vpc', '--', 'list-vpcs'])
    assert.deepEqual([service, operation, rest], ['vpc', undefined, ['--', 'list-vpcs']])
  })
})

describe('one setting of an unread command line', () => {
  it('is the last typed, wherever it stands', () => {
    const argv = ['vpc', '--api-version', 'v2', 'list-vpcs', '--desc=--api-version', '--API_version=v3', '--limit', '1']
    assert.equal(peekSetting(argv, 'api-version'), 'v3')
    assert.equal(peekSetting(argv, 'region'), undefined)
  })

  it('is no value of another flag and nothing after two dashes', () => {
    assert.equal(peekSetting(['--desc', '--api-version', 'v3'], 'api-version'), 'v3')
    assert.equal(peekSetting(['--', '--api-version', 'v3'], 'api-version'), undefined)
    assert.equal(peekSetting(['--api-version', '--debug'], 'api-version'), undefined)
  })

  it('is true for a flag without a value', () => {
    assert.equal(peekSetting(['--help'], 'help'), true)
    assert.equal(peekSetting(['--help=full'], 'help'), 'full')
    assert.equal(peekSetting(['--debug', '--debug=false'], 'debug'), false)
  })
})
