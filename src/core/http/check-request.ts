import {UsageError} from '../errors/usage-error.js'
import {checkAddress} from '../values/check-address.js'
import {type HttpRequest} from './types.js'

const headerName = /^[!#$%&'*+\-.^_`|~\da-z]+$/i
const controlCharacter = /[\u0000-\u001f\u007f]/

/**
 * Refuses a request that could go elsewhere than to the host and path that it is signed for, or one of whose headers may
 * break out of its line.
 * @throws {UsageError}
 */
export const checkRequest = (request: HttpRequest): void => {
  checkAddress(request)
  const {headers} = request
  for (const name of Object.keys(headers)) {
    const value = headers[name] ?? ''
    if (!headerName.test(name)) throw new UsageError(`${JSON.stringify(name)} is no name of a header.`)
    // A tab is the one control character that a value may hold (RFC 9110 §5.5).
    if (controlCharacter.test(value) && controlCharacter.test(value.replaceAll('\t', ''))) {
      throw new UsageError(`The value of the header ${name} holds a control character.`)
    }
  }
}
