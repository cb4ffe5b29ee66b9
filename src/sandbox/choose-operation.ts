import {type ReceivedRequest} from './received-request.js'
import {checkRequest} from './check-request.js'
import {compareRanks, declaredHeaders, type RankedOperation, rankOperation} from './rank-operation.js'
import {compareLiteralness, raiseLiteralness, type RouteMatch} from './route-index.js'
import {type Route} from './routes.js'
import {type SandboxScope} from './sandbox-scope.js'

/** The operation that a request means, and what is wrong with the request for it. */
export type ChosenOperation = RankedOperation

interface Candidate extends RankedOperation {
  readonly literalness: string
}

/** A placeholder that holds a value which the catalogue knows for it counts as more than one that could hold anything. */
const candidateOf = ({target: route, path, literalness}: RouteMatch<Route>, request: ReceivedRequest): Candidate => {
  const isKnown = (placeholder: string): boolean =>
    route.operation.parameters.some(
      ({in: place, name, wire = name, enum: known}) =>
        place === 'path' && wire === placeholder && known?.some((item) => String(item) === path.get(wire)),
    )
  return {
    route,
    path,
    literalness: raiseLiteralness(literalness, route.operation.path, isKnown),
    faults: checkRequest(request, path, route),
  }
}

/**
 * Picks one of the operations that a method and path may mean: the most literal template whose required parameters and
 * types fit, and of equally literal ones the one that explains most of the request. Undefined where there is no candidate.
 */
export const chooseOperation = (
  matches: readonly RouteMatch<Route>[],
  request: ReceivedRequest,
  scope: SandboxScope,
  isDefault: (route: Route) => boolean,
): ChosenOperation | undefined => {
  const candidates = matches
    .map((match) => candidateOf(match, request))
    .sort((one, other) => compareLiteralness(one.literalness, other.literalness))
  const [first, ...rest] = candidates
  if (first === undefined || rest.length === 0) return first
  const fitting = candidates.filter(({faults}) => faults.length === 0)
  const most = (fitting[0] ?? first).literalness
  const equals = (fitting.length > 0 ? fitting : candidates).filter(({literalness}) => literalness === most)
  if (equals.length === 1) return equals[0]
  const headers = new Set(equals.flatMap(({route}) => declaredHeaders(route)))
  const ranked = equals.map((candidate) => ({
    candidate,
    rank: rankOperation(candidate, {request, scope, headers, isDefault}),
  }))
  return ranked.sort((one, other) => compareRanks(one.rank, other.rank))[0]?.candidate
}
