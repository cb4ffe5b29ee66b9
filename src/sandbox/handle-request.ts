import {type IncomingMessage} from 'node:http'
import {createHash, timingSafeEqual} from 'node:crypto'
import {type Value} from '../core/values/value.js'
import {type Answer, refusalAnswer} from './answer.js'
import {answerOperation} from './answer-operation.js'
import {chooseOperation, type ChosenOperation, type SandboxScope} from './choose-operation.js'
import {describeReceived} from './describe-received.js'
import {hostName, isLoopbackName, labelsBeforeLocalhost} from './host-name.js'
import {answerLookUp} from './identity.js'
import {readBody} from './read-body.js'
import {
  baseContentType,
  headersOf,
  parseQuery,
  type ReceivedBody,
  type ReceivedRequest,
  splitTarget,
} from './received-request.js'
import {badControlToken, badRequest, forbiddenHost, type Refusal, unknownRoute} from './refusal.js'
import {type Route, type Routes} from './routes.js'
import {type SandboxCatalog} from './sandbox-catalog.js'
import {type SandboxKeys} from './sandbox-keys.js'
import {type ArrivedRequest, bodyHashName, verifySignature} from './verify-signature.js'

/** The control header, in lower case. */
export const echoHeader = 'x-hwc-sandbox-echo'

/** What every request of one sandbox is answered with. */
export interface Responder {
  readonly catalog: SandboxCatalog
  readonly routes: Routes
  readonly keys: SandboxKeys
  readonly scope: SandboxScope & {readonly region: string}
  readonly now: () => Date
  readonly temporaryFolder: string
  /** Who sends this text in `X-Hwc-Sandbox-Echo` is answered with what the sandbox understood; undefined: nobody is. */
  readonly controlToken: string | undefined
}

/** An answer, and what must be freed once it is written. */
export interface Handled {
  readonly answer: Answer
  readonly discard: () => Promise<void>
}

/** Answers one request: host, route, body, signature, parameters, and then what its operation's schema says. */
export const handleRequest = async (
  message: IncomingMessage,
  requestId: string,
  responder: Responder,
): Promise<Handled> => {
  const headers = headersOf(message.rawHeaders)
  const host = hostName(headers.get('host') ?? '')
  if (!isLoopbackName(host)) {
    message.resume()
    return {answer: refusalAnswer(forbiddenHost, requestId), discard: () => Promise.resolve()}
  }
  const hash = createHash(bodyHashName(headers.get('authorization')))
  const {body, length, refusal} = await readBody(message, {
    contentType: headers.get('content-type'),
    temporaryFolder: responder.temporaryFolder,
    observe: (chunk) => hash.update(chunk),
  })
  const discard = (): Promise<void> => discardParts(body)
  try {
    const request = received(message, headers, body)
    const arrived = {...request, bodyLength: length, bodyHash: hash.digest('hex')}
    const decision = decide(arrived, host, responder, refusal)
    return {answer: await answerDecision(decision, request, requestId, responder), discard}
  } catch (error) {
    await discard()
    throw error
  }
}

const discardParts = async (body: ReceivedBody): Promise<void> => {
  if (body.kind === 'form') await Promise.all(body.parts.map(({content}) => content.discard()))
}

const received = (
  {method = 'GET', url = '/'}: IncomingMessage,
  headers: ReadonlyMap<string, string>,
  body: ReceivedBody,
): ReceivedRequest => {
  const {path, query} = splitTarget(url)
  const contentType = baseContentType(headers.get('content-type'))
  return {method, target: url, path, query: parseQuery(query), headers, contentType, body}
}

type Decision =
  | {readonly kind: 'refused'; readonly refusal: Refusal}
  | {readonly kind: 'look-up'; readonly value: Value}
  | {readonly kind: 'operation'; readonly chosen: ChosenOperation}

/** Decides as a gateway does: an unknown path is told even to who is not signed, what is wrong with the request only to who is. */
const decide = (
  request: ReceivedRequest & ArrivedRequest,
  host: string,
  responder: Responder,
  unreadable: Refusal | undefined,
): Decision => {
  const {catalog, routes, keys, scope, now} = responder
  const lookUp = answerLookUp(request, scope, scope.region)
  const chosen = lookUp
    ? undefined
    : chooseOperation(routes.find(request.method, request.path, routeScopeOf(host, catalog)), request, scope, (route) =>
        isDefaultVersion(route, catalog),
      )
  if (lookUp === undefined && chosen === undefined) return {kind: 'refused', refusal: unknownRoute}
  const mayBeUnsigned = chosen !== undefined && signsItsOwnWay(chosen.route, catalog)
  const refusal = (mayBeUnsigned ? undefined : verifySignature(request, keys, now())) ?? unreadable
  if (refusal !== undefined) return {kind: 'refused', refusal}
  if (lookUp !== undefined) return {kind: 'look-up', value: lookUp}
  if (chosen === undefined) return {kind: 'refused', refusal: unknownRoute}
  if (chosen.faults.length > 0) return {kind: 'refused', refusal: badRequest(chosen.faults)}
  return {kind: 'operation', chosen}
}

/** `vpc.localhost` asks for the service vpc, `v3.vpc.localhost` for that version of it; any other name leaves it to the path. */
const routeScopeOf = (host: string, {services}: SandboxCatalog): string | undefined => {
  const [service, version] = labelsBeforeLocalhost(host).toReversed()
  if (service === undefined || !Object.hasOwn(services, service)) return undefined
  return version !== undefined && services[service]?.versions.includes(version) ? `${service}/${version}` : service
}

const isDefaultVersion = ({service, version}: Route, {services}: SandboxCatalog): boolean =>
  services[service]?.defaultVersion === version

/** Services with credentials of their own kind, and operations that take their Authorization as a parameter, are not verified. */
const signsItsOwnWay = ({service, operation}: Route, {services}: SandboxCatalog): boolean =>
  services[service]?.credentialType === 'own' ||
  operation.parameters.some(
    ({in: place, name, wire = name, required}) =>
      place === 'header' && required && wire.toLowerCase() === 'authorization',
  )

const answerDecision = async (
  decision: Decision,
  request: ReceivedRequest,
  requestId: string,
  {scope, controlToken}: Responder,
): Promise<Answer> => {
  if (decision.kind === 'refused') return refusalAnswer(decision.refusal, requestId)
  if (decision.kind === 'look-up') return {status: 200, headers: {}, content: {json: decision.value}}
  const echo = request.headers.get(echoHeader)
  if (echo === undefined) return answerOperation(decision.chosen, request, scope)
  if (controlToken === undefined || !sameToken(echo, controlToken)) return refusalAnswer(badControlToken, requestId)
  return {status: 200, headers: {}, content: {json: await describeReceived(request, decision.chosen)}}
}

const sameToken = (one: string, other: string): boolean => {
  const [left, right] = [one, other].map((text) => createHash('sha256').update(text).digest())
  return left !== undefined && right !== undefined && timingSafeEqual(left, right)
}
