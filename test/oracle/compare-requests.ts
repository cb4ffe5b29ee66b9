import {createHash} from 'node:crypto'
import {headersOf, splitTarget} from '../../src/sandbox/received-request.js'
import {verifySignature} from '../../src/sandbox/verify-signature.js'
import {type RecordedRequest} from '../support/local-server.js'
import {type CallFacts} from './call-facts.js'
import {compareBodies} from './compare-bodies.js'
import {compareHeaders} from './compare-headers.js'
import {compareQueries} from './compare-queries.js'
import {Findings} from './findings.js'
import {account} from './node-client.js'

const signatureFault = ({method, target, rawHeaders, body}: RecordedRequest): string | undefined => {
  const bodyHash = createHash('sha256').update(body).digest('hex')
  const arrived = {method, target, headers: headersOf(rawHeaders), bodyLength: body.length, bodyHash}
  const refusal = verifySignature(arrived, account, new Date())
  return refusal && JSON.stringify(refusal)
}

const signedHeaders = ({headers}: RecordedRequest): readonly string[] =>
  (/SignedHeaders=([^,]*)/.exec(headers.authorization ?? '')?.[1] ?? '').split(';')

const compareSignatures = (hwc: RecordedRequest, node: RecordedRequest, findings: Findings): void => {
  const [names, others] = [signedHeaders(hwc), signedHeaders(node)]
  const alone = names.filter((name) => !others.includes(name))
  if (alone.includes('user-agent')) findings.know('User-Agent among the signed headers')
  const isForm = hwc.headers['content-type']?.startsWith('multipart/form-data') === true
  if (isForm && alone.includes('content-type')) findings.know('Content-Type among the signed headers of a form')
  const known = isForm ? ['content-type', 'user-agent'] : ['user-agent']
  const rest = names.filter((name) => !(alone.includes(name) && known.includes(name)))
  findings.same('signed headers', rest, others)
  findings.same('signature of hwc', signatureFault(hwc), undefined)
  findings.same('signature of the Node SDK', signatureFault(node), undefined)
}

/** Compares what hwc sent with what the Node SDK sent for the same call, and checks the signature of each. */
export const compareRequests = (hwc: RecordedRequest, node: RecordedRequest, facts: CallFacts): Findings => {
  const findings = new Findings()
  findings.same('method', hwc.method, node.method)
  const [one, other] = [splitTarget(hwc.target), splitTarget(node.target)]
  findings.same('path', one.path, other.path)
  if (facts.isPathFilled) findings.know('a path parameter that the Node SDK leaves to its credentials')
  compareQueries(one.query, other.query, findings)
  compareBodies(hwc, node, facts, findings)
  compareHeaders(hwc, node, facts, findings)
  if (facts.authorization === undefined) compareSignatures(hwc, node, findings)
  else if (hwc.headers.authorization === facts.authorization && signedHeaders(node).includes('host'))
    findings.know('an Authorization of the call, which the Node SDK overwrites')
  else findings.differ('header authorization', hwc.headers.authorization, node.headers.authorization)
  return findings
}
