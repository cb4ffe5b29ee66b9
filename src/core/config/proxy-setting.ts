import {parseProxy} from './parse-setting.js'
import {type Provenance, settingError, type Settings} from './resolve-settings.js'

/**
 * The proxy for endpoints of a scheme: `--proxy` and HWC_PROXY, then HTTPS_PROXY or HTTP_PROXY, then the profile's.
 * @throws {ConfigError} where HTTPS_PROXY or HTTP_PROXY is no proxy's URL.
 */
export const proxyFor = (
  settings: Settings,
  scheme: 'http' | 'https',
): (Provenance & {readonly url: string}) | undefined => {
  const own = settings.get('proxy')
  const provenance = settings.provenance('proxy')
  if (own !== undefined && provenance.origin !== 'profile') return {url: own, ...provenance}
  const name = `${scheme}-proxy` as const
  const ambient = settings.get(name)
  if (ambient !== undefined) {
    const parsed = parseProxy(ambient)
    if (!('value' in parsed)) throw settingError(settings, name, parsed.problem)
    return {url: parsed.value, ...settings.provenance(name)}
  }
  return own === undefined ? undefined : {url: own, ...provenance}
}
