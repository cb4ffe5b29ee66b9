import {once} from 'node:events'
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import {type AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import {type Readable} from 'node:stream'
import {pipeline} from 'node:stream/promises'
import {UsageError} from '../core/errors/usage-error.js'
import {compactJson, formatJson} from '../core/values/format-json.js'
import {type Answer, refusalAnswer} from './answer.js'
import {handleRequest, type Responder} from './handle-request.js'
import {sandboxFault} from './refusal.js'
import {type RouteHint, Routes} from './routes.js'
import {type SandboxCatalog} from './sandbox-catalog.js'
import {logInOf, type SandboxKeys, tokenOf} from './sandbox-keys.js'
import {hexDigits, seedOf} from './seed.js'

export interface SandboxOptions {
  readonly catalog: SandboxCatalog
  readonly now: () => Date
  /** 0 or absent: the system chooses a free one. */
  readonly port?: number
  /** Absent: keys that everybody knows, good inside one process. */
  readonly keys?: SandboxKeys
  /** What the caller is going to call, so that only that file of the catalogue is read. */
  readonly only?: RouteHint
  /** The region that answers speak of. */
  readonly region?: string
  /** Opens the control header `X-Hwc-Sandbox-Echo` to who sends this text in it. */
  readonly controlToken?: string
  /** Where files that are uploaded are kept while they are answered. */
  readonly temporaryFolder?: string
}

/** A running sandbox. */
export interface Sandbox {
  /** `http://127.0.0.1:49152`: the endpoint of every service, IAM included. */
  readonly endpoint: string
  /**
   * An endpoint that means this service, or this version of it where it has several, wherever a path is shared:
   * `http://v3.vpc.localhost:49152`. Labels may stand in front of it.
   */
  readonly serviceEndpoint: (service: string, version?: string) => string
  readonly port: number
  readonly keys: SandboxKeys
  /** What a service takes that wants a log-in or a token in place of keys, by the keys of its section in a profile. */
  readonly logIn: ReadonlyMap<string, string>
  readonly projectId: string
  readonly domainId: string
  readonly region: string
  /** Drops all connections, frees the port and leaves no temporary file. */
  close(): Promise<void>
}

const knownKeys: SandboxKeys = {
  accessKeyId: 'SANDBOXACCESSKEY0000',
  secretAccessKey: 'sandbox-secret-access-key-of-nobody-0000',
}

/** The ids of the sandbox's one project and one account. */
const sandboxProjectId = hexDigits(seedOf('project'), 32)
const sandboxDomainId = hexDigits(seedOf('domain'), 32)

/**
 * Starts a Huawei Cloud on 127.0.0.1 (design §9): any operation of the catalogue is answered from its schema, after its
 * signature and parameters have been checked.
 * @throws {UsageError} where the port cannot be used.
 */
export const startSandbox = async (options: SandboxOptions): Promise<Sandbox> => {
  const {
    catalog,
    now,
    keys = knownKeys,
    only,
    region = 'cn-north-4',
    controlToken,
    temporaryFolder = tmpdir(),
  } = options
  const scope = {projectId: sandboxProjectId, domainId: sandboxDomainId, region}
  const responder: Responder = {
    catalog,
    routes: new Routes(catalog, only),
    keys,
    scope: {...scope, token: tokenOf(keys)},
    now,
    controlToken,
    temporaryFolder,
  }
  const underWay = new Set<Promise<void>>()
  let count = 0
  const server = createServer((message, response) => {
    count += 1
    const requestId = hexDigits(seedOf(`${keys.accessKeyId} ${count}`), 32)
    const served = serve(message, response, requestId, responder).finally(() => underWay.delete(served))
    underWay.add(served)
  })
  await listen(server, options.port ?? 0)
  const {port} = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    serviceEndpoint: (service, version) => {
      const isOneOfSeveral = version !== undefined && (catalog.services[service]?.versions.length ?? 1) > 1
      return `http://${isOneOfSeveral ? `${version}.` : ''}${service}.localhost:${port}`
    },
    port,
    keys,
    logIn: logInOf(keys),
    ...scope,
    close: async () => {
      if (server.listening) {
        server.closeAllConnections()
        server.close()
        await once(server, 'close')
      }
      await Promise.all(underWay)
    },
  }
}

const listen = (server: ReturnType<typeof createServer>, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? 'it is in use' : (cause.code ?? cause.message)
      reject(
        new UsageError(`The sandbox cannot listen on port ${port}: ${why}.`, {cause, hint: 'Choose another --port.'}),
      )
    })
    server.listen(port, '127.0.0.1', resolve)
  })

const serve = async (
  message: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  responder: Responder,
): Promise<void> => {
  try {
    const {answer, discard} = await handleRequest(message, requestId, responder)
    try {
      await writeAnswer(answer, response, requestId)
    } finally {
      await discard()
    }
  } catch (error) {
    // Who went away needs no answer; anything else is a fault of the sandbox and says so.
    if (response.headersSent || message.errored) response.destroy()
    else await writeAnswer(refusalAnswer(sandboxFault(String(error)), requestId), response, requestId)
  }
}

const writeAnswer = async (
  {status, headers, content}: Answer,
  response: ServerResponse,
  requestId: string,
): Promise<void> => {
  const {stream, bytes, length, type} = written(content)
  response.writeHead(status, {
    'X-Request-Id': requestId,
    ...(length !== undefined && {'Content-Length': length}),
    ...(type !== undefined && {'Content-Type': type}),
    ...headers,
  })
  if (stream !== undefined) await pipeline(stream, response)
  else response.end(bytes)
}

interface Written {
  readonly stream?: Readable
  readonly bytes?: Uint8Array
  readonly length?: number
  readonly type?: string
}

const written = (content: Answer['content']): Written => {
  if (content === undefined) return {}
  if ('stream' in content) return content
  if ('bytes' in content) return {bytes: content.bytes, length: content.bytes.length}
  const bytes = Buffer.from(formatJson(content.json, compactJson))
  return {bytes, length: bytes.length, type: 'application/json'}
}
