import {ConfigError} from '../errors/config-error.js'
import {hostName, isNearby} from './host-name.js'
import {type HttpRequest} from './types.js'

/** Whether a request may go out as it is: plain http only to this machine, the metadata address or with `--insecure`. */
export const isEncryptedEnough = ({scheme, host}: Pick<HttpRequest, 'scheme' | 'host'>, insecure: boolean): boolean =>
  scheme === 'https' || insecure || isNearby(hostName(host))

/** @throws {ConfigError} where plain http would show a request to everyone. */
export const requireEncryption = (request: Pick<HttpRequest, 'scheme' | 'host'>, insecure = false): void => {
  if (isEncryptedEnough(request, insecure)) return
  throw new ConfigError(`Plain http to ${request.host} would show the request to everyone on the way.`, {
    hint: 'Use https, or allow it with --insecure.',
  })
}
