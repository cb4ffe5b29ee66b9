import {hostName, isNearby} from '../core/http/host-name.js'
import {type HttpRequest, type Middleware} from '../core/http/types.js'
import {type Setup} from './setup.js'

/** What `--insecure` gives up for a request; undefined where it would be sent without it as well. */
const danger = ({scheme, host}: HttpRequest): string | undefined => {
  if (scheme === 'https') return `the certificate of ${host} is not verified`
  return isNearby(hostName(host)) ? undefined : `${host} is called without TLS`
}

/** Warns of what `--insecure` allows, once a command; `told` remembers it. */
export const warnInsecure =
  ({settings}: Pick<Setup, 'settings'>, warn: (message: string) => void, told: {insecure?: true}): Middleware =>
  (next) =>
  (request, options) => {
    const what = told.insecure ? undefined : danger(request)
    if (what !== undefined) {
      told.insecure = true
      const {source} = settings.provenance('insecure')
      warn(`${source}: ${what}: whoever is on the way may read and change what is sent`)
    }
    return next(request, options)
  }
