import {type ClientRequest, type IncomingMessage} from 'node:http'
import {type Socket} from 'node:net'
import {type TLSSocket} from 'node:tls'
import {NetworkError} from '../errors/network-error.js'
import {type FailureContext, type Progress, toNetworkError} from './network-failure.js'
import {type Step} from './types.js'

export interface ExchangeLimits {
  /** Until a connection stands, name look-up and TLS included, in seconds. */
  readonly connectTimeout: number
  /** Without a byte, once it stands, in seconds. */
  readonly readTimeout: number
}

export interface ExchangeOptions
  extends ExchangeLimits, Pick<FailureContext, 'name' | 'port' | 'proxy' | 'showsCertificate'> {
  /** The connection is ready only after a TLS handshake. */
  readonly isSecure: boolean
  /** Is told how far the request came. */
  readonly onStep?: ((step: Step) => void) | undefined
}

const tellSteps = (socket: Socket, onStep: (step: Step) => void, isKept: boolean): void => {
  if (isKept) {
    onStep('kept')
    return
  }
  socket.once('lookup', () => {
    onStep('looked-up')
  })
  // A tunnel is handed over when it stands.
  if (socket.connecting) socket.once('connect', () => onStep('connected'))
  else onStep('connected')
  socket.once('secureConnect', () => onStep('secured'))
}

/** One request on its way: knows how far it came, ends it when it takes too long, and says why it failed. */
export class Exchange {
  /** Why the request was ended from here; it beats whatever error that led to. */
  failure: Error | undefined
  /** The answer, before anything was done to it. */
  answer: IncomingMessage | undefined
  /** Made when it is asked for: few requests need it. */
  #end: AbortController | undefined
  #progress: Progress = 'connecting'
  #timer: NodeJS.Timeout | undefined
  #destroy: ((reason: Error) => void) | undefined

  constructor(readonly options: ExchangeOptions) {}

  /** Aborts when the request is ended from here: for what stands between the request and its connection. */
  get signal(): AbortSignal {
    this.#end ??= new AbortController()
    return this.#end.signal
  }

  /** The request begins: it must have a connection, if none stands, within the connect time-out. `destroy` ends it. */
  begin(destroy: (reason: Error) => void, isConnected = false): void {
    this.#destroy = destroy
    this.options.onStep?.('started')
    if (isConnected) return
    const {connectTimeout, proxy, name, port} = this.options
    const target = proxy === undefined ? `${name}:${port}` : `${name}:${port} by the proxy ${proxy}`
    this.#start(connectTimeout, () => {
      this.fail(
        new NetworkError(`No connection to ${target} within ${connectTimeout} s.`, {
          failure: 'connect-timeout',
          maybeSent: false,
          hint: 'Check the endpoint and the network; --connect-timeout gives it more time.',
        }),
      )
    })
  }

  /** Its connection, which may stand already, is this one; the answer must come within the read time-out once it stands. */
  followSocket(socket: Socket, isKept: boolean): void {
    const ready = (): void => {
      if (this.#progress !== 'connecting') return
      this.#progress = 'sent'
      this.#followUpload(socket)
    }
    if (this.options.onStep) tellSteps(socket, this.options.onStep, isKept)
    if (isKept) ready()
    else if (this.options.isSecure) (socket as TLSSocket).once('secureConnect', ready)
    else if (socket.connecting) socket.once('connect', ready)
    else ready()
  }

  /** The answer has begun. */
  answered(): void {
    this.#progress = 'answered'
    this.options.onStep?.('answered')
    this.settle()
  }

  /** Follows a request of node's own client from its very beginning. */
  watch(request: ClientRequest): void {
    this.begin((reason) => request.destroy(reason))
    request.once('socket', (socket) => {
      this.followSocket(socket, request.reusedSocket)
    })
    request.once('finish', () => {
      if (this.#progress === 'sent') this.awaitData()
    })
    request.once('response', (answer) => {
      this.answer = answer
      this.answered()
    })
    request.once('close', () => {
      if (!this.answer) this.settle()
    })
  }

  /** Ends the request, for this reason. */
  fail(reason: Error): void {
    this.failure ??= reason
    this.settle()
    this.#end?.abort(reason)
    this.#destroy?.(reason)
  }

  /** Starts the clock of the read time-out; `settle` stops it. */
  awaitData(): void {
    this.#start(this.options.readTimeout, () => {
      this.#timeOut()
    })
  }

  /** Stops the clock. */
  settle(): void {
    clearTimeout(this.#timer)
  }

  /** What to throw for an error that the request met. */
  explain(error: unknown): Error {
    return this.failure ?? toNetworkError(error, {...this.options, progress: this.#progress})
  }

  /** While a request is being written, bytes that go out are signs of life. */
  #followUpload(socket: Socket): void {
    const written = socket.bytesWritten
    this.#start(this.options.readTimeout, () => {
      if (socket.bytesWritten === written) this.#timeOut()
      else this.#followUpload(socket)
    })
  }

  #timeOut(): void {
    const {readTimeout, name} = this.options
    const message =
      this.#progress === 'answered'
        ? `${name} stopped answering: nothing came within ${readTimeout} s.`
        : `No answer from ${name} within ${readTimeout} s.`
    this.fail(
      new NetworkError(message, {
        failure: 'read-timeout',
        maybeSent: true,
        hint: '--read-timeout gives it more time.',
      }),
    )
  }

  #start(seconds: number, onEnd: () => void): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(onEnd, seconds * 1000)
  }
}
