import {type ErrorFormat} from '../../../src/core/catalog/types.js'
import {type CatalogData} from '../files/catalog-data.js'
import {idempotencyRule, type IdempotencyOverlay} from '../overlay/idempotency-rule.js'
import {type ServiceOverlay} from '../overlay/service-overlay.js'
import {checkPagesOverlay} from './check-pages.js'
import {type Problem} from './problem.js'

/** Every pattern of idempotency.yaml is there for something, with its reason. */
export const checkIdempotency = ({services}: CatalogData, {tokens}: IdempotencyOverlay): readonly Problem[] => {
  const parameters = [...services.values()]
    .flatMap((versions) => [...versions.values()])
    .flatMap(({operations}) => [...operations.values()])
    .flatMap((operation) => operation.parameters)
  return tokens.flatMap(({reason, names}) => {
    const idle = names.filter(
      (name) => !parameters.some(idempotencyRule({tokens: [{reason, names: [name]}]}).ofParameter),
    )
    return [
      ...(reason ? [] : [`idempotency.yaml: no reason for ${names.join(', ')}`]),
      ...idle.map((name) => `idempotency.yaml: nothing is called ${name}`),
    ]
  })
}

const errorFormats: Readonly<Record<ErrorFormat, true>> = {flat: true, xml: true}

const checkErrorFormat = ({errorFormat}: ServiceOverlay): readonly string[] => {
  if (errorFormat === undefined) return []
  const {value, reason} = errorFormat
  return [
    ...(Object.hasOwn(errorFormats, value) ? [] : [`there is no format of errors ${String(value)}`]),
    ...(reason ? [] : ['no reason for errorFormat']),
  ]
}

/** An overlay of a service belongs to a service, and holds what is known, each with its reason. */
export const checkServiceOverlays = (
  catalog: CatalogData,
  overlays: Readonly<Record<string, ServiceOverlay>>,
): readonly Problem[] =>
  Object.entries(overlays).flatMap(([service, overlay]) =>
    [
      ...(catalog.services.has(service) ? [] : ['there is no such service']),
      ...Object.keys(overlay)
        .filter((key) => key !== 'errorFormat' && key !== 'pages')
        .map((key) => `nothing is known of ${key}`),
      ...checkErrorFormat(overlay),
      ...checkPagesOverlay(catalog, service, overlay),
    ].map((problem) => `${service}.yaml: ${problem}`),
  )
