import {createRequire} from 'node:module'
import {join} from 'node:path'
import {type NodeModel, nodeModel} from './node-model.js'
import {packageScope, packagesFolder} from './sdk-package.js'

/** The account that signs on both sides. */
export const account = {
  accessKeyId: 'ORACLEACCESSKEY',
  secretAccessKey: 'oracle-secret-key',
  projectId: 'project0of0the0oracle',
  domainId: 'domain0of0the0oracle',
}

type Texts = Readonly<Record<string, string>>
type Method = (request: object) => Promise<unknown>

interface Credentials {
  withAk(text: string): this
  withSk(text: string): this
  withProjectId(text: string): this
  withDomainId(text: string): this
  getPathParams(): Texts
}

interface Sender {
  sendRequest(options: {readonly contentType?: string}): Promise<unknown>
}

interface Client {
  readonly hcClient: Sender
  readonly [method: string]: unknown
}

interface Builder {
  withCredential(credentials: Credentials): this
  withEndpoint(url: string): this
  build(): Client
}

interface ClientClass {
  readonly prototype: object
  newBuilder(): Builder
}

interface Core {
  readonly BasicCredentials: new () => Credentials
  readonly GlobalCredentials: new () => Credentials
}

/** What a client's class has beside its operations. */
const notOperations = ['constructor', 'getPath']

const require = createRequire(join(packagesFolder, 'package.json'))

/** What a call is given: parameters by wire name, of which the path's are told apart, and the body. */
export interface NodeArguments {
  readonly parameters: ReadonlyMap<string, unknown>
  readonly pathParameters: Texts
  readonly body: unknown
}

/** What the SDK made of them. */
export interface NodeFacts {
  /** Wire names of the parameters that it looked at. */
  readonly read: ReadonlySet<string>
  /** The content type that the package declares. */
  readonly contentType: string
}

/** What can be asked of one version of a service in the Node SDK. */
export interface NodeClient {
  readonly methods: ReadonlySet<string>
  /** The class of a schema; undefined where the package has none. */
  readonly model: (schema: string) => NodeModel | undefined
  /** Makes a call. A parameter of the path that the SDK does not look at is given by the credentials. Throws what the SDK throws. */
  readonly call: (method: string, given: NodeArguments) => Promise<NodeFacts>
}

/** Undefined where there is no such file. */
const load = (path: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    require.resolve(path)
  } catch {
    return undefined
  }
  return require(path) as ReturnType<typeof load>
}

const makeCredentials = (isGlobal: boolean): Credentials => {
  const core = require(`${packageScope}core`) as Core
  const credentials = isGlobal
    ? new core.GlobalCredentials().withDomainId(account.domainId)
    : new core.BasicCredentials().withProjectId(account.projectId)
  return credentials.withAk(account.accessKeyId).withSk(account.secretAccessKey)
}

/** The Node SDK's client of a service version; undefined where its package has no such version. */
export const nodeClient = (
  facts: {readonly service: string; readonly version: string; readonly name: string; readonly isGlobal: boolean},
  endpoint: string,
): NodeClient | undefined => {
  // Not the index beside it: one of them names a file that is not there.
  const folder = `${packageScope}${facts.service}/${facts.version}`
  const clientClass = load(`${folder}/${facts.name}`)?.[facts.name] as ClientClass | undefined
  if (clientClass === undefined) return undefined
  const credentials = makeCredentials(facts.isGlobal)
  const client = clientClass.newBuilder().withCredential(credentials).withEndpoint(endpoint).build()
  const ids = credentials.getPathParams()
  const models = new Map<string, NodeModel | undefined>()

  let contentType = ''
  const send = client.hcClient.sendRequest.bind(client.hcClient)
  client.hcClient.sendRequest = async (options) => {
    contentType = options.contentType ?? ''
    return send(options)
  }
  return {
    methods: new Set(Object.getOwnPropertyNames(clientClass.prototype).filter((name) => !notOperations.includes(name))),
    model: (schema) => {
      if (!models.has(schema)) {
        const modelClass = load(`${folder}/model/${schema}`)?.[schema] as {readonly prototype: object} | undefined
        models.set(schema, modelClass && nodeModel(modelClass.prototype))
      }
      return models.get(schema)
    },
    call: async (method, {parameters, pathParameters, body}) => {
      const read = new Set<string>()
      const request = new Proxy(
        {},
        {
          get: (_, name) => {
            if (typeof name !== 'string') return undefined
            read.add(name)
            return name === 'body' ? body : parameters.get(name)
          },
        },
      )
      credentials.getPathParams = () => ({
        ...Object.fromEntries(Object.entries(pathParameters).filter(([name]) => !read.has(name))),
        ...ids,
      })
      await (client[method] as Method).call(client, request)
      return {read, contentType}
    },
  }
}
