import {type Keys} from '../credentials/types.js'
import {CredentialsError} from '../errors/credentials-error.js'

/** @throws {CredentialsError} where one of the two keys is empty (spec §2.1). */
export const requireKeys = ({accessKeyId, secretAccessKey}: Keys): void => {
  if (accessKeyId === '') throw new CredentialsError('The access key is empty.')
  if (secretAccessKey === '') throw new CredentialsError('The secret key is empty.')
}
