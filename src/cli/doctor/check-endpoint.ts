import {proxyFor} from '../../core/config/proxy-setting.js'
import {chooseProxy} from '../../core/http/choose-proxy.js'
import {NetworkError, type NetworkFailure} from '../../core/errors/network-error.js'
import {HwcError} from '../../core/errors/hwc-error.js'
import {type HttpResponse} from '../../core/http/types.js'
import {type Accounts} from '../open-accounts.js'
import {type OpenCommand} from '../open-command.js'
import {type Check, ok, problem, problemOf, skipped} from './check.js'

/** As far as a clock may be off before signatures are refused, in seconds. */
const toleratedSkew = 300

/** Nobody waits long for a diagnosis: seconds. */
const longestWait = 10

const checkClock = ({headers}: HttpResponse, host: string, now: Date): Check => {
  const theirs = Date.parse(headers['date'] ?? '')
  if (Number.isNaN(theirs)) return skipped('clock', `${host} does not tell the time`)
  const skew = Math.round((now.getTime() - theirs) / 1000)
  const text =
    Math.abs(skew) <= 1 ? `agrees with ${host}` : `is ${Math.abs(skew)} s ${skew < 0 ? 'behind' : 'ahead of'} ${host}`
  if (Math.abs(skew) <= toleratedSkew) return ok('clock', text)
  return problem('clock', text, {
    advice: 'Set the clock of this machine: a signature is good for a quarter of an hour.',
  })
}

const names: Partial<Record<NetworkFailure, string>> = {
  'dns-unknown': 'dns',
  'dns-temporary': 'dns',
  proxy: 'proxy',
  tls: 'tls',
}

/** Where there is a proxy, it is what these are about. */
const ofProxy: readonly NetworkFailure[] = ['dns-unknown', 'dns-temporary', 'refused', 'connect-timeout', 'proxy']

/** What a failed request says of each step on the way; `proxySource` is what set the proxy, if there is one. */
const ofFailure = (error: NetworkError, host: string, proxySource: string | undefined): readonly Check[] => {
  const {failure} = error
  if (proxySource !== undefined && ofProxy.includes(failure)) {
    const advice = `The proxy comes from ${proxySource}.`
    return [
      {...problemOf('proxy', error), advice: failure === 'proxy' && error.hint ? `${error.hint}\n${advice}` : advice},
    ]
  }
  const name = names[failure] ?? 'connection'
  const passed = name === 'tls' && proxySource === undefined ? [ok('dns', `${host} is known`)] : []
  return [...passed, problemOf(name, error)]
}

/** Asks an endpoint for nothing in particular, and looks at every step on the way: proxy, DNS, TLS, clock. */
export const checkEndpoint = async (
  endpoint: string,
  {means}: Accounts,
  {settings, runtime}: OpenCommand,
): Promise<readonly Check[]> => {
  const scheme = endpoint.startsWith('http://') ? 'http' : 'https'
  const host = endpoint.slice(`${scheme}://`.length)
  let proxy: URL | undefined
  try {
    const proxySetting = (used: 'http' | 'https') => proxyFor(settings, used)?.url
    proxy = chooseProxy({scheme, host}, {proxy: proxySetting, noProxy: settings.get('no-proxy')})
  } catch (error) {
    return [problemOf('proxy', error)]
  }
  const viaProxy = proxy?.host
  const said = proxyFor(settings, scheme)
  const route =
    viaProxy === undefined
      ? skipped(
          'proxy',
          said === undefined ? `none is set for ${host}` : `${host} is reached without the one that is set`,
        )
      : ok('proxy', `${host} is reached through ${viaProxy} (${said?.source ?? ''})`)
  const limits = {
    connectTimeout: Math.min(longestWait, settings.get('connect-timeout')),
    readTimeout: Math.min(longestWait, settings.get('read-timeout')),
  }
  let response: HttpResponse
  try {
    const headers = {'User-Agent': means.outreach.userAgent}
    response = await means.outreach.send({method: 'GET', scheme, host, target: '/', headers}, undefined, limits)
  } catch (error) {
    if (error instanceof NetworkError) {
      const checks = ofFailure(error, host, viaProxy === undefined ? undefined : said?.source)
      return checks.some(({name}) => name === 'proxy') ? checks : [route, ...checks]
    }
    if (error instanceof HwcError) return [route, problemOf(scheme === 'http' ? 'tls' : 'connection', error)]
    throw error
  }
  const tls = {
    http: skipped('tls', `${host} is asked without TLS`),
    https: settings.get('insecure')
      ? problem('tls', `the certificate of ${host} is not looked at (${settings.provenance('insecure').source})`, {
          advice: 'Name the file of its issuer with --ca-bundle instead.',
        })
      : ok('tls', `the certificate of ${host} is accepted`),
  }
  return [
    route,
    viaProxy === undefined ? ok('dns', `${host} is known`) : skipped('dns', `${host} is left to the proxy`),
    tls[scheme],
    checkClock(response, host, runtime.now()),
  ]
}
