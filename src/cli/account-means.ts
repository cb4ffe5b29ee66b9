import {toServiceError} from '../core/client/service-error.js'
import {type KeysCache} from '../core/credentials/keys-cache.js'
import {type Means} from '../core/credentials/to-provider.js'
import {hideSent} from '../core/output/hide-sent.js'
import {maskText} from '../core/output/mask-text.js'
import {type Keys} from '../core/credentials/types.js'
import {sign} from '../core/signing/sign.js'
import {createSend, type TransportFor} from './create-send.js'
import {logging} from './logging.js'
import {type Runtime} from './runtime.js'
import {type Setup} from './setup.js'
import {signingAlgorithm} from './signing-options.js'
import {userAgents} from './user-agent.js'

export interface AccountMeansOptions {
  readonly setup: Setup
  readonly runtime: Runtime
  readonly warn: (message: string) => void
  readonly transportFor: TransportFor
  readonly signal: AbortSignal
  readonly region: string | undefined
  readonly notify?: ((message: string) => void) | undefined
  /** The SDK's client class that asks, for logs. */
  readonly client?: string | undefined
}

const loadIdentityMask = async () => (await import('./identity-mask.js')).identityMask

/** Loaded when temporary keys are needed: most calls have keys that last. */
const lazyKeysCache = (runtime: Runtime, {warn, signal}: Pick<AccountMeansOptions, 'warn' | 'signal'>): KeysCache => {
  let cache: Promise<KeysCache> | undefined
  return {
    get: async (identity, fetch) => {
      cache ??= import('../core/credentials/keys-cache.js').then(({createKeysCache}) =>
        createKeysCache({...runtime, sleep: async (milliseconds) => runtime.sleep(milliseconds, signal), warn}),
      )
      return (await cache).get(identity, fetch)
    },
  }
}

/** How credentials and ids are asked for: signed, sent, retried and logged as the settings say. */
export const accountMeans = ({
  setup,
  runtime,
  warn,
  transportFor,
  signal,
  region,
  notify,
  client,
}: AccountMeansOptions): Means => {
  const signed = (keys: Keys | undefined) =>
    keys ? [sign(() => keys, {now: runtime.now, ...signingAlgorithm(setup.settings)})] : []
  return {
    region,
    signal,
    metadataHost: runtime.metadataHost,
    cache: lazyKeysCache(runtime, {warn, signal}),
    showMessages: (text) => {
      if (setup.settings.get('debug')) runtime.io.stderr.stream.write(text)
    },
    outreach: {
      send: async (request, keys, limits) => {
        const log = await logging(setup.settings, {runtime, warn, client, loadMask: loadIdentityMask})
        const inner = [...signed(keys), ...log]
        const transport = transportFor(setup, limits)
        // Who sets a limit of a second wants to know soon whether anybody is there.
        const retries = limits ? 0 : undefined
        return createSend(setup, {runtime, transport, streams: false, inner, notify, retries})(request, {signal})
      },
      readError: async (response) =>
        toServiceError(response, {
          now: runtime.now(),
          maskText,
          hideSecrets: (text, sent) => (sent === undefined ? text : hideSent(sent)(text)),
        }),
      userAgent: userAgents(runtime, setup.profile.kind !== 'sandbox').generated,
    },
  }
}
