import {proxyFor} from '../core/config/proxy-setting.js'
import {bufferBody} from '../core/http/buffer-body.js'
import {createAxiosTransport, type TransportOptions} from '../core/http/axios-transport.js'
import {pipeline} from '../core/http/pipeline.js'
import {retry} from '../core/http/retry.js'
import {type Middleware, type Transport} from '../core/http/types.js'
import {type CallContext} from './call-context.js'

type Sending = Pick<CallContext, 'runtime' | 'settings' | 'warn'>

const transportOptions = ({settings}: Sending): TransportOptions => ({
  connectTimeout: settings.get('connect-timeout'),
  readTimeout: settings.get('read-timeout'),
  proxy: (scheme) => proxyFor(settings, scheme)?.url,
  noProxy: settings.get('no-proxy'),
  insecure: settings.get('insecure'),
  caBundle: settings.get('ca-bundle'),
  clientCert: settings.get('client-cert'),
  clientKey: settings.get('client-key'),
})

const retryMiddleware = ({runtime, settings}: Sending): Middleware => {
  const {random, sleep, now, interruption, io} = runtime
  return retry({
    retries: settings.get('retries'),
    random,
    sleep: async (pause, signal) => sleep(pause, signal, interruption.first),
    now,
    mayRetry: () => interruption.exitCode() === undefined,
    notify: (message) => {
      if (!settings.get('quiet')) io.stderr.stream.write(`hwc: ${message}\n`)
    },
  })
}

/** The one connection pool of a command, with proxy, TLS and time-outs as the settings say. */
export const createTransport = (sending: Sending): Transport => createAxiosTransport(transportOptions(sending))

/**
 * Everything between a request that was built and its answer: retry outermost, so that every try is signed, logged and
 * read afresh.
 */
export const createSend = (
  sending: Sending,
  {transport, streams, inner}: {transport: Transport; streams: boolean; inner: readonly Middleware[]},
): Transport => pipeline([retryMiddleware(sending), ...inner, bufferBody({streams})], transport)
