import {unbuiltReason} from '../../../src/core/catalog/unbuilt-reason.js'
import {type ServiceSummary} from '../../../src/core/catalog/types.js'
import {builtCatalog} from '../../support/built-catalog.js'
import {type CatalogOperation, everyOperation} from '../../support/every-operation.js'

/** An operation, how one case of these tests names it, and why it cannot be called yet. */
export interface NamedOperation extends CatalogOperation {
  /** `vpc/v3/list-vpcs`. */
  readonly title: string
  readonly summary: ServiceSummary
  /** Undefined where it can be called. */
  readonly reason: string | undefined
}

const summaryOf = (service: string): ServiceSummary => {
  const summary = builtCatalog.services[service]
  if (!summary) throw new Error(`The catalogue has no service ${service}`)
  return summary
}

/** The operations that the variable OPERATION names, all without it: `OPERATION=vpc/v3/list-vpcs` reruns one case. */
export const namedOperations = (): readonly NamedOperation[] => {
  const only = process.env['OPERATION']
  return everyOperation().flatMap((entry) => {
    const title = `${entry.service}/${entry.version}/${entry.command}`
    if (only !== undefined && only !== title) return []
    const summary = summaryOf(entry.service)
    return [{...entry, title, summary, reason: unbuiltReason(entry.operation, summary)}]
  })
}

/** True where the variable OPERATION leaves all operations to a test: only then can it count them. */
export const runsAll = process.env['OPERATION'] === undefined
