import {type IncomingMessage} from 'node:http'
import {createHash, timingSafeEqual} from 'node:crypto'
import {type Value} from '../core/values/value.js'
import {type Answer, refusalAnswer} from './answer.js'
import {answerOperation} from './answer-operation.js'
import {chooseOperation, type ChosenOperation} from './choose-operation.js'
import {describeReceived} from './describe-received.js'
import {hostName, isLoopbackName, labelsBeforeLocalhost} from './host-name.js'
import {answerLookUp} from './identity.js'
import {answerLogIn} from './log-in.js'
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
import {type SandboxScope} from './sandbox-scope.js'
import {type SandboxKeys} from './sandbox-keys.js'
import {verifyCredentials} from './verify-credentials.js'
import {type ArrivedRequest, bodyHashName, verifySignature} from './verify-signature.js'

/** The control header, in lower case. */
const echoHeader = 'x-hwc-sandbox-echo'

/** What every request of one sandbox is answered with. */
export interface Responder {
  readonly catalog: SandboxCatalog
  readonly routes: Routes
  readonly keys: SandboxKeys
  readonly scope: SandboxScope & {readonly region: string; readonly token?: string}
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
  const md5 = headers.has('content-md5') ? createHash('md5') : undefined
  const {body, length, refusal} = await readBody(message, {
    contentType: headers.get('content-type'),
    temporaryFolder: responder.temporaryFolder,
    observe: (chunk) => {
      hash.update(chunk)
      md5?.update(chunk)
    },
  })
  const discard = (): Promise<void> => discardParts(body)
  try {
    const request = received(message, headers, {body, hostPrefix: hostPrefixOf(host, responder.catalog)})
    const arrived = {...request, bodyLength: length, bodyHash: hash.digest('hex'), bodyMd5: md5?.digest('base64')}
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
  more: Pick<ReceivedRequest, 'body' | 'hostPrefix'>,
): ReceivedRequest => {
  const {path, query} = splitTarget(url)
  const contentType = baseContentType(headers.get('content-type'))
  return {method, target: url, path, query: parseQuery(query), headers, contentType, ...more}
}

type Decision =
  | {readonly kind: 'refused'; readonly refusal: Refusal}
  | {readonly kind: 'look-up'; readonly value: Value}
  | {readonly kind: 'operation'; readonly chosen: ChosenOperation}

const refused = (refusal: Refusal): Decision => ({kind: 'refused', refusal})

const isRefusal = (answer: Value | Refusal): answer is Refusal =>
  typeof answer === 'object' && answer !== null && 'status' in answer

/** Decides as a gateway does: an unknown path is told even to who is not signed, what is wrong with the request only to who is. */
const decide = (
  request: ReceivedRequest & ArrivedRequest,
  host: string,
  responder: Responder,
  unreadable: Refusal | undefined,
): Decision => {
  const {catalog, routes, keys, scope, now} = responder
  const logIn = answerLogIn(request, keys, now())
  if (logIn !== undefined) return isRefusal(logIn) ? refused(logIn) : {kind: 'look-up', value: logIn}
  // Who asks for the echo asks which operation it is.
  const lookUp = request.headers.has(echoHeader) ? undefined : answerLookUp(request, scope, scope.region)
  if (lookUp !== undefined) {
    const refusal = verifySignature(request, keys, now()) ?? unreadable
    return refusal === undefined ? {kind: 'look-up', value: lookUp} : refused(refusal)
  }
  const matches = routes.find(request.method, request.path, routeScopeOf(host, catalog))
  const chosen = chooseOperation(matches, request, scope, (route) => isDefaultVersion(route, catalog))
  if (chosen === undefined) return refused(unknownRoute)
  const refusal = verifyCredentials(request, chosen.route, keys, now()) ?? unreadable
  if (refusal !== undefined) return refused(refusal)
  if (chosen.faults.length > 0) return refused(badRequest(chosen.faults))
  return {kind: 'operation', chosen}
}

/** `vpc.localhost` asks for the service vpc, `v3.vpc.localhost` for that version of it; any other name leaves it to the path. */
const routeScopeOf = (host: string, {services}: SandboxCatalog): string | undefined => {
  const [service, version] = labelsBeforeLocalhost(host).toReversed()
  if (service === undefined || !Object.hasOwn(services, service)) return undefined
  return version !== undefined && services[service]?.versions.includes(version) ? `${service}/${version}` : service
}

/** What stands in front of the service's name, or of `localhost` where no service is named. */
const hostPrefixOf = (host: string, catalog: SandboxCatalog): string => {
  const labels = labelsBeforeLocalhost(host)
  const scope = routeScopeOf(host, catalog)
  const named = scope === undefined ? 0 : scope.split('/').length
  return labels.slice(0, labels.length - named).join('.')
}

const isDefaultVersion = ({service, version}: Route, {services}: SandboxCatalog): boolean =>
  services[service]?.defaultVersion === version

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
