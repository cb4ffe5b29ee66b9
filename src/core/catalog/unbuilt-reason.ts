import {type Operation, type ServiceSummary} from './types.js'

const builtContent = /^(application\/json\b|multipart\/form-data$)/

const needsAuthorization = ({parameters}: Operation): boolean =>
  parameters.some(
    ({in: place, wire, name, required}) => place === 'header' && required && (wire ?? name) === 'Authorization',
  )

/** `{project_id}` in the path of a service whose credentials know no project, and no parameter that fills it. */
const lacksProject = ({path, parameters}: Operation, {credentialType}: ServiceSummary): boolean =>
  credentialType === 'global' &&
  path.includes('{project_id}') &&
  !parameters.some(({in: place, wire, name}) => place === 'path' && (wire ?? name) === 'project_id')

/** Why an operation cannot be called yet; undefined where it can. */
export const unbuiltReason = (operation: Operation, service: ServiceSummary): string | undefined => {
  if (service.credentialType === 'own') return 'credentials of its own kind'
  if (!builtContent.test(operation.contentType)) return `a body of ${operation.contentType}`
  if (needsAuthorization(operation)) return 'an Authorization of its own'
  if (lacksProject(operation, service)) return 'a project id under credentials that have none'
  return undefined
}
