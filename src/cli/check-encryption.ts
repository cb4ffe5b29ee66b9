import {type Settings} from '../core/config/resolve-settings.js'
import {ConfigError} from '../core/errors/config-error.js'
import {UsageError} from '../core/errors/usage-error.js'
import {isEncryptedEnough} from '../core/http/plain-http.js'

/**
 * Refuses an endpoint of plain http beyond this machine unless `--insecure` allows it (design §2).
 * @throws {UsageError} where `--endpoint` names it, {ConfigError} where anything else does.
 */
export const checkEncryption = (settings: Settings, endpoints: readonly string[], source: string): void => {
  const insecure = settings.get('insecure')
  const bare = endpoints.find((endpoint) => {
    const [, scheme, host = ''] = /^(https?):\/\/(.*)$/.exec(endpoint) ?? []
    return scheme === 'http' && !isEncryptedEnough({scheme, host}, insecure)
  })
  if (bare === undefined) return
  const message = `${source}: ${bare} would show the request to everyone on the way.`
  const hint = 'Use https, or allow plain http with --insecure.'
  if (source === '--endpoint') throw new UsageError([{message, flag: source, expected: 'https'}], {hint})
  throw new ConfigError(message, {hint})
}
