import {type Type} from '../../src/core/catalog/types.js'
import {type ServiceFile} from '../../src/core/catalog/service-file.js'
import {builtCatalog} from '../support/built-catalog.js'
import {compareModels} from './compare-models.js'
import {type Inventory, joinInventories} from './inventory.js'
import {makeNodeCall, type NodeCall, type Scene} from './make-node-call.js'
import {nodeClient} from './node-client.js'

/** What came of the operations of a service: calls, failures of the SDK, and what one side alone has. */
export interface NodeCalls {
  readonly calls: readonly NodeCall[]
  readonly failures: readonly string[]
  readonly operations: Inventory
  readonly parameters: Inventory
  readonly fields: Inventory
  /** The number of fields of bodies that both have. */
  readonly sharedFields: number
}

const lowerFirst = (name: string): string => `${name.charAt(0).toLowerCase()}${name.slice(1)}`
const upperFirst = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`

const callVersion = async (file: ServiceFile, scene: Scene): Promise<NodeCalls> => {
  const {service, version, client: name, credentials} = file.head
  const title = `${service} ${version}`
  const isGlobal = credentials[0] === 'GlobalCredentials'
  const client = nodeClient({service, version, name, isGlobal}, scene.server.url)
  const schema = file.schema.bind(file)
  const calls: NodeCall[] = []
  const failures: string[] = []
  const missing: string[] = []
  const bodies: Type[] = []
  const methods = new Set<string>()
  for (const command of file.commands()) {
    const operation = file.operation(command)
    if (operation === undefined) continue
    const method = lowerFirst(operation.name)
    methods.add(method)
    if (client?.methods.has(method) !== true) {
      missing.push(`${title} ${operation.name}`)
      continue
    }
    if (operation.body !== undefined) bodies.push(operation.body)
    const place = {service, version, command, method}
    try {
      calls.push(await makeNodeCall(operation, place, {schema, model: client.model, client}, scene))
    } catch (error) {
      const message = error instanceof Error ? error.message : JSON.stringify(error)
      failures.push(`${title} ${command}: the Node SDK: ${message}`)
    }
  }
  const others = Array.from(client?.methods ?? []).filter((method) => !methods.has(method))
  const models = compareModels(bodies, {schema, model: (ref) => client?.model(ref)})
  const named = (field: string): string => `${title} ${field}`
  return {
    calls,
    failures,
    operations: {missing, extra: others.map((method) => `${title} ${upperFirst(method)}`)},
    parameters: joinInventories(calls.map(({parameters}) => parameters)),
    fields: {missing: models.missing.map(named), extra: models.extra.map(named)},
    sharedFields: models.fields,
  }
}

/** Calls every operation of a service that the Node SDK's client has, one after the other. */
export const makeNodeCalls = async (service: string, scene: Scene): Promise<NodeCalls> => {
  const versions: NodeCalls[] = []
  for (const version of builtCatalog.services[service]?.versions ?? [])
    versions.push(await callVersion(builtCatalog.open(service, version), scene))
  return {
    calls: versions.flatMap(({calls}) => calls),
    failures: versions.flatMap(({failures}) => failures),
    operations: joinInventories(versions.map(({operations}) => operations)),
    parameters: joinInventories(versions.map(({parameters}) => parameters)),
    fields: joinInventories(versions.map(({fields}) => fields)),
    sharedFields: versions.reduce((sum, one) => sum + one.sharedFields, 0),
  }
}
