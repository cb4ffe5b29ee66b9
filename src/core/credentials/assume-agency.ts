import {CredentialsError} from '../errors/credentials-error.js'
import {ServiceError} from '../errors/service-error.js'
import {type HttpRequest} from '../http/types.js'
import {NumberText} from '../values/value.js'
import {type Agency} from './claims.js'
import {acceptedText, identityRequest} from './federate.js'
import {identityBody, object} from './identity-body.js'
import {explainRefusal} from './look-up.js'
import {type Outreach} from './outreach.js'
import {parseKeysJson, readTemporaryKeys, type TemporaryKeys} from './temporary-keys.js'
import {type Keys} from './types.js'

export interface Assumption {
  readonly agency: Agency
  /** The keys that may assume it. */
  readonly keys: Keys
  readonly iamEndpoint: string
  /** For agencies with a URN. */
  readonly stsEndpoint: string | undefined
  readonly now: Date
}

/** A URN such as `iam::d0123:agency:name` is assumed at STS, a name at IAM. */
const isUrn = ({name}: Agency): boolean => name.includes(':')

const iamRequest = ({agency: {name, domain, duration}, iamEndpoint}: Assumption, userAgent: string): HttpRequest => {
  if (domain === undefined)
    throw new CredentialsError(`The agency ${name} needs agency_domain, the name of the account that has it`)
  const assumeRole = object(
    ['agency_name', name],
    ['domain_name', domain],
    ['duration_seconds', new NumberText(String(duration))],
  )
  const identity = object(['methods', ['assume_role']], ['assume_role', assumeRole])
  return identityRequest(iamEndpoint, '/v3.0/OS-CREDENTIAL/securitytokens', {
    headers: {'Content-Type': 'application/json;charset=utf-8', 'User-Agent': userAgent},
    body: identityBody(object(['auth', object(['identity', identity])])),
  })
}

const stsRequest = ({agency: {name, duration}, stsEndpoint}: Assumption, userAgent: string): HttpRequest => {
  if (stsEndpoint === undefined)
    throw new CredentialsError(`The agency ${name} is assumed at STS, and no STS endpoint is known`, {
      hint: 'Give a region that has one, or set HUAWEICLOUD_SDK_STS_ENDPOINT.',
    })
  return identityRequest(stsEndpoint, '/v5/agencies/assume', {
    headers: {'Content-Type': 'application/json', 'User-Agent': userAgent},
    body: identityBody(
      object(
        ['duration_seconds', new NumberText(String(duration))],
        ['agency_urn', name],
        ['agency_session_name', 'hwc'],
      ),
    ),
  })
}

/**
 * Temporary keys of an agency, asked for with keys that may assume it.
 * @throws {ServiceError} where it is refused, {CredentialsError} where something is missing.
 */
export const assumeAgency = async (assumption: Assumption, outreach: Outreach): Promise<TemporaryKeys> => {
  const {agency, keys, now} = assumption
  const request = isUrn(agency)
    ? stsRequest(assumption, outreach.userAgent)
    : iamRequest(assumption, outreach.userAgent)
  const from = `${request.scheme}://${request.host}`
  try {
    const text = await acceptedText(await outreach.send(request, keys), outreach)
    return readTemporaryKeys(parseKeysJson(text, from), {from, now, mustExpire: true})
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    throw explainRefusal(error, `Cannot assume the agency ${agency.name}`, 'Check agency_name and agency_domain.')
  }
}
