import {type LookupFunction, Socket} from 'node:net'

/** What meets who connects to a host; by default loopback's port for the scheme. */
export type HostBehaviour = 'refuse' | 'dns' | 'dns-temp' | 'unreach' | 'timeout'

interface ConnectOptions {
  host?: string | null
  hostname?: string
  port?: number | string
  lookup?: LookupFunction
}

export interface ScriptedNetwork {
  /** Every connection that was begun, `host:port`. */
  readonly attempts: string[]
  readonly behaviour: Record<string, HostBehaviour>
  /** The sockets of this process are as always again. */
  readonly restore: () => void
}

const codes = {dns: 'ENOTFOUND', 'dns-temp': 'EAI_AGAIN', unreach: 'ENETUNREACH'} as const

const lookupAs =
  (behaviour: HostBehaviour | undefined): LookupFunction =>
  (_name, options, callback) => {
    if (behaviour === 'timeout') return
    if (behaviour === undefined || behaviour === 'refuse') {
      if (options.all) callback(null, [{address: '127.0.0.1', family: 4}])
      else callback(null, '127.0.0.1', 4)
      return
    }
    const code = codes[behaviour]
    setImmediate(() => {
      callback(Object.assign(new Error(code), {code}), '', 4)
    })
  }

/**
 * For one test: connections of this process to any host and port end on loopback, on the ports given for plain and for TLS,
 * or fail as scripted.
 */
export const scriptNetwork = (ports: {
  readonly plain: number
  readonly tls: number
  readonly closed: number
}): ScriptedNetwork => {
  const attempts: string[] = []
  const behaviour: Record<string, HostBehaviour> = {}
  const connect: (...words: never[]) => Socket = Socket.prototype.connect
  const scripted = function (this: Socket, ...words: unknown[]): Socket {
    const [first] = words
    const options = (Array.isArray(first) ? first[0] : first) as ConnectOptions
    const host = options.host ?? options.hostname ?? ''
    attempts.push(`${host}:${options.port ?? ''}`)
    const meets = behaviour[host]
    const {port, lookup} = options
    options.port = meets === 'refuse' ? ports.closed : Number(port) === 443 ? ports.tls : ports.plain
    options.lookup = lookupAs(meets)
    try {
      return connect.apply(this, words as never[])
    } finally {
      // The agent knows its free connections by what it asked for.
      Object.assign(options, {port, lookup})
    }
  }
  Socket.prototype.connect = scripted as typeof Socket.prototype.connect
  return {
    attempts,
    behaviour,
    restore: () => {
      Socket.prototype.connect = connect as typeof Socket.prototype.connect
    },
  }
}
