import {ConfigError} from '../errors/config-error.js'
import {isId} from './id-cache.js'
import {iamEndpoint} from './identity-endpoints.js'
import {ask, explainRefusal, listedIds, type LookUp, type LookUpAnswer} from './look-up.js'

const hint = 'Give the project with --project-id, or in the source of the keys.'

/** RFC 3986 to the letter: encodeURIComponent leaves five signs that the SDK encodes. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/**
 * The id of the account's project in a region: the one that IAM lists under the region's name (spec §3.3). No project is
 * ever created.
 * @throws {ConfigError} where there is none, or more than one
 * @throws {ServiceError} where IAM refuses; a {NetworkError} passes as it is.
 */
export const lookUpProjectId = async (lookUp: LookUp): Promise<string> => {
  const {account, region, cache} = lookUp
  if (account.projectId !== undefined) return account.projectId
  const endpoint = iamEndpoint(lookUp)
  const key = {kind: 'project', accessKeyId: account.keys.accessKeyId, endpoints: [endpoint], region} as const
  const known = cache.read(key)
  if (known !== undefined) return known

  let answer: LookUpAnswer
  try {
    answer = await ask(lookUp, endpoint, `/v3/projects?name=${encode(region)}`)
  } catch (error) {
    throw explainRefusal(error, `Cannot look up the project of ${region}`, hint)
  }
  const [id, ...more] = listedIds(answer.body.get('projects'))
  if (!isId(id)) throw new ConfigError(`The account has no project in ${region}${answer.trace}`, {hint})
  if (more.length > 0)
    throw new ConfigError(`The account has several projects in ${region}: ${[id, ...more].join(', ')}${answer.trace}`, {
      hint: 'Choose one with --project-id.',
    })
  cache.write(key, id)
  return id
}
