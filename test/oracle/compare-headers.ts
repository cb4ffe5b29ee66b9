import {headersOf} from '../../src/sandbox/received-request.js'
import {type RecordedRequest} from '../support/local-server.js'
import {type CallFacts} from './call-facts.js'
import {type Findings} from './findings.js'
import {type KnownDifference} from './known-difference.js'

/** The signature, its moment and the length of the body, which are looked at apart, and the program's name. */
const incomparable = ['authorization', 'x-sdk-date', 'content-length', 'user-agent']

/** A header of both. */
interface Pair {
  readonly hwc: string | undefined
  readonly node: string | undefined
}

const isFormType = (text: string | undefined): boolean => /^multipart\/form-data; boundary=\S+$/.test(text ?? '')

const knownContentType = ({hwc, node}: Pair, {declaredType}: CallFacts): KnownDifference | undefined => {
  if (node === 'application/json' && hwc === declaredType && hwc.startsWith('application/json;'))
    return 'the parameters of a JSON content type'
  return isFormType(hwc) && isFormType(node) ? 'the boundary of a form' : undefined
}

const knownBoolean = ({hwc, node}: Pair): KnownDifference | undefined =>
  (hwc === 'True' || hwc === 'False') && node === hwc.toLowerCase()
    ? 'the spelling of a boolean in a header'
    : undefined

/** By name; of all other headers booleans alone are spelt in two ways. */
const knownHeaders: Readonly<Record<string, (pair: Pair, facts: CallFacts) => KnownDifference | undefined>> = {
  accept: ({hwc, node}) => (hwc === '*/*' && node === 'application/json' ? 'Accept' : undefined),
  'accept-encoding': ({hwc, node}) =>
    hwc === 'gzip, deflate' && node === 'gzip, compress, deflate, br' ? 'Accept-Encoding' : undefined,
  'content-type': knownContentType,
}

/** Compared with the body, where there is one. */
const compareLengths = (hwc: RecordedRequest, node: RecordedRequest, findings: Findings): void => {
  const [length, nodeLength] = [hwc.headers['content-length'], node.headers['content-length']]
  findings.same('Content-Length beside the body of hwc', Number(length ?? 0), hwc.body.length)
  if (hwc.body.length > 0 || node.body.length > 0 || length === nodeLength) return
  if (hwc.method === 'DELETE' && length === '0') findings.know('the Content-Length of a DELETE without a body')
  else findings.differ('header content-length', length, nodeLength)
}

/** All headers but the signature, which is checked apart, its moment and the program's name. */
export const compareHeaders = (
  hwc: RecordedRequest,
  node: RecordedRequest,
  facts: CallFacts,
  findings: Findings,
): void => {
  const [headers, others] = [headersOf(hwc.rawHeaders), headersOf(node.rawHeaders)]
  for (const name of new Set([...headers.keys(), ...others.keys()])) {
    if (incomparable.includes(name)) continue
    const pair = {hwc: headers.get(name), node: others.get(name)}
    if (pair.hwc === pair.node) continue
    const difference = (knownHeaders[name] ?? knownBoolean)(pair, facts)
    if (difference === undefined) findings.differ(`header ${name}`, pair.hwc, pair.node)
    else findings.know(difference)
  }
  compareLengths(hwc, node, findings)
}
