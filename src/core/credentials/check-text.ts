import {CredentialsError} from '../errors/credentials-error.js'

const controlCharacter = /[\u0000-\u001f\u007f]/
const outerBlank = /^\s|\s$/

/**
 * Refuses a key, token or id that came with more than itself, such as the line feed of a file: the service would only say
 * that the signature is wrong. A password may begin or end with a blank. The value is never told.
 * @throws {CredentialsError}
 */
export const checkText = (text: string | undefined, where: string, {mayHaveBlanks = false} = {}): void => {
  if (text === undefined) return
  const fault = controlCharacter.test(text)
    ? 'holds a line break or another control character'
    : !mayHaveBlanks && outerBlank.test(text)
      ? 'begins or ends with a blank'
      : undefined
  if (fault !== undefined) throw new CredentialsError(`${where} ${fault}.`, {hint: 'Set it again without that.'})
}
