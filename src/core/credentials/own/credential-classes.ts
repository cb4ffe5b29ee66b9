import {type CredentialType} from '../types.js'
import {iamTokenSection, meetingSection, obsSection, type OwnSection, smsSection} from './own-section.js'

/**
 * How the requests of a credential class are authenticated: signed with keys as the SDK does, the token of temporary keys
 * sent or left out; signed for object storage; carrying a token; carrying a token that a log-in gave; not at all.
 */
export type SignerName = 'keys' | 'keys-without-token' | 'obs' | 'token' | 'log-in' | 'none'

/** One row: a class that the SDK's client builder takes for a service, as the catalogue names it (spec §3.1, §10). */
export interface CredentialClass {
  readonly name: string
  /** Which ids go with it. */
  readonly type: CredentialType
  readonly signer: SignerName
  /** The header that carries a token. */
  readonly header?: string
  /** Keys of an account do, wherever the chain finds them. */
  readonly takesKeys: boolean
  /** What it takes of its own; of one source it wins over an account's keys. */
  readonly own?: OwnSection
  /** Queries are written in the manner of object storage (spec §10.1). */
  readonly bareQueryKeys?: true
}

/** Which credentials a service takes is data: the classes stand in the head of its file in the catalogue. */
const rows: readonly CredentialClass[] = [
  {name: 'BasicCredentials', type: 'basic', signer: 'keys', takesKeys: true},
  {name: 'GlobalCredentials', type: 'global', signer: 'keys', takesKeys: true},
  {name: 'ObsCredentials', type: 'own', signer: 'obs', takesKeys: true, own: obsSection, bareQueryKeys: true},
  {name: 'SMSApiCredentials', type: 'own', signer: 'keys-without-token', takesKeys: true, own: smsSection},
  {
    name: 'IamCredentials',
    type: 'own',
    signer: 'token',
    header: 'X-Auth-Token',
    takesKeys: false,
    own: iamTokenSection,
  },
  {
    name: 'MeetingCredentials',
    type: 'own',
    signer: 'log-in',
    header: 'X-Access-Token',
    takesKeys: false,
    own: meetingSection,
  },
  {name: 'IdentityCenterOIDCCredentials', type: 'own', signer: 'none', takesKeys: false},
  {name: 'IdentityCenterPortalAPICredentials', type: 'own', signer: 'none', takesKeys: false},
  {name: 'IdentityCenterSCIMCredentials', type: 'own', signer: 'none', takesKeys: false},
]

const byName = new Map(rows.map((row) => [row.name, row]))

/** The classes of the table among those that a service takes, in its order. @throws {TypeError} where it has none of them. */
export const knownClasses = (names: readonly string[]): readonly [CredentialClass, ...CredentialClass[]] => {
  const [first, ...rest] = names.flatMap((name) => byName.get(name) ?? [])
  if (first === undefined) throw new TypeError(`No credential class is known of ${names.join(', ')}`)
  return [first, ...rest]
}
