import {createHash} from 'node:crypto'
import {isDeepStrictEqual} from 'node:util'
import {headersOf, parseQuery, splitTarget} from '../../src/sandbox/received-request.js'
import {verifySignature} from '../../src/sandbox/verify-signature.js'
import {type RecordedRequest} from '../support/local-server.js'
import {account} from './node-client.js'

/**
 * Where the two are known to part, hwc going with the Python SDK: spec §13, §2.4 for User-Agent, §6.3 for booleans. The
 * empty object is sent by packages of 2022, and no more by later ones.
 */
export type Rule =
  | 'the text of JSON'
  | 'the parameters of a JSON content type'
  | 'the text of the query'
  | 'an empty object as the body of an operation that has none'
  | 'the spelling of a boolean in a header'
  | 'User-Agent among the signed headers'

export interface Comparison {
  readonly differences: readonly string[]
  readonly rules: readonly Rule[]
}

/** Headers of the moment, the program or the length of the text. */
const incomparable = [
  'authorization',
  'x-sdk-date',
  'user-agent',
  'accept',
  'accept-encoding',
  'connection',
  'content-length',
  'transfer-encoding',
]

const signatureFault = ({method, target, rawHeaders, body}: RecordedRequest): string | undefined => {
  const bodyHash = createHash('sha256').update(body).digest('hex')
  const arrived = {method, target, headers: headersOf(rawHeaders), bodyLength: body.length, bodyHash}
  const refusal = verifySignature(arrived, account, new Date())
  return refusal && JSON.stringify(refusal)
}

const signedHeaders = ({headers}: RecordedRequest): readonly string[] =>
  (/SignedHeaders=([^,]*)/.exec(headers.authorization ?? '')?.[1] ?? '').split(';')

const dataOf = (body: Buffer): unknown => {
  const text = body.toString('utf8')
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown)
  } catch {
    return text
  }
}

const compared = ({rawHeaders}: RecordedRequest): ReadonlyMap<string, string> =>
  new Map(Array.from(headersOf(rawHeaders)).filter(([name]) => !incomparable.includes(name)))

const isJson = (text: string | undefined): boolean => text?.startsWith('application/json') === true

/** Compares what hwc sent with what the Node SDK sent for the same call, and checks the signature of each. */
export const compareRequests = (hwc: RecordedRequest, node: RecordedRequest): Comparison => {
  const differences: string[] = []
  const rules: Rule[] = []
  const differ = (what: string, one: unknown, other: unknown): void => {
    differences.push(`${what}: hwc ${JSON.stringify(one)}, Node SDK ${JSON.stringify(other)}`)
  }
  const same = (what: string, one: unknown, other: unknown): void => {
    if (!isDeepStrictEqual(one, other)) differ(what, one, other)
  }
  same('method', hwc.method, node.method)
  const [one, other] = [splitTarget(hwc.target), splitTarget(node.target)]
  same('path', one.path, other.path)
  if (one.query !== other.query) {
    const [pairs, others] = [one.query, other.query].map((text) => parseQuery(text).map(String).sort())
    if (isDeepStrictEqual(pairs, others)) rules.push('the text of the query')
    else differ('query', one.query, other.query)
  }
  if (!hwc.body.equals(node.body)) {
    const [data, others] = [dataOf(hwc.body), dataOf(node.body)]
    if (isDeepStrictEqual(data, others)) rules.push('the text of JSON')
    else if (hwc.body.length === 0 && node.body.toString() === '{}')
      rules.push('an empty object as the body of an operation that has none')
    else differ('body', data, others)
  }
  const [headers, others] = [compared(hwc), compared(node)]
  for (const name of new Set([...headers.keys(), ...others.keys()])) {
    const [value, expected] = [headers.get(name), others.get(name)]
    if (value === expected) continue
    if (name === 'content-type' && isJson(value) && expected === 'application/json')
      rules.push('the parameters of a JSON content type')
    else if ((value === 'True' || value === 'False') && expected === value.toLowerCase())
      rules.push('the spelling of a boolean in a header')
    else differ(`header ${name}`, value, expected)
  }
  const [names, expected] = [signedHeaders(hwc), signedHeaders(node)]
  const signsAgent = names.includes('user-agent') && !expected.includes('user-agent')
  if (signsAgent) rules.push('User-Agent among the signed headers')
  same('signed headers', signsAgent ? names.filter((name) => name !== 'user-agent') : names, expected)
  same('signature of hwc', signatureFault(hwc), undefined)
  same('signature of the Node SDK', signatureFault(node), undefined)
  return {differences, rules}
}
