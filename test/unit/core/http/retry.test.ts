import assert from 'node:assert/strict'
import {Readable} from 'node:stream'
import {NetworkError, type NetworkFailure} from '../../../../src/core/errors/network-error.js'
import {createAxiosTransport} from '../../../../src/core/http/axios-transport.js'
import {bufferBody} from '../../../../src/core/http/buffer-body.js'
import {pipeline} from '../../../../src/core/http/pipeline.js'
import {retry, type RetryOptions} from '../../../../src/core/http/retry.js'
import {type HttpResponse, type Transport} from '../../../../src/core/http/types.js'
import {closedPort, get, startServer} from '../../../support/recording-server.js'

const start = Date.parse('2024-03-05T06:07:08Z')

/** A clock that only sleeping moves. */
const world = (more: Partial<RetryOptions> = {}) => {
  const pauses: number[] = []
  const messages: string[] = []
  let time = start
  const options: RetryOptions = {
    retries: 3,
    random: () => 1,
    sleep: (milliseconds) => {
      pauses.push(milliseconds)
      time += milliseconds
      return Promise.resolve()
    },
    now: () => new Date(time),
    notify: (message) => messages.push(message),
    ...more,
  }
  return {pauses, messages, options}
}

type Ending = number | NetworkFailure | readonly [number, Record<string, string>]

const networkError = (failure: NetworkFailure): NetworkError =>
  new NetworkError(`Failed: ${failure}.`, {
    failure,
    maybeSent: failure === 'reset' || failure === 'read-timeout' || failure === 'total-timeout',
  })

/** A transport whose tries end like this, the last ending repeated. */
const scripted = (endings: readonly Ending[]) => {
  let tries = 0
  const transport: Transport = () => {
    const ending = endings[Math.min(tries, endings.length - 1)] ?? 200
    tries += 1
    if (typeof ending === 'string') return Promise.reject(networkError(ending))
    const [status, headers] = typeof ending === 'number' ? [ending, {}] : ending
    return Promise.resolve({status, headers, body: Readable.from([])})
  }
  return {transport, tries: () => tries}
}

interface Result {
  readonly tries: number
  readonly pauses: readonly number[]
  readonly messages: readonly string[]
  readonly response?: HttpResponse
  readonly error?: unknown
}

const run = async (method: string, endings: readonly Ending[], more: Partial<RetryOptions> = {}): Promise<Result> => {
  const {pauses, messages, options} = world(more)
  const {transport, tries} = scripted(endings)
  try {
    const response = await retry(options)(transport)(get('a.example', {method}))
    return {tries: tries(), pauses, messages, response}
  } catch (error) {
    return {tries: tries(), pauses, messages, error}
  }
}

const safe = ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']
const unsafe = ['POST', 'PATCH']

describe('retry', () => {
  const rows: readonly (readonly [what: string, ending: Ending, safeTries: number, unsafeTries: number])[] = [
    ['a 200', 200, 1, 1],
    ['a 302', 302, 1, 1],
    ['a 400', 400, 1, 1],
    ['a 408', 408, 1, 1],
    ['a 429', 429, 4, 4],
    ['a 500', 500, 4, 1],
    ['a 502', 502, 4, 1],
    ['a 503', 503, 4, 1],
    ['a 503 with Retry-After', [503, {'retry-after': '1'}], 4, 4],
    ['a 500 with Retry-After', [500, {'retry-after': '1'}], 4, 1],
    ['a 600', 600, 1, 1],
    ['a refused connection', 'refused', 4, 4],
    ['a connect time-out', 'connect-timeout', 4, 4],
    ['a name server that does not answer', 'dns-temporary', 4, 4],
    ['an unknown host', 'dns-unknown', 1, 1],
    ['a certificate that nobody trusts', 'tls', 1, 1],
    ['a proxy that lets nobody through', 'proxy', 1, 1],
    ['a connection that broke', 'reset', 4, 1],
    ['a read time-out', 'read-timeout', 4, 1],
    ['the end of the total time', 'total-timeout', 1, 1],
  ]
  for (const [what, ending, safeTries, unsafeTries] of rows) {
    it(`after ${what} tries ${safeTries} times what is safe to repeat, else ${unsafeTries} times`, async () => {
      for (const method of safe) assert.equal((await run(method, [ending])).tries, safeTries, method)
      for (const method of unsafe) assert.equal((await run(method, [ending])).tries, unsafeTries, method)
    })
  }

  it('treats a POST with an idempotency token like a PUT, and says how it is repeated', async () => {
    const {options} = world()
    const post = async (endings: readonly Ending[]): Promise<readonly [number, unknown]> => {
      const {transport, tries} = scripted(endings)
      const send = retry(options)(transport)
      try {
        const {status} = await send(get('a.example', {method: 'POST'}), {repeatWith: '--token=1'})
        return [tries(), status]
      } catch (error) {
        return [tries(), (error as NetworkError).hint]
      }
    }
    assert.deepEqual(await post(['reset', 500, 200]), [3, 200])
    assert.deepEqual(await post(['read-timeout']), [
      4,
      'It was tried 4 times.\nThe call may have been carried out: repeat it with --token=1.',
    ])
    assert.deepEqual(await post(['dns-unknown']), [1, undefined])
  })

  it('never tries again where retries are off', async () => {
    const {tries, response, messages} = await run('GET', [503], {retries: 0})
    assert.deepEqual([tries, response?.status, response?.notes, messages], [1, 503, undefined, []])
  })

  it('pauses longer each time, at random within the bound, and says so', async () => {
    assert.deepEqual((await run('GET', [500], {retries: 7})).pauses, [500, 1000, 2000, 4000, 8000, 16_000, 20_000])
    assert.deepEqual((await run('GET', [500], {random: () => 0.25})).pauses, [125, 250, 500])
    const {messages} = await run('GET', ['refused', 503, 200])
    assert.deepEqual(messages, [
      'Failed: refused; trying again in 0.5 s (try 2 of 4).',
      'The service answered 503; trying again in 1.0 s (try 3 of 4).',
    ])
  })

  it('obeys Retry-After in seconds or as a date, up to a minute', async () => {
    const after = (text: string): Ending => [429, {'retry-after': text}]
    const date = new Date(start + 30_000).toUTCString()
    const past = new Date(start - 30_000).toUTCString()
    for (const [text, pause] of [
      ['0', 0],
      ['7', 7000],
      ['60', 60_000],
      [date, 30_000],
      [past, 0],
      ['nonsense', 500],
    ] as const) {
      assert.deepEqual((await run('POST', [after(text), 200])).pauses, [pause], text)
    }
  })

  it('gives up at once where the service asks for more than a minute, and says so', async () => {
    const {tries, pauses, response} = await run('GET', [[503, {'retry-after': '61'}]])
    assert.deepEqual(
      [tries, pauses, response?.status, response?.notes],
      [1, [], 503, ['The service asks to wait 61 s before the next try; hwc waits for 60 s at most.']],
    )
  })

  it('says how often it tried', async () => {
    const {response} = await run('GET', [503])
    assert.deepEqual(response?.notes, ['It was tried 4 times.'])
    const {error} = await run('GET', ['refused'])
    assert(error instanceof NetworkError)
    assert.deepEqual(
      [error.message, error.hint, error.failure],
      ['Failed: refused.', 'It was tried 4 times.', 'refused'],
    )
  })

  it('says of a DELETE that was not found after an unclear try that the earlier one probably did it', async () => {
    const note = 'An earlier try of this call got no clear answer: it probably did the deletion.'
    for (const unclear of ['reset', 'read-timeout', 504] as const) {
      assert.deepEqual((await run('DELETE', [unclear, 404])).response?.notes, [note])
    }
    assert.deepEqual((await run('DELETE', ['refused', 404])).response?.notes, ['It was tried 2 times.'])
    assert.deepEqual((await run('DELETE', [404])).response?.notes, undefined)
    assert.deepEqual((await run('GET', ['reset', 404])).response?.notes, ['It was tried 2 times.'])
    assert.deepEqual((await run('DELETE', ['reset', 204])).response?.notes, undefined)
  })

  it('says of a POST without an answer that it may have been carried out', async () => {
    const hint = async (method: string, ending: Ending): Promise<unknown> => {
      const {error} = await run(method, [ending])
      assert(error instanceof NetworkError)
      return error.hint
    }
    const note = 'The call may have been carried out: look before you repeat it.'
    assert.equal(await hint('POST', 'read-timeout'), note)
    assert.equal(await hint('PATCH', 'reset'), note)
    assert.equal(await hint('POST', 'total-timeout'), note)
    assert.equal(await hint('POST', 'tls'), undefined)
    assert.equal(await hint('PUT', 'total-timeout'), undefined)
  })

  it('waits for nothing beyond the total time', async () => {
    const {tries, pauses, response} = await run('GET', [503], {totalDeadline: new Date(start + 1500)})
    assert.deepEqual(
      [tries, pauses, response?.notes],
      [2, [500], ['It was tried 2 times.', '--total-timeout leaves no time for another try.']],
    )
  })

  it('says so where the total time ended during a pause', async () => {
    const controller = new AbortController()
    const {options} = world({
      sleep: () => {
        controller.abort(networkError('total-timeout'))
        return Promise.resolve()
      },
    })
    const {transport} = scripted([503])
    const {notes} = await retry(options)(transport)(get('a.example'), {signal: controller.signal})
    assert.deepEqual(notes, ['--total-timeout leaves no time for another try.'])
  })

  it('starts no try once the process was told to end, not even after the pause', async () => {
    let told = false
    const before = await run('GET', [503], {mayRetry: () => false})
    const during = await run('GET', [503], {
      mayRetry: () => !told,
      sleep: () => {
        told = true
        return Promise.resolve()
      },
    })
    assert.deepEqual([before.tries, during.tries, during.response?.status], [1, 1, 503])
  })

  it('starts no try once its signal is aborted', async () => {
    const controller = new AbortController()
    const {options} = world({
      sleep: (_, signal) => {
        assert.equal(signal, controller.signal)
        controller.abort()
        return Promise.resolve()
      },
    })
    const {transport, tries} = scripted([503])
    await retry(options)(transport)(get('a.example'), {signal: controller.signal})
    assert.equal(tries(), 1)
  })

  it('throws what is no failure of the network as it is', async () => {
    const error = new TypeError('a bug')
    const {options} = world()
    await assert.rejects(retry(options)(() => Promise.reject(error))(get('a.example')), error)
  })
})

describe('retry over connections', () => {
  const limits = {connectTimeout: 5, readTimeout: 0.2}
  const send = () => pipeline([retry(world().options), bufferBody()], createAxiosTransport(limits))

  const arrivals = async (
    method: string,
    handle: Parameters<typeof startServer>[0],
  ): Promise<readonly [number, unknown]> => {
    const server = await startServer(handle)
    try {
      const end = await send()(get(server.host, {method, body: Buffer.from('x')})).then(
        ({status}) => status,
        (error: unknown) => (error instanceof NetworkError ? error.failure : error),
      )
      return [server.seen.length, end]
    } finally {
      await server.close()
    }
  }

  it('repeats a GET that got no answer, a reset or half an answer, until one comes', async () => {
    assert.deepEqual(
      await arrivals('GET', (response, _, index) => {
        if (index === 0) return
        if (index === 1) response.destroy()
        else if (index === 2) {
          response.writeHead(200, {'content-length': '9'})
          response.write('half')
          setTimeout(() => response.destroy(), 20)
        } else response.end('whole')
      }),
      [4, 200],
    )
  })

  for (const method of unsafe) {
    it(`sends a ${method} once if it may have arrived`, async () => {
      assert.deepEqual(await arrivals(method, (response) => response.destroy()), [1, 'reset'])
      assert.deepEqual(await arrivals(method, () => undefined), [1, 'read-timeout'])
      assert.deepEqual(await arrivals(method, (response) => response.writeHead(500).end()), [1, 500])
    })

    it(`sends a ${method} again after a 429`, async () => {
      assert.deepEqual(
        await arrivals(method, (response, _, index) => response.writeHead(index < 2 ? 429 : 201).end()),
        [3, 201],
      )
    })
  }

  it('tries a POST again where nobody listens', async () => {
    const {options, messages} = world()
    const transport = pipeline([retry(options)], createAxiosTransport(limits))
    const port = await closedPort()
    await assert.rejects(transport(get(`127.0.0.1:${port}`, {method: 'POST'})), {
      message: `Connection to 127.0.0.1:${port} refused.`,
      hint: 'It was tried 4 times.',
    })
    assert.equal(messages.length, 3)
  })
})

describe('a call with another endpoint at hand', () => {
  it('is not tried again here after a failure that leads there', async () => {
    for (const failure of ['refused', 'dns-unknown', 'tls'] as const) {
      const {options, pauses} = world()
      const {transport, tries} = scripted([failure])
      const call = retry(options)(transport)(get('a.example'), {hasAlternative: true})
      await assert.rejects(call, {failure})
      assert.deepEqual([tries(), pauses], [1, []], failure)
    }
  })

  it('is tried again here after any other failure, and without another endpoint after a refusal too', async () => {
    const {options} = world()
    const other = scripted(['connect-timeout', 200])
    assert.equal((await retry(options)(other.transport)(get('a.example'), {hasAlternative: true})).status, 200)
    const refused = scripted(['refused', 200])
    assert.equal((await retry(options)(refused.transport)(get('a.example'))).status, 200)
  })
})
