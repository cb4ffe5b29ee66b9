import {createHmac} from 'node:crypto'

/** The throw-away key pair of one sandbox. */
export interface SandboxKeys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** The one token that this sandbox gives to who logs in, and takes. */
export const tokenOf = ({accessKeyId, secretAccessKey}: SandboxKeys): string =>
  createHmac('sha256', secretAccessKey).update(`token of ${accessKeyId}`).digest('hex')

/** The sandbox's account for services that sign nothing: its keys serve as name and password. */
export const logInOf = (keys: SandboxKeys): ReadonlyMap<string, string> =>
  new Map([
    ['user_name', keys.accessKeyId],
    ['user_password', keys.secretAccessKey],
    ['auth_token', tokenOf(keys)],
  ])
