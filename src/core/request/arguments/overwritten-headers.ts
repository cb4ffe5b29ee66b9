import {wireName} from '../names/find-spelling.js'
import {type RequestArguments, type Scope} from '../types.js'

interface OwnHeader {
  readonly value: string | undefined
  readonly told: string
}

const ownHeaders = (
  {credentialType, projectId, domainId}: Scope,
  securityToken: string | undefined,
): ReadonlyMap<string, OwnHeader> =>
  new Map([
    [
      'x-project-id',
      {
        value: credentialType === 'basic' ? projectId : undefined,
        told: "the account's own project id replaces it; --project-id chooses another",
      },
    ],
    [
      'x-domain-id',
      {
        value: credentialType === 'global' ? domainId : undefined,
        told: "the account's own id replaces it; --account-domain-id chooses another",
      },
    ],
    ['x-security-token', {value: securityToken, told: "the credentials' own token replaces it"}],
  ])

/**
 * A warning for each header given whose value the credentials' own one replaces (design §1). No value is in it.
 * @param securityToken that is sent with the keys' signature.
 */
export const overwrittenHeaders = (
  {parameters}: RequestArguments,
  scope: Scope,
  securityToken?: string,
): readonly string[] => {
  const given = parameters.filter(({parameter}) => parameter.in === 'header')
  if (given.length === 0) return []
  const replacing = ownHeaders(scope, securityToken)
  return given.flatMap(({parameter, value}) => {
    const name = wireName(parameter)
    const {value: ownValue = '', told} = replacing.get(name.toLowerCase()) ?? {}
    return ownValue === '' || ownValue === value || told === undefined ? [] : [`${name}: ${told}`]
  })
}
