import {ConfigError} from '../../errors/config-error.js'
import {type ImportedProfile, type LeftOut, looksLikeKey, withoutHalves} from './imported-profile.js'

const names: Readonly<Record<string, string>> = {ak: 'ak', sk: 'sk', token: 'security_token'}

/** `obs.cn-north-4.myhuaweicloud.com` */
const regionOf = (endpoint: string): string | undefined =>
  /^(?:https?:\/\/)?obs\.([a-z]+-[a-z]+-\d+)\.myhuaweicloud\.(?:com|eu)(?::\d+)?\/?$/.exec(endpoint)?.[1]

/**
 * Reads obsutil's `.obsutilconfig`: its keys, which are an account's, and the region of its endpoint.
 * @throws {ConfigError} where it has neither.
 */
export const readObsutil = async (text: string, path: string, name: string): Promise<ImportedProfile> => {
  const {parse} = await import('ini')
  const content = parse(text) as Readonly<Record<string, unknown>>
  const values = new Map<string, string>()
  const leftOut: LeftOut[] = []
  for (const [key, target] of Object.entries(names)) {
    const value = Object.hasOwn(content, key) ? content[key] : undefined
    if (typeof value !== 'string' || value === '') continue
    if (key === 'token' || looksLikeKey(value)) values.set(target, value)
    else leftOut.push({name: key, reason: 'it does not look like one; it may be encrypted'})
  }
  const endpoint = Object.hasOwn(content, 'endpoint') ? content['endpoint'] : undefined
  if (typeof endpoint === 'string' && endpoint !== '') {
    const region = regionOf(endpoint)
    if (region !== undefined) values.set('region', region)
    else leftOut.push({name: 'endpoint', reason: 'it names no region; it is for object storage alone'})
  }
  if (values.size === 0 && leftOut.length === 0) throw new ConfigError(`${path} has neither keys nor an endpoint`)
  return withoutHalves({name, values, leftOut})
}
