import {readVariable, variablesOf} from '../config/read-variable.js'
import {type Surroundings} from '../config/surroundings.js'
import {CredentialsError} from '../errors/credentials-error.js'
import {ServiceError} from '../errors/service-error.js'
import {acceptedText} from './federate.js'
import {type KeysCache} from './keys-cache.js'
import {type Outreach} from './outreach.js'
import {lasting, parseKeysJson, readTemporaryKeys, type TemporaryKeys} from './temporary-keys.js'
import {readTokenFile} from './token-file.js'
import {type AccountCompanions, type CredentialProvider} from './types.js'

const timeouts = {connectTimeout: 5, readTimeout: 5}
const title = 'pod identity'

/** Scheme, host and target of an absolute URL. */
const urlPattern = /^(https?):\/\/([^/?#\s@]+)([^#\s]*)$/i

const fetchKeys = async (uri: string, token: string, outreach: Outreach, now: Date): Promise<TemporaryKeys> => {
  const [, scheme = '', host, target = ''] = urlPattern.exec(uri) ?? []
  if (host === undefined)
    throw new CredentialsError(`${variablesOf('pod-credentials-uri').join()} is no http or https URL`)
  const response = await outreach.send(
    {
      method: 'POST',
      scheme: scheme.toLowerCase() === 'http' ? 'http' : 'https',
      host,
      target: target.startsWith('/') ? target : `/${target}`,
      headers: {'User-Agent': outreach.userAgent, Authorization: token, 'Content-Type': 'application/json'},
      body: Buffer.from('{}'),
    },
    undefined,
    timeouts,
  )
  try {
    return readTemporaryKeys(parseKeysJson(await acceptedText(response, outreach), title), {
      from: title,
      now,
      mustExpire: true,
    })
  } catch (error) {
    if (error instanceof ServiceError)
      throw new CredentialsError(`${title} answered ${error.status}: ${error.message}`, {cause: error})
    throw error
  }
}

/** True if the environment says anything of pod identity. */
export const hasPodIdentity = (env: Surroundings['env']): boolean =>
  readVariable(env, 'pod-credentials-uri') !== undefined || readVariable(env, 'pod-token-file') !== undefined

/** Keys of the pod that this runs in (spec §3.8); it knows no ids (design §2). */
export const fromPodIdentity = (
  env: Surroundings['env'],
  {
    outreach,
    cache,
    now,
    companions,
  }: {
    readonly outreach: Outreach
    readonly cache: KeysCache
    readonly now: () => Date
    /** What goes with the keys: the source itself knows neither ids nor an endpoint. */
    readonly companions: () => AccountCompanions
  },
): CredentialProvider => ({
  name: title,
  load: async (explain) => {
    const uri = readVariable(env, 'pod-credentials-uri')?.text
    const file = readVariable(env, 'pod-token-file')?.text
    const [uriName, fileName] = [variablesOf('pod-credentials-uri').join(), variablesOf('pod-token-file').join()]
    if (uri === undefined && file === undefined) {
      explain(`${uriName} and ${fileName} are not set`)
      return undefined
    }
    if (uri === undefined) throw new CredentialsError(`${title} has ${fileName} but no ${uriName}`)
    if (file === undefined) throw new CredentialsError(`${title} has ${uriName} but no ${fileName}`)
    const token = readTokenFile(file)
    return {
      ...lasting(await cache.get(['pod', uri, token], () => fetchKeys(uri, token, outreach, now()))),
      ...companions(),
      source: title,
    }
  },
})
