import {hostName, isNearby} from './host-name.js'
import {type HttpRequest} from './types.js'

/** Whether a request may go out as it is: plain http only to this machine, the metadata address or with `--insecure`. */
export const isEncryptedEnough = ({scheme, host}: Pick<HttpRequest, 'scheme' | 'host'>, insecure: boolean): boolean =>
  scheme === 'https' || insecure || isNearby(hostName(host))
