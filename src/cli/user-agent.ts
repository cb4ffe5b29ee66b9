import {applicationId} from '../core/config/application-id.js'
import {type Runtime} from './runtime.js'

export interface UserAgents {
  /** With hwc's own product in front: for services. */
  readonly full: string
  /** The generated part alone: for look-ups at IAM and STS. */
  readonly generated: string
}

const clean = (text: string): string => text.replaceAll(/[^\x21-\x7e]/g, '_')

const describe = (runtime: Runtime, mayStore: boolean): UserAgents => {
  const {version, platform, architecture, systemRelease, nodeVersion, home, randomBytes} = runtime
  const id = applicationId(home, mayStore ? randomBytes : undefined)
  const machine = `os/${clean(platform)}#${clean(systemRelease())}#${clean(architecture)} node/${clean(nodeVersion)}`
  const generated = id === undefined ? machine : `${machine}; app/${id}`
  return {full: `hwc/${version}; ${generated}`, generated}
}

const known = new WeakMap<Runtime, UserAgents>()

/**
 * What hwc tells of itself, in the form of the SDK's user agent with a product of its own (spec §5.3). The id in it is
 * stored where there was none, unless the request goes nowhere but to this machine or is only shown.
 */
export const userAgents = (runtime: Runtime, mayStore: boolean): UserAgents => {
  const agents = known.get(runtime) ?? describe(runtime, mayStore)
  if (mayStore) known.set(runtime, agents)
  return agents
}
