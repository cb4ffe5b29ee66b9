import {proxyFor} from '../core/config/proxy-setting.js'
import {type Limits} from '../core/credentials/outreach.js'
import {createAxiosTransport} from '../core/http/axios-transport.js'
import {bufferBody} from '../core/http/buffer-body.js'
import {createDirectTransport} from '../core/http/direct-transport.js'
import {createOpener, type TransportOptions} from '../core/http/open-request.js'
import {pipeline} from '../core/http/pipeline.js'
import {retry} from '../core/http/retry.js'
import {type Middleware, type Transport} from '../core/http/types.js'
import {type Runtime} from './runtime.js'
import {type Setup} from './setup.js'
import {createTlsFiles, type TlsFiles, tlsKey} from './tls-files.js'
import {warnInsecure} from './warn-insecure.js'

type Settled = Pick<Setup, 'settings'>

/** The connection pool for a call's settings. */
export type TransportFor = (setup: Settled, limits?: Limits) => Transport

const transportOptions = ({settings}: Settled, limits: Limits | undefined, tlsFiles: TlsFiles): TransportOptions => ({
  connectTimeout: limits?.connectTimeout ?? settings.get('connect-timeout'),
  readTimeout: limits?.readTimeout ?? settings.get('read-timeout'),
  proxy: (scheme) => proxyFor(settings, scheme)?.url,
  noProxy: settings.get('no-proxy'),
  insecure: settings.get('insecure'),
  tls: async () => tlsFiles({settings}),
})

const keyOf = (setup: Settled, {proxy, ...options}: TransportOptions): string =>
  JSON.stringify([options, proxy?.('http'), proxy?.('https'), tlsKey(setup)])

const create = (options: TransportOptions, isDirect: boolean): Transport => {
  const open = createOpener(options)
  const throughAxios = createAxiosTransport(options, open)
  return isDirect ? createDirectTransport(options, throughAxios) : throughAxios
}

/**
 * One connection pool for all calls whose proxy, TLS and time-outs are the same. Direct ones are for a command that makes
 * thousands of calls: what axios does around each of them would be a third of their time.
 */
export const createTransports = ({
  isDirect = false,
  tlsFiles = createTlsFiles(),
  warn,
}: {
  readonly isDirect?: boolean
  readonly tlsFiles?: TlsFiles
  /** Is told what `--insecure` gives up. */
  readonly warn: (message: string) => void
}): TransportFor => {
  const told = {}
  const pools = new Map<string, Transport>()
  const bySettings = new WeakMap<object, Transport>()
  return (setup, limits) => {
    const known = limits ? undefined : bySettings.get(setup.settings)
    if (known) return known
    const options = transportOptions(setup, limits, tlsFiles)
    const key = keyOf(setup, options)
    const pool = pools.get(key) ?? create(options, isDirect)
    pools.set(key, pool)
    const transport = options.insecure ? warnInsecure(setup, warn, told)(pool) : pool
    if (!limits) bySettings.set(setup.settings, transport)
    return transport
  }
}

export interface SendChain {
  readonly runtime: Runtime
  readonly transport: Transport
  /** Whether answers below 400 are streams, which nobody may read ahead. */
  readonly streams: boolean
  /** What every try passes, the first one outermost: signing, a log. */
  readonly inner: readonly Middleware[]
  /** Is told of every pause before another try. */
  readonly notify?: ((message: string) => void) | undefined
  /** When the whole command must be over. */
  readonly totalDeadline?: Date | undefined
  /** In place of the setting. */
  readonly retries?: number | undefined
}

/**
 * Everything between a request that was built and its answer: retry outermost, so that every try is signed, logged and
 * read afresh.
 */
export const createSend = (
  {settings}: Settled,
  {runtime, transport, streams, inner, notify, totalDeadline, retries = settings.get('retries')}: SendChain,
): Transport => {
  const {random, now, interruption} = runtime
  const sleep = async (pause: number, signal?: AbortSignal): Promise<void> =>
    runtime.sleep(pause, signal, interruption.first)
  const mayRetry = (): boolean => interruption.exitCode() === undefined
  return pipeline(
    [retry({retries, random, sleep, now, mayRetry, notify, totalDeadline}), ...inner, bufferBody({streams})],
    transport,
  )
}
