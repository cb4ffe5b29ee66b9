import {type Socket} from 'node:net'
import {AnswerReader, type RawAnswer} from './answer-reader.js'
import {type Exchange} from './exchange.js'
import {writeTogether} from './write-together.js'

/** How often a connection on which nothing happens is probed, in milliseconds. */
const probeInterval = 60_000

export interface Question {
  readonly method: string
  /** The request line and the headers with the empty line, one character a byte. */
  readonly head: string
  readonly body: Uint8Array | undefined
}

interface Turn {
  readonly exchange: Exchange
  readonly reader: AnswerReader
  readonly resolve: (answer: RawAnswer) => void
  readonly reject: (error: unknown) => void
}

const reset = (message: string): Error => Object.assign(new Error(message), {code: 'ECONNRESET'})

const write = (socket: Socket, head: string, body: Uint8Array | undefined): void => {
  if (body === undefined || body.length === 0) {
    socket.write(head, 'latin1')
    return
  }
  socket.cork()
  socket.write(head, 'latin1')
  socket.write(body)
  socket.uncork()
}

/** A connection that asks one question of HTTP/1 after the other. */
export class Connection {
  readonly #socket: Socket
  readonly #idle: Connection[]
  readonly #idleTimeout: number
  #turn: Turn | undefined
  #wasUsed = false

  /** @param idle takes it while it can be asked again, for so many milliseconds at most. */
  constructor(socket: Socket, idle: Connection[], idleTimeout: number) {
    this.#socket = socket
    this.#idle = idle
    this.#idleTimeout = idleTimeout
    socket.once('connect', () => {
      socket.setNoDelay(true)
      socket.setKeepAlive(true, probeInterval)
    })
    socket.on('data', (chunk: Buffer) => {
      this.#receive(chunk)
    })
    socket.on('end', () => {
      this.#forget()
      if (this.#turn?.reader.end()) this.#finish(this.#turn)
    })
    socket.on('error', (error) => {
      this.#fail(error)
    })
    socket.on('timeout', () => {
      socket.destroy()
      this.#forget()
    })
    socket.on('close', () => {
      this.#forget()
      this.#fail(reset(this.#turn?.reader.hasHead ? 'aborted' : 'socket hang up'))
    })
  }

  /** Sends a request and answers with its whole answer, told to the exchange on the way. One at a time. */
  async ask({method, head, body}: Question, exchange: Exchange): Promise<RawAnswer> {
    const socket = this.#socket
    return new Promise((resolve, reject) => {
      this.#turn = {exchange, reader: new AnswerReader(method), resolve, reject}
      exchange.begin((reason) => socket.destroy(reason), this.#wasUsed)
      if (this.#wasUsed) {
        socket.setTimeout(0)
        socket.ref()
      }
      exchange.followSocket(socket, this.#wasUsed)
      this.#wasUsed = true
      writeTogether(() => {
        write(socket, head, body)
      })
    })
  }

  #receive(chunk: Buffer): void {
    const turn = this.#turn
    if (!turn) {
      // Nobody asked: the next answer would be taken for another one's.
      this.#forget()
      this.#socket.destroy()
      return
    }
    const {reader, exchange} = turn
    const hadHead = reader.hasHead
    try {
      const isWhole = reader.read(chunk)
      if (!hadHead && reader.hasHead) exchange.answered()
      if (isWhole) this.#finish(turn)
      else exchange.awaitData()
    } catch (error) {
      this.#socket.destroy()
      this.#fail(error)
    }
  }

  #finish({reader, resolve}: Turn): void {
    const socket = this.#socket
    const answer = reader.answer()
    const timeout = Math.min(this.#idleTimeout, (answer.keepFor ?? Infinity) * 1000)
    this.#turn = undefined
    // What was not read of a request would be taken for the next one.
    if (timeout === 0 || socket.writableLength > 0 || socket.readableEnded || socket.destroyed) socket.destroy()
    else {
      socket.setTimeout(timeout)
      socket.unref()
      this.#idle.push(this)
    }
    resolve(answer)
  }

  #fail(error: unknown): void {
    const turn = this.#turn
    this.#turn = undefined
    turn?.reject(error)
  }

  #forget(): void {
    const at = this.#idle.indexOf(this)
    if (at >= 0) this.#idle.splice(at, 1)
  }
}
