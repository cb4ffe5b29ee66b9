import {randomUUID} from 'node:crypto'
import {type CredentialType, type ServiceVersion} from '../core/catalog/types.js'
import {authenticate} from '../core/client/authenticate.js'
import {type Caller, createCaller} from '../core/client/create-caller.js'
import {completeAccount} from '../core/credentials/complete-account.js'
import {createIdCache} from '../core/credentials/id-cache.js'
import {chooseClass, type ChosenClass} from '../core/credentials/own/choose-class.js'
import {type CredentialClass} from '../core/credentials/own/credential-classes.js'
import {type Means} from '../core/credentials/to-provider.js'
import {type Account} from '../core/credentials/types.js'
import {resolveEndpoint} from '../core/endpoints/resolve-endpoint.js'
import {CredentialsError} from '../core/errors/credentials-error.js'
import {createDeadline} from '../core/http/deadline.js'
import {type Middleware, type Transport} from '../core/http/types.js'
import {type Scope} from '../core/request/types.js'
import {type RouteHint} from '../sandbox/routes.js'
import {accountMeans} from './account-means.js'
import {checkEncryption} from './check-encryption.js'
import {createSend, createTransports} from './create-send.js'
import {keepOnce} from './keep-once.js'
import {createSandboxes} from './open-sandbox.js'
import {type Runtime} from './runtime.js'
import {sandboxAccount} from './sandbox-account.js'
import {signingOptions} from './signing-options.js'
import {type Setup} from './setup.js'
import {createTlsFiles} from './tls-files.js'

/** The service that a call goes to. */
export interface CalledService {
  readonly head: Pick<
    ServiceVersion,
    'service' | 'version' | 'regionName' | 'regions' | 'credentials' | 'derivedName'
  > &
    Partial<Pick<ServiceVersion, 'client'>>
  readonly credentialType: CredentialType
  /** The request carries an Authorization of its own: it goes unsigned, and no credentials are looked for (spec §1). */
  readonly isUnsigned?: boolean
}

/** Who calls a service, and where: found once, for all calls that have it in common. */
export interface Party {
  readonly account: Account
  /** What of its ids goes into requests. */
  readonly scope: Scope
  readonly credentialClass: CredentialClass
  readonly region: string | undefined
  /** Signs each try, or does what the service wants in place of that. */
  readonly authenticate: Middleware
  /** Goes to the endpoint that works, and remembers it. */
  readonly call: Caller<string>
}

/** What the calls of one command share: connections, accounts, ids, endpoints that work, the sandbox and its clock. */
export interface Session {
  readonly runtime: Runtime
  readonly warn: (message: string) => void
  /** Aborts when the command's time is up, or some seconds after a signal. */
  readonly signal: AbortSignal
  /** Looks at the files that the settings name for TLS. @throws {HwcError} for one that is wrong. */
  check(setup: Setup): Promise<void>
  /** Finds who calls and where. @throws {HwcError} where that is not to be found. */
  party(setup: Setup, service: CalledService): Promise<Party>
  /** Sends a request that is whole, with retries; the middlewares stand within them. */
  send(setup: Setup, options: {readonly streams: boolean; readonly inner: readonly Middleware[]}): Transport
  /** Ends what is in flight. */
  abort(reason: unknown): void
  /** Ends what was opened. */
  close(): Promise<void>
}

export interface SessionOptions {
  readonly runtime: Runtime
  readonly warn: (message: string) => void
  /** Seconds for everything; undefined: no limit. */
  readonly totalTimeout: number | undefined
  /** The one operation that will be called, if it is one: the sandbox then reads no more of the catalogue than that. */
  readonly only?: RouteHint | undefined
  /** Stands before every try, within its retries. */
  readonly pace?: Middleware | undefined
  /** Many calls are made: their transport must not cost more than they do. */
  readonly isDirect?: boolean | undefined
  /** Is told of every pause before another try. */
  readonly notify?: ((message: string) => void) | undefined
}

/** How long an account with temporary keys is kept, in milliseconds: whether they must be renewed is then looked at again. */
const temporaryKeysKept = 5 * 60 * 1000

/** No part holds a NUL. */
const keyOf = (...parts: readonly (string | undefined)[]): string => parts.join('\0')

/** Opens what the calls of one command share. Nothing is found or connected before a call needs it. */
export const openSession = (options: SessionOptions): Session => {
  const {runtime, warn, totalTimeout, only, pace, isDirect = false, notify} = options
  const {interruption, now} = runtime
  const deadline = totalTimeout === undefined ? undefined : createDeadline(totalTimeout, interruption.signal)
  const signal = deadline?.signal ?? interruption.signal
  const totalDeadline = totalTimeout === undefined ? undefined : new Date(now().getTime() + totalTimeout * 1000)
  void interruption.listen()

  const tlsFiles = createTlsFiles()
  const transportFor = createTransports({isDirect, tlsFiles, warn})
  const sandboxes = createSandboxes({runtime, only})
  const idCache = createIdCache(runtime)
  const lifetime = ({keys}: Account): number | undefined =>
    keys.securityToken === undefined ? undefined : temporaryKeysKept
  const known = keepOnce<Account>({now, lifetime})
  const complete = keepOnce<Account>({now, lifetime})
  const parties = keepOnce<Party>({now, lifetime: ({account}) => lifetime(account)})

  const send: Session['send'] = (setup, {streams, inner}) =>
    createSend(setup, {
      runtime,
      transport: transportFor(setup),
      streams,
      inner: pace ? [pace, ...inner] : inner,
      notify,
      totalDeadline,
    })

  const findAccount = async (setup: Setup, service: CalledService, chosen: ChosenClass, means: Means) => {
    const {head, isUnsigned} = service
    const {credentialClass} = chosen
    const sandbox = await sandboxes.open(setup, head)
    if (sandbox) return sandboxAccount(setup.settings, sandbox, head)
    return known(keyOf(setup.profile.name, credentialClass.name, means.region, String(isUnsigned)), async () => {
      const {resolveCaller, unknownCaller} = await import('../core/credentials/own/own-account.js')
      const sources = {...setup, surroundings: runtime, warn, means}
      return isUnsigned ? unknownCaller(sources, credentialClass.type) : resolveCaller(chosen, sources)
    })
  }

  const findParty = async (setup: Setup, service: CalledService): Promise<Party> => {
    const {settings, profile} = setup
    checkEncryption(settings, settings.get('endpoint') ?? [], '--endpoint')
    // Before credentials are looked for: they may be asked of somebody, over TLS.
    await tlsFiles(setup)
    const {head, credentialType, isUnsigned} = service
    const chosen = chooseClass(head.credentials, {env: runtime.env, profile})
    const {credentialClass} = chosen
    const {type} = credentialClass
    const means = accountMeans({
      setup,
      runtime,
      warn,
      transportFor,
      signal,
      region: settings.get('region'),
      notify,
      client: head.client,
    })
    const findEndpoint = (accountEndpoint?: Account['endpoint']): ReturnType<typeof resolveEndpoint> =>
      resolveEndpoint({service: head, settings, surroundings: runtime, credentialType, accountEndpoint, profile, warn})
    const found = await findAccount(setup, service, chosen, means).catch(async (error: unknown) => {
      // A region that does not exist is told before credentials that are missing: of several faults the first (design §8).
      if (error instanceof CredentialsError && settings.get('region') !== undefined) await findEndpoint()
      throw error
    })
    const {endpoints, source, region} = await findEndpoint(found.endpoint)
    checkEncryption(settings, endpoints, source)
    const signing = {...signingOptions(settings, {head, region, type}), now, nonce: randomUUID, ...means}
    const account = isUnsigned
      ? found
      : await complete(keyOf(profile.name, credentialClass.name, region), async () =>
          completeAccount({account: found, settings, region, cache: idCache, ...means.outreach}, type),
        )
    const {projectId, domainId} = account
    return {
      account,
      scope: {credentialType: type, projectId, domainId},
      credentialClass,
      region,
      authenticate: isUnsigned ? (next) => next : authenticate(credentialClass, account, signing),
      call: createCaller(endpoints),
    }
  }

  return {
    runtime,
    warn,
    signal,
    send,
    check: async (setup) => {
      await tlsFiles(setup)
    },
    party: async (setup, service) => {
      const {
        head: {service: name, version},
        credentialType,
        isUnsigned,
      } = service
      const region = setup.settings.get('region')
      const key = keyOf(setup.profile.name, region, name, version, credentialType, String(isUnsigned))
      return parties(key, async () => findParty(setup, service))
    },
    abort: (reason) => {
      interruption.abort(reason)
    },
    close: async () => {
      deadline?.stop()
      await sandboxes.close()
    },
  }
}
