import {isIPv4} from 'node:net'

/** The host of `host:port` without its port and brackets, in lower case. */
export const hostName = (host: string): string =>
  host
    .replace(/:\d*$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase()

/** The port of `host:port`; where there is none, the scheme's. */
export const portOf = (host: string, scheme: 'http' | 'https'): number =>
  Number(/:(\d+)$/.exec(host)?.[1] ?? (scheme === 'https' ? 443 : 80))

/** Where instance metadata is served. */
const metadataAddress = '169.254.169.254'

/** Whether a name is this machine without asking anyone: 127.0.0.0/8, ::1, `localhost`, `*.localhost` (RFC 6761 §6.3). */
export const isLoopback = (name: string): boolean =>
  name === '::1' || name === 'localhost' || name.endsWith('.localhost') || (isIPv4(name) && name.startsWith('127.'))

/** Loopback and the metadata address: never proxied, and plain http is allowed (design §7). */
export const isNearby = (name: string): boolean => isLoopback(name) || name === metadataAddress
