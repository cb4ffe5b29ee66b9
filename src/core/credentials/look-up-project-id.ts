import {ConfigError} from '../errors/config-error.js'
import {type IdKey, isId} from './id-cache.js'
import {iamEndpoint} from './identity-endpoints.js'
import {ask, explainFailure, listedIds, type LookUp, type LookUpAnswer} from './look-up.js'

const hint = 'Give the project with --project-id, or in the source of the keys.'

/** RFC 3986 to the letter: encodeURIComponent leaves five signs that the SDK encodes. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

const keyOf = (lookUp: Omit<LookUp, 'send' | 'readError' | 'userAgent'>, endpoint: string): IdKey => ({
  kind: 'project',
  accessKeyId: lookUp.account.keys.accessKeyId,
  endpoints: [endpoint],
  region: lookUp.region,
})

/** The id of the account's project in a region where that is known without asking: given, or kept of an earlier look-up. */
export const knownProjectId = (lookUp: Omit<LookUp, 'send' | 'readError' | 'userAgent'>): string | undefined =>
  lookUp.account.projectId ?? lookUp.cache.read(keyOf(lookUp, iamEndpoint(lookUp)))

/**
 * The id of the account's project in a region: the one that IAM lists under the region's name (spec §3.3). No project is
 * ever created.
 * @throws {ConfigError} where there is none, or more than one
 * @throws {ServiceError} where IAM refuses; {NetworkError} where it cannot be asked.
 */
export const lookUpProjectId = async (lookUp: LookUp): Promise<string> => {
  const {region, cache} = lookUp
  const known = knownProjectId(lookUp)
  if (known !== undefined) return known

  const endpoint = iamEndpoint(lookUp)
  let answer: LookUpAnswer
  try {
    answer = await ask(lookUp, endpoint, `/v3/projects?name=${encode(region)}`)
  } catch (error) {
    throw explainFailure(error, `Cannot look up the project of ${region}`, hint)
  }
  const [id, ...more] = listedIds(answer.body.get('projects'))
  if (!isId(id)) throw new ConfigError(`The account has no project in ${region}${answer.trace}`, {hint})
  if (more.length > 0)
    throw new ConfigError(`The account has several projects in ${region}: ${[id, ...more].join(', ')}${answer.trace}`, {
      hint: 'Choose one with --project-id.',
    })
  cache.write(keyOf(lookUp, endpoint), id)
  return id
}
