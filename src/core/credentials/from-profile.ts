import {parseEndpointSetting} from '../config/parse-setting.js'
import {type Profile} from '../config/profile.js'
import {ConfigError} from '../errors/config-error.js'
import {idsFor} from './account-ids.js'
import {checkText} from './check-text.js'
import {type Finding, type Source} from './claims.js'
import {type OpenProfile, profileProof} from './profile-proof.js'
import {profileIamEndpoint} from './profile-iam-endpoint.js'
import {accountSection, describeProfile, sectionNames} from './profile-section.js'
import {type AccountCompanions, type AccountEndpoint, type CredentialType} from './types.js'

/** The endpoint of a profile's `[hwc]` section. @throws {ConfigError} */
export const profileEndpoint = ({settings, title}: Profile): AccountEndpoint | undefined => {
  const text = settings.get('endpoint')
  if (text === undefined || text === '') return undefined
  const parsed = parseEndpointSetting(text)
  if (!('value' in parsed)) throw new ConfigError(`endpoint of ${title}: ${parsed.problem}`)
  return {endpoints: parsed.value, source: `endpoint of ${title}`}
}

/**
 * What a profile says beside keys, whoever gives those: its ids, its endpoint and its IAM.
 * @throws {ConfigError} where an endpoint is none, {CredentialsError} for an id that came with more than itself.
 */
export const profileCompanions = (profile: Profile, type: CredentialType): AccountCompanions => {
  const section = accountSection(profile, type)
  const ids = idsFor(type, {projectId: section?.values.get('project_id'), domainId: section?.values.get('domain_id')})
  const where = `[${section?.name ?? ''}] of ${describeProfile(profile)}`
  checkText(ids.projectId, `project_id in ${where}`)
  checkText(ids.domainId, `domain_id in ${where}`)
  const endpoint = profileEndpoint(profile)
  const iamEndpoint = profileIamEndpoint(profile, [type])
  return {
    ...ids,
    ...(iamEndpoint === undefined ? {} : {iamEndpoint}),
    ...(endpoint === undefined ? {} : {endpoint}),
  }
}

/** What a profile's file says (spec §3.9), and what its `[hwc]` section makes of it (design §5). */
export const fromProfile = (profile: Profile, type: CredentialType, open: OpenProfile): Source => {
  const source = describeProfile(profile)
  return {
    name: source,
    find: (explain) => {
      if (profile.defect !== undefined) throw profile.defect
      if (profile.absence !== undefined) {
        explain(profile.absence)
        return undefined
      }
      return find(profile, {type, open, source, explain})
    },
  }
}

interface Search {
  readonly type: CredentialType
  readonly open: OpenProfile
  readonly source: string
  readonly explain: (reason: string) => void
}

const find = (profile: Profile, {type, open, source, explain}: Search): Finding | undefined => {
  const section = accountSection(profile, type)
  const proof = profileProof(profile, {type, open})
  if (proof === undefined) {
    explain(section ? `[${section.name}] has neither ak nor sk` : `it has no section [${sectionNames[type][0]}]`)
    return undefined
  }
  const inherited = proof.kind === 'agency' ? proof.iamEndpoint : undefined
  return {
    proof,
    ...(inherited === undefined ? {} : {iamEndpoint: inherited}),
    ...profileCompanions(profile, type),
    source,
  }
}
