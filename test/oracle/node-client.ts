import {createRequire} from 'node:module'
import {join} from 'node:path'
import {repositoryRoot} from '../support/repository.js'
import {type ExampleArguments} from './example-arguments.js'

/** The account that signs on both sides. */
export const account = {
  accessKeyId: 'ORACLEACCESSKEY',
  secretAccessKey: 'oracle-secret-key',
  projectId: 'project0of0the0oracle',
  domainId: 'domain0of0the0oracle',
}

type Method = (request: object) => Promise<unknown>
type Client = Readonly<Record<string, Method | undefined>>

interface Credentials {
  withAk(text: string): this
  withSk(text: string): this
  withProjectId(text: string): this
  withDomainId(text: string): this
}

interface Builder {
  withCredential(credentials: Credentials): this
  withEndpoint(url: string): this
  build(): Client
}

interface Core {
  readonly BasicCredentials: new () => Credentials
  readonly GlobalCredentials: new () => Credentials
}

const scope = '@huaweicloud/huaweicloud-sdk'
const require = createRequire(join(repositoryRoot, 'test/oracle/package.json'))

/** What can be asked of one version of a service in the Node SDK. */
export interface NodeClient {
  readonly has: (method: string) => boolean
  /** Makes a call; answers the wire names of the parameters that the SDK looked at. Throws what the SDK throws. */
  readonly call: (method: string, given: ExampleArguments) => Promise<ReadonlySet<string>>
}

/** Undefined where a package has no such version. */
const load = (path: string): Readonly<Record<string, {newBuilder(): Builder} | undefined>> | undefined => {
  try {
    require.resolve(path)
  } catch {
    return undefined
  }
  return require(path) as ReturnType<typeof load>
}

/** The Node SDK's client of a service version; undefined where its package has no such version. */
export const nodeClient = (
  facts: {readonly service: string; readonly version: string; readonly name: string; readonly isGlobal: boolean},
  endpoint: string,
): NodeClient | undefined => {
  // Not the index beside it: one of them names a file that is not there.
  const path = `${scope}-${facts.service}/${facts.version}/${facts.name}`
  const core = require(`${scope}-core`) as Core
  const module = load(path)
  if (module === undefined) return undefined
  const keys = (credentials: Credentials): Credentials =>
    credentials.withAk(account.accessKeyId).withSk(account.secretAccessKey)
  const credentials = facts.isGlobal
    ? keys(new core.GlobalCredentials()).withDomainId(account.domainId)
    : keys(new core.BasicCredentials()).withProjectId(account.projectId)
  const client = module[facts.name]?.newBuilder().withCredential(credentials).withEndpoint(endpoint).build()
  if (client === undefined) return undefined
  return {
    has: (method) => typeof client[method] === 'function',
    call: async (method, {parameters, body}) => {
      const read = new Set<string>()
      const given = new Map<string | symbol, unknown>(parameters.map(({wire, value}) => [wire, value]))
      // A body may be sorted or emptied by the SDK: it gets one of its own.
      if (body !== undefined) given.set('body', structuredClone(body))
      const request = new Proxy(
        {},
        {
          get: (_, name) => {
            if (typeof name === 'string') read.add(name)
            return given.get(name)
          },
        },
      )
      await client[method]?.(request)
      return read
    },
  }
}
