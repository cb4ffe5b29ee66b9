import {type Operation} from '../../src/core/catalog/types.js'
import {builtCatalog} from '../support/built-catalog.js'
import {type LocalServer} from '../support/local-server.js'
import {exampleArguments} from './example-arguments.js'
import {nodeClient, type NodeClient} from './node-client.js'

/** A call that the Node SDK made, as the index of its request at the server, and the same call as a line for hwc. */
export interface NodeCall {
  readonly title: string
  readonly request: number
  readonly line: object
}

/** What came of the operations of a service: a call, a reason why it cannot be compared, or a failure of the SDK. */
export interface NodeCalls {
  readonly calls: readonly NodeCall[]
  readonly leftOut: readonly string[]
  readonly failures: readonly string[]
  /** Parameters that hwc has and the SDK's package does not. */
  readonly unread: number
}

interface Facts {
  readonly operation: Operation
  readonly client: NodeClient | undefined
  readonly method: string
}

const reasonToLeaveOut = ({operation, client, method}: Facts): string | undefined => {
  const {contentType, streamRequest, parameters} = operation
  if (client?.has(method) !== true) return 'which the packages lack'
  if (!contentType.startsWith('application/json') || streamRequest) return 'whose body is not JSON'
  // It is not signed.
  if (parameters.some(({name, required}) => name === 'authorization' && required))
    return 'with an Authorization of their own'
  return undefined
}

/** Calls every operation of a service that the Node SDK's client has, one after the other. */
export const makeNodeCalls = async (service: string, server: LocalServer): Promise<NodeCalls> => {
  const calls: NodeCall[] = []
  const leftOut: string[] = []
  const failures: string[] = []
  let unread = 0
  const make = async (facts: Facts, place: {version: string; command: string}): Promise<void> => {
    const {operation, client, method} = facts
    const {version, command} = place
    const reason = reasonToLeaveOut(facts)
    if (client === undefined || reason !== undefined) {
      leftOut.push(reason ?? '')
      return
    }
    const file = builtCatalog.open(service, version)
    const {parameters, body} = exampleArguments(operation, (name) => file.schema(name))
    const request = server.requests.length
    const read = await client.call(method, {parameters, body})
    // Ids of the account that the kind of its credentials does not have.
    if (/\{|%7b/i.test(server.requests[request]?.target ?? '')) {
      leftOut.push('whose path the Node SDK leaves unfilled')
      return
    }
    const known = parameters.filter(({wire}) => read.has(wire))
    unread += parameters.length - known.length
    const params = Object.fromEntries(known.map(({name, value}) => [name, value]))
    const line = {service, operation: command, apiVersion: version, params, ...(body !== undefined && {body})}
    calls.push({title: `${service} ${version} ${command}`, request, line})
  }
  for (const version of builtCatalog.services[service]?.versions ?? []) {
    const file = builtCatalog.open(service, version)
    const {client: name, credentials} = file.head
    const isGlobal = credentials[0] === 'GlobalCredentials'
    const client = nodeClient({service, version, name, isGlobal}, server.url)
    for (const command of file.commands()) {
      const operation = file.operation(command)
      if (operation === undefined) continue
      const method = `${operation.name.charAt(0).toLowerCase()}${operation.name.slice(1)}`
      try {
        await make({operation, client, method}, {version, command})
      } catch (error) {
        const message = error instanceof Error ? error.message : JSON.stringify(error)
        failures.push(`${service} ${version} ${command}: the Node SDK: ${message}`)
      }
    }
  }
  return {calls, leftOut, failures, unread}
}
