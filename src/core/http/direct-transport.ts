import {connect, isIP} from 'node:net'
import {type RawAnswer} from './answer-reader.js'
import {checkRequest} from './check-request.js'
import {chooseProxy} from './choose-proxy.js'
import {Connection} from './connection.js'
import {Exchange, type ExchangeOptions} from './exchange.js'
import {hostName, portOf} from './host-name.js'
import {lookupName} from './loopback-lookup.js'
import {obey} from './obey.js'
import {idleTimeout, type TransportOptions} from './open-request.js'
import {requireEncryption} from './plain-http.js'
import {tlsOptions, type TlsOptions} from './tls-options.js'
import {type Headers, type HttpRequest, type HttpResponse, isStreamBody, type Transport} from './types.js'
import {wholeResponse} from './whole-response.js'
import {wireHeaders} from './wire-headers.js'

const decompress = async (bytes: Buffer, encoding: string): Promise<Buffer> => {
  const [{promisify}, {constants, inflateRaw, unzip}] = await Promise.all([import('node:util'), import('node:zlib')])
  // Some servers send what they call deflate without the head of zlib (RFC 9110 §8.4.1.2).
  const isRaw = encoding === 'deflate' && ((bytes[0] ?? 0) & 0x0f) !== 8
  // An answer may end without the trailer: what is there is good.
  return promisify<Buffer, object, Buffer>(isRaw ? inflateRaw : unzip)(bytes, {finishFlush: constants.Z_SYNC_FLUSH})
}

/** The encodings that are asked for. */
const encodings = new Set(['gzip', 'x-gzip', 'deflate'])

const without = (headers: Headers, names: readonly string[]): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)))

const unpack = ({status, headers, bytes}: RawAnswer): HttpResponse | Promise<HttpResponse> => {
  const encoding = headers['content-encoding']?.toLowerCase() ?? ''
  if (!encodings.has(encoding) || bytes.length === 0) return wholeResponse(status, headers, bytes)
  return decompress(bytes, encoding).then((plain) =>
    wholeResponse(status, without(headers, ['content-encoding', 'content-length']), plain),
  )
}

const headOf = (request: HttpRequest): string => {
  const {method, target} = request
  if (!/^[A-Z]+$/.test(method)) throw new TypeError('The method is none')
  const headers = wireHeaders(request)
  let head = `${method} ${target} HTTP/1.1\r\n`
  for (const name of Object.keys(headers)) head += `${name}: ${headers[name] ?? ''}\r\n`
  return `${head}\r\n`
}

/** Where requests of one origin go. */
interface Destination {
  readonly isProxied: boolean
  readonly exchange: ExchangeOptions
  readonly connect: () => Connection
  /** Connections that stand, the one that was used last at the end. */
  readonly idle: Connection[]
}

const createDestination = async (
  request: HttpRequest,
  options: TransportOptions,
  tls: TlsOptions,
): Promise<Destination> => {
  requireEncryption(request, options.insecure)
  const {scheme, host} = request
  const {connectTimeout, readTimeout} = options
  const [name, port, isSecure] = [hostName(host), portOf(host, scheme), scheme === 'https']
  const address = {host: name, port, lookup: lookupName}
  // By name, not by the Host header.
  const secure = {...address, ...tls, servername: isIP(name) > 0 ? '' : name, ALPNProtocols: ['http/1.1']}
  const {connect: connectTls} = isSecure ? await import('node:tls') : {}
  const idle: Connection[] = []
  return {
    isProxied: chooseProxy(request, options) !== undefined,
    exchange: {connectTimeout, readTimeout, name, port, isSecure, showsCertificate: tls.cert !== undefined},
    connect: () => new Connection(connectTls?.(secure) ?? connect(address), idle, idleTimeout),
    idle,
  }
}

/** Calls go to few; beyond this number the oldest is forgotten. */
const mostDestinations = 1000

/**
 * A transport for thousands of small calls: it speaks HTTP/1.1 over connections of its own and reads answers whole, in half
 * of the time that a call takes over node's own client (measured by test/bench/batch.ts). Streams in either direction, and
 * what goes through a proxy, go through `other`. Time-outs, TLS and what is told of failures are the same.
 * @throws {NetworkError} where no answer came (the transport, not this function).
 */
export const createDirectTransport = (options: TransportOptions, other: Transport): Transport => {
  let tls: Promise<TlsOptions> | undefined
  const destinations = new Map<string, Destination>()
  const find = async (request: HttpRequest, origin: string): Promise<Destination> => {
    tls ??= tlsOptions(options)
    const made = await createDestination(request, options, await tls)
    if (destinations.size >= mostDestinations) destinations.delete(destinations.keys().next().value ?? '')
    const known = destinations.get(origin) ?? made
    destinations.set(origin, known)
    return known
  }

  return async (request, sendOptions = {}) => {
    const {body, method, scheme, host} = request
    const {signal, isWhole, onStep} = sendOptions
    if (!isWhole || isStreamBody(body)) return other(request, sendOptions)
    checkRequest(request)
    const origin = `${scheme}://${host}`
    const destination = destinations.get(origin) ?? (await find(request, origin))
    if (destination.isProxied) return other(request, sendOptions)
    signal?.throwIfAborted()
    const head = headOf(request)
    const exchange = new Exchange(onStep ? {...destination.exchange, onStep} : destination.exchange)
    const connection = destination.idle.pop() ?? destination.connect()
    const stopObeying = obey(signal, exchange)
    try {
      const response = unpack(await connection.ask({method, head, body}, exchange))
      return response instanceof Promise ? await response : response
    } catch (error) {
      throw exchange.explain(error)
    } finally {
      exchange.settle()
      stopObeying()
    }
  }
}
