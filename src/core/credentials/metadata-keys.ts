import {NetworkError} from '../errors/network-error.js'
import {type HttpResponse} from '../http/types.js'
import {readBody} from '../http/read-body.js'
import {type Outreach} from './outreach.js'
import {parseKeysJson, readTemporaryKeys, type TemporaryKeys} from './temporary-keys.js'

/** Where every instance finds its metadata (spec §3.7). */
const metadataAddress = '169.254.169.254'

/** Off the cloud nobody answers there: one second decides (the SDK waits three). */
const timeouts = {connectTimeout: 1, readTimeout: 3}

/** The metadata service answered, but not with keys: the chain goes on, as the SDK's does. */
export class MetadataRefusal extends Error {}

const agencyMissing = 'Please configure Cloud Service Agency first'

const textOf = async (response: HttpResponse): Promise<string> => Buffer.from(await readBody(response)).toString('utf8')

const refusal = ({status}: HttpResponse, text: string): MetadataRefusal => {
  if (text.includes(agencyMissing))
    return new MetadataRefusal('the instance has no agency: give it one in the ECS console')
  return new MetadataRefusal(`it answered ${status}`)
}

/** Statuses by which a service of the old protocol says that it knows no tokens. */
const withoutTokens = [404, 405, 503]

const askToken = async (
  {send, userAgent}: Outreach,
  {host, required}: {readonly host: string; readonly required: boolean},
): Promise<string | undefined> => {
  const headers = {'User-Agent': userAgent, 'X-Metadata-Token-Ttl-Seconds': '21600'}
  const request = {method: 'PUT', scheme: 'http', host, target: '/meta-data/latest/api/token', headers} as const
  const response = await send(request, undefined, timeouts)
  const text = await textOf(response)
  if (response.status === 200) return text
  if (!required && withoutTokens.includes(response.status)) return undefined
  throw refusal(response, text)
}

const askKeys = async (
  {send, userAgent}: Outreach,
  host: string,
  token: string | undefined,
): Promise<{readonly response: HttpResponse; readonly text: string}> => {
  const headers = {'User-Agent': userAgent, ...(token ? {'X-Metadata-Token': token} : {})}
  const request = {method: 'GET', scheme: 'http', host, target: '/openstack/latest/securitykey', headers} as const
  const response = await send(request, undefined, timeouts)
  return {response, text: await textOf(response)}
}

/**
 * The keys of the instance's agency, by the protocol of tokens where the service knows it (spec §3.7). A token that is
 * refused is fetched again once.
 * @throws {MetadataRefusal} where the service answers with an error
 * @throws {CredentialsError} where it answers with something else; a {NetworkError} passes as it is.
 */
export const fetchMetadataKeys = async (
  outreach: Outreach,
  now: Date,
  host = metadataAddress,
): Promise<TemporaryKeys> => {
  let answer = await askKeys(outreach, host, await askToken(outreach, {host, required: false}))
  if (answer.response.status === 401 && !answer.text.includes(agencyMissing))
    answer = await askKeys(outreach, host, await askToken(outreach, {host, required: true}))
  if (answer.response.status >= 400) throw refusal(answer.response, answer.text)
  const from = 'the instance metadata'
  return readTemporaryKeys(parseKeysJson(answer.text, from), {from, now, mustExpire: true})
}

/** Whether the metadata service of this cloud answers; no keys are asked for. Other clouds have theirs at the same address. */
export const isMetadataThere = async ({send, userAgent}: Outreach, host = metadataAddress): Promise<boolean> => {
  const headers = {'User-Agent': userAgent}
  const target = '/openstack/latest/meta_data.json'
  try {
    const response = await send({method: 'GET', scheme: 'http', host, target, headers}, undefined, timeouts)
    await textOf(response)
    return response.status === 200
  } catch (error) {
    if (error instanceof NetworkError) return false
    throw error
  }
}
