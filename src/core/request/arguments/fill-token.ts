import {type Operation} from '../../catalog/types.js'
import {flagName} from '../names/flag-name.js'
import {type RequestArguments} from '../types.js'

export interface TokenOptions {
  readonly operation: Pick<Operation, 'parameters'>
  readonly arguments: RequestArguments
  /** For a token that nobody gave. */
  readonly randomBytes: (count: number) => Uint8Array
}

export interface FilledArguments {
  readonly arguments: RequestArguments
  /** The flag that repeats the call as the same one, where the operation has an idempotency token. */
  readonly repeatWith?: string | undefined
}

/** A UUID of version 4 (RFC 9562 §5.4). */
const toUuid = (bytes: Uint8Array): string => {
  const hex = Buffer.from(bytes).toString('hex')
  const variant = '89ab'[(bytes[8] ?? 0) & 3] ?? '8'
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, variant + hex.slice(17, 20), hex.slice(20)].join(
    '-',
  )
}

/**
 * The arguments with the operation's idempotency token, which is made up where nobody gave one: every try of the call
 * then holds the same, and repeats nothing (design §7). Arguments of an operation that has none stay as they are.
 */
export const fillToken = ({operation, arguments: given, randomBytes}: TokenOptions): FilledArguments => {
  const token = operation.parameters.find(({idempotencyToken}) => idempotencyToken)
  if (!token) return {arguments: given}
  const flag = `--${flagName(token.name)}`
  const isToken = (parameter: object & {readonly name: string; readonly in: string}): boolean =>
    parameter.name === token.name && parameter.in === token.in
  if (given.parameters.some(({parameter, value}) => isToken(parameter) && value !== null && value !== ''))
    return {arguments: given, repeatWith: `the same ${flag}`}
  const value = toUuid(randomBytes(16))
  const others = given.parameters.filter(({parameter}) => !isToken(parameter))
  const order = (name: string, place: string): number =>
    operation.parameters.findIndex((parameter) => parameter.name === name && parameter.in === place)
  const parameters = [...others, {parameter: token, value}].sort(
    (one, other) => order(one.parameter.name, one.parameter.in) - order(other.parameter.name, other.parameter.in),
  )
  return {arguments: {...given, parameters}, repeatWith: `${flag}=${value}`}
}
