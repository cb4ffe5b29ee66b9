import assert from 'node:assert/strict'
import {
  answerWith,
  type Fault,
  type FaultyServer,
  resetAfter,
  resetAmid,
  resetBefore,
  silence,
  startFaultyServer,
  trickle,
} from '../support/faulty-server.js'
import {callLocally} from '../support/local-call.js'
import {type HwcRun, type HwcRunOptions} from '../support/run-hwc.js'

/** A call of each kind; evs create-volume has an idempotency token. */
const calls = {
  GET: ['vpc', 'list-vpcs'],
  PUT: ['vpc', 'update-vpc', '--vpc-id', 'v', '--vpc.name', 'n'],
  DELETE: ['vpc', 'delete-vpc', '--vpc-id', 'v'],
  POST: ['vpc', 'create-vpc', '--vpc.name', 'n'],
  PATCH: ['iam', 'keystone-update-group', '--group-id', 'g', '--group.name', 'n'],
  'POST with a token': ['evs', 'create-volume', '--volume', '{availability_zone: a, size: 1, volume_type: SSD}'],
} as const

type Kind = keyof typeof calls

const kinds = Object.keys(calls) as readonly Kind[]

interface Outcome {
  readonly run: HwcRun
  readonly server: FaultyServer
  readonly seconds: number
}

/** Runs a command against a server with a fault; the server is closed when it has ended. */
const meet = async (fault: Fault, words: readonly string[], options: HwcRunOptions = {}): Promise<Outcome> => {
  const server = await startFaultyServer(fault)
  const start = performance.now()
  try {
    return {run: await callLocally(words, server.url, options), server, seconds: (performance.now() - start) / 1000}
  } finally {
    await server.close()
  }
}

/** What the user was told, but for the length of pauses and tokens. */
const told = ({stderr}: HwcRun): string =>
  stderr.replaceAll(/in \d+\.\d s/g, 'in … s').replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, 'UUID')

describe('A failed call', function () {
  this.timeout(60_000)

  const tries = 3
  const both = {safe: tries, unsafe: tries}
  const safeOnly = {safe: tries, unsafe: 1}
  const none = {safe: 1, unsafe: 1}

  interface Row {
    readonly what: string
    readonly fault: Fault
    /** How often the server is reached by what is safe to repeat, and by what is not. */
    readonly reached: {readonly safe: number; readonly unsafe: number}
    readonly exitCode: number
    /** What is told of a GET and of a POST; what is repeated is told before. */
    readonly tells: {readonly GET: string; readonly POST: string; readonly token: string}
  }

  const again = (reason: string): string =>
    `hwc: ${reason}; trying again in … s (try 2 of 3).\nhwc: ${reason}; trying again in … s (try 3 of 3).\n`
  const answered = (operation: string, status: number, hint: string): string =>
    `hwc: Not now.\n  (${operation}, region cn-north-4, status ${status}, code E.1)\n${hint}`
  const broken = (message: string, operation: string, hint: string): string =>
    `hwc: ${message}\n  (${operation}, region cn-north-4)\n${hint}`

  const three = '  It was tried 3 times.\n'
  const look = '  The call may have been carried out: look before you repeat it.\n'
  const repeat = '  The call may have been carried out: repeat it with --x-client-token=UUID.\n'
  const closed = '127.0.0.1 closed the connection without an answer'
  const broke = 'The connection to 127.0.0.1 broke before the whole answer had come'
  const tooLong = '  The service asks to wait 86400 s before the next try; hwc waits for 60 s at most.\n'

  const ofStatus = (status: number, hint = three): Row['tells'] => ({
    GET: again(`The service answered ${status}`) + answered('vpc list-vpcs', status, hint),
    POST: again(`The service answered ${status}`) + answered('vpc create-vpc', status, hint),
    token: again(`The service answered ${status}`) + answered('evs create-volume', status, hint),
  })
  const onceOfStatus = (status: number, hint: string): Row['tells'] => ({
    GET: answered('vpc list-vpcs', status, hint),
    POST: answered('vpc create-vpc', status, hint),
    token: answered('evs create-volume', status, hint),
  })
  const ofBreak = (message: string): Row['tells'] => ({
    GET: again(message) + broken(`${message}.`, 'vpc list-vpcs', three),
    POST: broken(`${message}.`, 'vpc create-vpc', look),
    token: again(message) + broken(`${message}.`, 'evs create-volume', three + repeat),
  })

  const rows: readonly Row[] = [
    {what: 'reset before the answer', fault: resetBefore, reached: safeOnly, exitCode: 7, tells: ofBreak(closed)},
    {what: 'reset amid the answer', fault: resetAmid, reached: safeOnly, exitCode: 7, tells: ofBreak(broke)},
    {what: 'answered 429', fault: answerWith(429), reached: both, exitCode: 11, tells: ofStatus(429)},
    {
      what: 'answered 429 with Retry-After: 0',
      fault: answerWith(429, {'Retry-After': '0'}),
      reached: both,
      exitCode: 11,
      tells: ofStatus(429),
    },
    {
      what: 'answered 429 with Retry-After: 86400',
      fault: answerWith(429, {'Retry-After': '86400'}),
      reached: none,
      exitCode: 11,
      tells: onceOfStatus(429, tooLong),
    },
    {
      what: 'answered 503',
      fault: answerWith(503),
      reached: safeOnly,
      exitCode: 6,
      tells: {...ofStatus(503), POST: answered('vpc create-vpc', 503, '')},
    },
    {
      what: 'answered 503 with Retry-After: 0',
      fault: answerWith(503, {'Retry-After': '0'}),
      reached: both,
      exitCode: 6,
      tells: ofStatus(503),
    },
    {
      what: 'answered 503 with Retry-After: 86400',
      fault: answerWith(503, {'Retry-After': '86400'}),
      reached: none,
      exitCode: 6,
      tells: onceOfStatus(503, tooLong),
    },
    {
      what: 'answered 400',
      fault: answerWith(400),
      reached: none,
      exitCode: 5,
      tells: onceOfStatus(400, ''),
    },
  ]

  for (const {what, fault, reached, exitCode, tells} of rows) {
    it(`that was ${what} reaches the server ${reached.safe} times if it is safe to repeat, else ${reached.unsafe}`, async () => {
      const outcomes = await Promise.all(
        kinds.map(async (kind) => meet(fault, [...calls[kind], '--retries', String(tries - 1)])),
      )
      const expected = kinds.map((kind) => {
        const method = kind.split(' ', 1)[0] ?? ''
        const count = kind === 'POST' || kind === 'PATCH' ? reached.unsafe : reached.safe
        return [kind, new Array<string>(count).fill(method), exitCode, '']
      })
      assert.deepEqual(
        outcomes.map(({run, server}, at) => [kinds[at], server.methods, run.exitCode, run.stdout]),
        expected,
      )
      const tellings = Object.fromEntries(outcomes.map(({run}, at) => [kinds[at], told(run)]))
      assert.deepEqual({GET: tellings['GET'], POST: tellings['POST'], token: tellings['POST with a token']}, tells)
    })
  }

  it('sends the same idempotency token at every try, signed afresh', async () => {
    const {server} = await meet(answerWith(503), [...calls['POST with a token'], '--retries', '2'])
    const tokens = server.headers.map((headers) => headers['x-client-token'])
    assert.equal(tokens.length, 3)
    assert.match(String(tokens[0]), /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
    assert.deepEqual(new Set(tokens).size, 1)
    assert(server.headers.every(({authorization}) => authorization?.includes('x-client-token')))
  })

  it('sends a token that was given as it is', async () => {
    const {server, run} = await meet(resetBefore, [
      ...calls['POST with a token'],
      '--x-client-token',
      'mine',
      '--retries',
      '1',
    ])
    assert.deepEqual(
      server.headers.map((headers) => headers['x-client-token']),
      ['mine', 'mine'],
    )
    assert.match(told(run), /repeat it with the same --x-client-token\./)
  })

  it('waits as long as Retry-After says', async () => {
    let count = 0
    const once503: Fault = (exchange) => {
      count += 1
      answerWith(count === 1 ? 503 : 200, {'Retry-After': '1'})(exchange)
    }
    const {server, seconds, run} = await meet(once503, [...calls.POST, '--retries', '1'])
    assert.deepEqual([server.methods, run.exitCode], [['POST', 'POST'], 0])
    assert.equal(run.stderr, 'hwc: The service answered 503; trying again in 1.0 s (try 2 of 2).\n')
    assert(seconds >= 1, `it took ${seconds} s`)
  })

  it('is not made of an answer that was whole before the connection was reset', async () => {
    const outcomes = await Promise.all(kinds.map(async (kind) => meet(resetAfter, calls[kind])))
    assert.deepEqual(
      outcomes.map(({run, server}) => [server.methods.length, run.exitCode, run.stdout, run.stderr]),
      kinds.map(() => [1, 0, '{}\n', '']),
    )
  })

  it('of a DELETE that then finds nothing probably did it', async () => {
    let count = 0
    const thenMissing: Fault = (exchange) => {
      count += 1
      if (count === 1) resetBefore(exchange)
      else answerWith(404)(exchange)
    }
    const {run} = await meet(thenMissing, calls.DELETE)
    assert.equal(run.exitCode, 10)
    assert.match(told(run), /An earlier try of this call got no clear answer: it probably did the deletion\./)
  })

  describe('over a connection that was kept', () => {
    /** Two calls of one process, one after the other. */
    const twice = async (kind: Kind, fault: Fault, ...flags: readonly string[]): Promise<Outcome> => {
      const lines: Readonly<Partial<Record<Kind, object>>> = {
        GET: {service: 'vpc', operation: 'list-vpcs'},
        POST: {service: 'vpc', operation: 'create-vpc', body: {vpc: {name: 'n'}}},
      }
      const line = `${JSON.stringify(lines[kind])}\n`
      return meet(fault, ['batch', '-', '--concurrency', '1', ...flags], {stdin: line + line})
    }

    /** The server ended it, and the next request meets a reset. */
    const stale: Fault = (exchange) => {
      if (exchange.nth === 1) answerWith(200)(exchange)
      else resetBefore(exchange)
    }

    it('that turns out to be stale is repeated over a new one, unless it is a POST', async () => {
      const [get, post] = await Promise.all([twice('GET', stale), twice('POST', stale)])
      assert.deepEqual([get.server.methods, get.run.exitCode], [['GET', 'GET', 'GET'], 0])
      assert.deepEqual([get.server.connections(), post.server.connections()], [2, 1])
      assert.deepEqual([post.server.methods, post.run.exitCode], [['POST', 'POST'], 9])
      const [, last = ''] = post.run.stdout.trimEnd().split('\n')
      const {error} = JSON.parse(last) as {error: Record<string, unknown>}
      assert.deepEqual(
        [error['message'], error['hint']],
        [`${closed}.`, 'The call may have been carried out: look before you repeat it.'],
      )
    })

    it('that the server has closed takes a new one', async () => {
      const closing: Fault = (exchange) => {
        answerWith(200)(exchange)
        exchange.response.once('finish', () => setTimeout(() => exchange.socket.end(), 50))
      }
      const {server, run} = await twice('POST', closing, '--rate', '2')
      assert.deepEqual([server.methods, server.connections(), run.exitCode], [['POST', 'POST'], 2, 0])
    })

    it('that has been idle for more than four seconds takes a new one', async () => {
      const {server, run} = await twice('POST', answerWith(200), '--rate', '0.2')
      assert.deepEqual([server.methods, server.connections(), run.exitCode], [['POST', 'POST'], 2, 0])
    })
  })

  describe('is ended by --total-timeout', () => {
    const limit = ['--total-timeout', '1', '--retries', '50']
    const ended = 'The command was not done within 1 s.'
    const noTime = '--total-timeout leaves no time for another try.'

    const rows: readonly (readonly [what: string, fault: Fault, exitCode: number, message: string])[] = [
      ['while it is reset again and again', resetBefore, 7, noTime],
      ['while it breaks again and again', resetAmid, 7, noTime],
      ['while it is throttled', answerWith(429), 11, noTime],
      ['while it is told to wait', answerWith(503, {'Retry-After': '30'}), 6, noTime],
      ['while the service fails', answerWith(503), 6, noTime],
      ['while the answer trickles', trickle, 7, ended],
      ['while nobody answers', silence, 7, ended],
    ]
    for (const [what, fault, exitCode, message] of rows) {
      it(what, async () => {
        const {run, seconds} = await meet(fault, [...calls.GET, ...limit])
        assert.equal(run.exitCode, exitCode, run.stderr)
        assert(run.stderr.includes(message), run.stderr)
        assert(seconds < 4, `it took ${seconds} s`)
      })
    }

    it('and a POST that got no answer may have been carried out', async () => {
      const {run, server} = await meet(silence, [...calls.POST, ...limit])
      assert.deepEqual([server.methods, run.exitCode], [['POST'], 7])
      assert.equal(
        told(run),
        `hwc: ${ended}\n  (vpc create-vpc, region cn-north-4)\n  --total-timeout gives it more time.\n${look}`,
      )
    })
  })

  it('is told when nothing comes within --read-timeout', async () => {
    const outcomes = await Promise.all(
      (['GET', 'POST', 'POST with a token'] as const).map(async (kind) =>
        meet(silence, [...calls[kind], '--read-timeout', '0.3', '--retries', '1']),
      ),
    )
    assert.deepEqual(
      outcomes.map(({server, run}) => [server.methods, run.exitCode]),
      [
        [['GET', 'GET'], 7],
        [['POST'], 7],
        [['POST', 'POST'], 7],
      ],
    )
    for (const {run} of outcomes) assert.match(run.stderr, /No answer from 127\.0\.0\.1 within 0\.3 s\./)
  })
})
