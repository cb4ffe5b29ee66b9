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

const methodOf = (kind: Kind): string => kind.split(' ', 1)[0] ?? ''
const isUnsafe = (kind: Kind): boolean => kind === 'POST' || kind === 'PATCH'

/** The same calls as lines of a batch. */
const lines: Readonly<Record<Kind, object>> = {
  GET: {service: 'vpc', operation: 'list-vpcs'},
  PUT: {service: 'vpc', operation: 'update-vpc', params: {vpc_id: 'v'}, body: {vpc: {name: 'n'}}},
  DELETE: {service: 'vpc', operation: 'delete-vpc', params: {vpc_id: 'v'}},
  POST: {service: 'vpc', operation: 'create-vpc', body: {vpc: {name: 'n'}}},
  PATCH: {
    service: 'iam',
    operation: 'keystone-update-group',
    params: {group_id: 'g'},
    body: {group: {name: 'n'}},
  },
  'POST with a token': {
    service: 'evs',
    operation: 'create-volume',
    body: {volume: {availability_zone: 'a', size: 1, volume_type: 'SSD'}},
  },
}

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
    /** What is told of a call; what is repeated is told before. */
    readonly tells: (kind: Kind) => string
  }

  const again = (reason: string): string =>
    `hwc: ${reason}; trying again in … s (try 2 of 3).\nhwc: ${reason}; trying again in … s (try 3 of 3).\n`
  const placeOf = (kind: Kind): string => calls[kind].slice(0, 2).join(' ')
  const answered = (kind: Kind, status: number, hint: string): string =>
    `hwc: Not now.\n  (${placeOf(kind)}, region cn-north-4, status ${status}, code E.1)\n${hint}`
  const broken = (message: string, kind: Kind, hint: string): string =>
    `hwc: ${message}\n  (${placeOf(kind)}, region cn-north-4)\n${hint}`

  const three = '  It was tried 3 times.\n'
  const look = '  The call may have been carried out: look before you repeat it.\n'
  const repeat = '  The call may have been carried out: repeat it with --x-client-token=UUID.\n'
  const closed = '127.0.0.1 closed the connection without an answer'
  const broke = 'The connection to 127.0.0.1 broke before the whole answer had come'
  const tooLong = '  The service asks to wait 86400 s before the next try; hwc waits for 60 s at most.\n'

  const ofStatus =
    (status: number): Row['tells'] =>
    (kind) =>
      again(`The service answered ${status}`) + answered(kind, status, three)
  const onceOfStatus =
    (status: number, hint: string): Row['tells'] =>
    (kind) =>
      answered(kind, status, hint)
  /** What is to be done about a call that is not safe to repeat and may have been carried out. */
  const unclear = (kind: Kind): string => (kind === 'POST with a token' ? repeat : isUnsafe(kind) ? look : '')
  const ofBreak =
    (message: string): Row['tells'] =>
    (kind) =>
      isUnsafe(kind)
        ? broken(`${message}.`, kind, look)
        : again(message) + broken(`${message}.`, kind, three + unclear(kind))

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
      tells: (kind) => (isUnsafe(kind) ? onceOfStatus(503, '') : ofStatus(503))(kind),
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
        const count = isUnsafe(kind) ? reached.unsafe : reached.safe
        return [kind, new Array<string>(count).fill(methodOf(kind)), exitCode, '', tells(kind)]
      })
      assert.deepEqual(
        outcomes.map(({run, server}, at) => [kinds[at], server.methods, run.exitCode, run.stdout, told(run)]),
        expected,
      )
    })

    it(`that was ${what} does the same as a line of a batch`, async () => {
      const outcomes = await Promise.all(
        kinds.map(async (kind) =>
          meet(fault, ['batch', '-', '--retries', String(tries - 1)], {stdin: `${JSON.stringify(lines[kind])}\n`}),
        ),
      )
      const facts = (text: string): unknown => {
        const {error} = JSON.parse(text) as {error: {message: string; hint: string | null; exitCode: number}}
        return [error.message, error.hint, error.exitCode]
      }
      // The last lines of what a single call tells: message, place, hints.
      const expected = kinds.map((kind) => {
        const count = isUnsafe(kind) ? reached.unsafe : reached.safe
        const [message, , ...hints] = tells(kind)
          .trimEnd()
          .split('\n')
          .filter((text) => !text.includes('trying again'))
        const hint = hints.map((text) => text.trim()).join('\n')
        return [
          kind,
          new Array<string>(count).fill(methodOf(kind)),
          9,
          [message?.replace('hwc: ', ''), hint === '' ? null : hint, exitCode],
        ]
      })
      assert.deepEqual(
        outcomes.map(({run, server}, at) => [
          kinds[at],
          server.methods,
          run.exitCode,
          facts(told({...run, stderr: run.stdout})),
        ]),
        expected,
      )
    })
  }

  it('is repeated for HEAD and OPTIONS too', async () => {
    const faults = {
      resetBefore,
      429: answerWith(429),
      '429 0': answerWith(429, {'Retry-After': '0'}),
      '429 86400': answerWith(429, {'Retry-After': '86400'}),
      503: answerWith(503),
      '503 0': answerWith(503, {'Retry-After': '0'}),
      '503 86400': answerWith(503, {'Retry-After': '86400'}),
    }
    for (const [what, fault] of Object.entries(faults)) {
      const outcomes = await Promise.all(
        ['HEAD', 'OPTIONS'].map(async (method) => meet(fault, ['request', method, '/a', '--retries', '2'])),
      )
      const exitCode = what.startsWith('429') ? 11 : what.startsWith('503') ? 6 : 7
      const count = what.endsWith('86400') ? 1 : 3
      assert.deepEqual(
        outcomes.map(({server, run}) => [server.methods, run.exitCode]),
        ['HEAD', 'OPTIONS'].map((method) => [new Array<string>(count).fill(method), exitCode]),
        what,
      )
    }
  })

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
      const line = `${JSON.stringify(lines[kind])}\n`
      return meet(fault, ['batch', '-', '--concurrency', '1', ...flags], {stdin: line + line})
    }

    /** The server ended it, and the next request meets a reset. */
    const stale: Fault = (exchange) => {
      if (exchange.nth === 1) answerWith(200)(exchange)
      else resetBefore(exchange)
    }

    it('that turns out to be stale is repeated over a new one, unless it is a POST or a PATCH', async () => {
      const outcomes = await Promise.all(kinds.map(async (kind) => twice(kind, stale)))
      const hint = 'The call may have been carried out: look before you repeat it.'
      assert.deepEqual(
        outcomes.map(({server, run}, at) => {
          const [, last = ''] = run.stdout.trimEnd().split('\n')
          const {ok, error} = JSON.parse(last) as {ok: boolean; error?: Record<string, unknown>}
          return [
            kinds[at],
            server.methods,
            server.connections(),
            run.exitCode,
            ok,
            error?.['message'],
            error?.['hint'],
          ]
        }),
        kinds.map((kind) => {
          const methods = new Array<string>(isUnsafe(kind) ? 2 : 3).fill(methodOf(kind))
          return isUnsafe(kind)
            ? [kind, methods, 1, 9, false, `${closed}.`, hint]
            : [kind, methods, 2, 0, true, undefined, undefined]
        }),
      )
    })

    it('that turns out to be stale says that it is repeated where that is asked for', async () => {
      const {run} = await twice('GET', stale, '--debug')
      assert.match(run.stderr, new RegExp(`^hwc: ${closed}; trying again in \\d+\\.\\d s \\(try 2 of 4\\)\\.$`, 'm'))
    })

    it('that turns out to be stale again and again is ended by --total-timeout', async () => {
      const alwaysStale: Fault = (exchange) => {
        if (first) answerWith(200)(exchange)
        else resetBefore(exchange)
        first = false
      }
      let first = true
      const {run, seconds} = await twice('GET', alwaysStale, '--total-timeout', '1', '--retries', '50')
      const [, last = ''] = run.stdout.trimEnd().split('\n')
      const {ok, error} = JSON.parse(last) as {ok: boolean; error?: {message: string; hint: string}}
      assert.deepEqual([run.exitCode, ok, error?.message], [9, false, `${closed}.`])
      assert.match(error?.hint ?? '', /--total-timeout leaves no time for another try\.$/)
      assert(seconds < 4, `it took ${seconds} s`)
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

    interface Limited {
      readonly what: string
      readonly fault: Fault
      /** Of calls that are safe to repeat, and of others. */
      readonly codes: readonly [number, number]
      /** How it is told: a call whose last try failed, one that is over at once, or one that is in flight. */
      readonly end: (kind: Kind) => 'tried' | 'once' | 'in flight'
      readonly message: (kind: Kind, hint: string) => string
    }
    const ofSafety = (kind: Kind) => (isUnsafe(kind) ? 'once' : 'tried')
    const failed =
      (text: string): Limited['message'] =>
      (kind, hint) =>
        broken(text, kind, hint)
    const refused =
      (status: number): Limited['message'] =>
      (kind, hint) =>
        answered(kind, status, hint)

    const rows: readonly Limited[] = [
      {
        what: 'while it is reset again and again',
        fault: resetBefore,
        codes: [7, 7],
        end: ofSafety,
        message: failed(`${closed}.`),
      },
      {
        what: 'while it breaks again and again',
        fault: resetAmid,
        codes: [7, 7],
        end: ofSafety,
        message: failed(`${broke}.`),
      },
      {
        what: 'while it is throttled',
        fault: answerWith(429),
        codes: [11, 11],
        end: () => 'tried',
        message: refused(429),
      },
      {
        what: 'while it is throttled and told when to come back',
        fault: answerWith(429, {'Retry-After': '0.3'}),
        codes: [11, 11],
        end: () => 'tried',
        message: refused(429),
      },
      {
        what: 'while it is told to wait',
        fault: answerWith(503, {'Retry-After': '30'}),
        codes: [6, 6],
        end: () => 'tried',
        message: refused(503),
      },
      {what: 'while the service fails', fault: answerWith(503), codes: [6, 6], end: ofSafety, message: refused(503)},
      {
        what: 'while the answer trickles',
        fault: trickle,
        codes: [7, 7],
        end: () => 'in flight',
        message: failed(ended),
      },
      {what: 'while nobody answers', fault: silence, codes: [7, 7], end: () => 'in flight', message: failed(ended)},
    ]
    const gotMoreTime = '--total-timeout gives it more time.'

    /** The time may be up while a try is on its way, which is what other rows are about: then once more. */
    const meetLimit = async (kind: Kind, row: Limited): Promise<Outcome> => {
      const {fault, end} = row
      const outcome = await meet(fault, [...calls[kind], ...limit])
      const isOther = end(kind) === 'tried' && outcome.run.stderr.includes(gotMoreTime)
      return isOther ? meetLimit(kind, row) : outcome
    }

    for (const row of rows) {
      const {what, codes, end, message} = row
      it(what, async () => {
        const outcomes = await Promise.all(kinds.map(async (kind) => meetLimit(kind, row)))
        const seen = outcomes.map(({run, server, seconds}, at) => {
          const kind = kinds[at] ?? 'GET'
          const [safe, unsafe] = codes
          assert(seconds < 4, `${kind} took ${seconds} s`)
          assert.equal(run.exitCode, isUnsafe(kind) ? unsafe : safe, run.stderr)
          assert.deepEqual([...new Set(server.methods)], [methodOf(kind)])
          const isOnce = end(kind) !== 'tried'
          if (isOnce) assert.equal(server.methods.length, 1, kind)
          const text = told(run).replaceAll(/^hwc: .*; trying again in … s \(try \d+ of 51\)\.\n/gm, '')
          // A try that was announced may find no time left after its pause.
          const tries = server.methods.length
          assert([tries, tries + 1].includes(run.stderr.split('trying again').length), `${kind}: ${run.stderr}`)
          const counted = /It was tried (\d+) times/.exec(run.stderr)?.[1]
          if (counted !== undefined) assert.equal(Number(counted), tries, kind)
          return [kind, text.replace(/It was tried \d+ times/, 'It was tried N times'), server.methods.length]
        })
        assert.deepEqual(
          seen,
          kinds.map((kind, at) => {
            const count = outcomes[at]?.server.methods.length ?? 0
            const isAnswered = /Not now/.test(message(kind, ''))
            const warned = isAnswered ? '' : unclear(kind)
            const hints = {
              tried: `${count > 1 ? '  It was tried N times.\n' : ''}${warned}  ${noTime}\n`,
              once: isAnswered ? '' : look,
              'in flight': `  ${gotMoreTime}\n${warned}`,
            }
            return [kind, message(kind, hints[end(kind)]), count]
          }),
        )
      })
    }

    it('as a line of a batch too', async () => {
      for (const fault of [silence, trickle]) {
        const stdin = [lines.GET, lines.POST].map((line) => `${JSON.stringify(line)}\n`).join('')
        const {run, server, seconds} = await meet(fault, ['batch', '-', ...limit], {stdin})
        const more = '--total-timeout gives it more time.'
        assert.deepEqual(
          run.stdout
            .trimEnd()
            .split('\n')
            .map((text) => (JSON.parse(text) as {error: Record<string, unknown>}).error)
            .map(({message, hint}) => [message, hint]),
          [
            [ended, more],
            [ended, `${more}\n${look.trim()}`],
          ],
        )
        assert.deepEqual([run.exitCode, server.methods.toSorted()], [9, ['GET', 'POST']])
        assert(seconds < 4, `it took ${seconds} s`)
      }
    })

    it('but not where it ends before', async () => {
      for (const [fault, exitCode] of [
        [answerWith(429, {'Retry-After': '86400'}), 11],
        [answerWith(503, {'Retry-After': '86400'}), 6],
        [resetAfter, 0],
      ] as const) {
        const outcomes = await Promise.all(kinds.map(async (kind) => meet(fault, [...calls[kind], ...limit])))
        assert.deepEqual(
          outcomes.map(({run, server}) => [
            run.exitCode,
            server.methods.length,
            run.stderr.includes('--total-timeout'),
          ]),
          kinds.map(() => [exitCode, 1, false]),
        )
      }
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
