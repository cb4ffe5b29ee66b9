import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import {type AddressInfo} from 'node:net'
import {setTimeout as sleep} from 'node:timers/promises'

export interface RecordedRequest {
  readonly method: string
  /** Path and query as they came over the wire. */
  readonly target: string
  /** By lower-case name. */
  readonly headers: IncomingMessage['headers']
  /** Names and values in turn, as they came over the wire. */
  readonly rawHeaders: readonly string[]
  readonly body: Buffer
}

export interface ScriptedAnswer {
  /** 200 by default. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: string | Uint8Array
  /** Milliseconds before anything is answered. */
  readonly delay?: number
  /** Closes the connection: instead of answering, or after the headers and the given body. */
  readonly drop?: 'before' | 'after body'
}

/** Answers in turn, the last one for ever; or made from each request. */
export type AnswerScript = readonly ScriptedAnswer[] | ((request: RecordedRequest, index: number) => ScriptedAnswer)

export interface LocalServer {
  /** `http://<address>:<port>`, without a slash at its end. */
  readonly url: string
  readonly port: number
  /** Every request so far, in order of arrival. */
  readonly requests: readonly RecordedRequest[]
  readonly close: () => Promise<void>
}

const record = async (request: IncomingMessage): Promise<RecordedRequest> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const {method = '', url = '', headers, rawHeaders} = request
  return {method, target: url, headers, rawHeaders, body: Buffer.concat(chunks)}
}

const send = async (response: ServerResponse, answer: ScriptedAnswer): Promise<void> => {
  if (answer.delay !== undefined) await sleep(answer.delay)
  if (answer.drop === 'before') {
    response.destroy()
    return
  }
  const {status = 200, headers = {}, body = ''} = answer
  response.writeHead(status, {...(headers as Record<string, string>)})
  if (answer.drop === undefined) {
    response.end(body)
    return
  }
  response.write(body, () => {
    response.destroy()
  })
}

/**
 * Starts a server on loopback, on 127.0.0.1 unless another address is given, that records what it is asked and answers
 * what it was told. Close it after the test.
 */
export const startLocalServer = async (script: AnswerScript = [{}], address = '127.0.0.1'): Promise<LocalServer> => {
  const requests: RecordedRequest[] = []
  const answerFor = (request: RecordedRequest): ScriptedAnswer => {
    const index = requests.length - 1
    if (typeof script === 'function') return script(request, index)
    return script[Math.min(index, script.length - 1)] ?? {}
  }
  const server = createServer((request, response) => {
    record(request)
      .then(async (recorded) => {
        requests.push(recorded)
        await send(response, answerFor(recorded))
      })
      .catch(() => {
        response.destroy()
      })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, address, resolve)
  })
  const {port} = server.address() as AddressInfo
  const close = async (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => {
        resolve()
      })
      server.closeAllConnections()
    })
  return {url: `http://${address}:${String(port)}`, port, requests, close}
}
