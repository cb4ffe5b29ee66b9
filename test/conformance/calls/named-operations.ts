import {type Operation, type ServiceSummary} from '../../../src/core/catalog/types.js'
import {wireName} from '../../../src/core/request/names/find-spelling.js'
import {builtCatalog} from '../../support/built-catalog.js'
import {type CatalogOperation, everyOperation} from '../../support/every-operation.js'

/** An operation, how one case of these tests names it, and what is peculiar about calling it. */
export interface NamedOperation extends CatalogOperation {
  /** `vpc/v3/list-vpcs`. */
  readonly title: string
  readonly summary: ServiceSummary
  /** Undefined where it is as nearly all are: signed with an account's keys, a body of JSON or a form of parts. */
  readonly peculiarity: string | undefined
}

const summaryOf = (service: string): ServiceSummary => {
  const summary = builtCatalog.services[service]
  if (!summary) throw new Error(`The catalogue has no service ${service}`)
  return summary
}

const isInPath = ({parameters}: Operation, name: string): boolean =>
  parameters.some((parameter) => parameter.in === 'path' && wireName(parameter) === name)

const peculiarityOf = (operation: Operation, {credentialType}: ServiceSummary): string | undefined => {
  const {contentType, parameters, path} = operation
  if (credentialType === 'own') return 'credentials of its own kind'
  if (!/^(application\/json\b|multipart\/form-data$)/.test(contentType)) return `a body of ${contentType}`
  if (parameters.some((parameter) => parameter.required === true && wireName(parameter) === 'Authorization'))
    return 'an Authorization of its own'
  if (credentialType === 'global' && path.includes('{project_id}') && !isInPath(operation, 'project_id'))
    return 'a project id under credentials that have none'
  return undefined
}

/** The operations that the variable OPERATION names, all without it: `OPERATION=vpc/v3/list-vpcs` reruns one case. */
export const namedOperations = (): readonly NamedOperation[] => {
  const only = process.env['OPERATION']
  return everyOperation().flatMap((entry) => {
    const title = `${entry.service}/${entry.version}/${entry.command}`
    if (only !== undefined && only !== title) return []
    const summary = summaryOf(entry.service)
    return [{...entry, title, summary, peculiarity: peculiarityOf(entry.operation, summary)}]
  })
}

/** True where the variable OPERATION leaves all operations to a test: only then can it count them. */
export const runsAll = process.env['OPERATION'] === undefined
