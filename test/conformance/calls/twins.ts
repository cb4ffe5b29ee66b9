import {templateShape} from '../../support/template-shape.js'
import {builtCatalog} from '../../support/built-catalog.js'
import {type Extent} from './example-value.js'
import {type NamedOperation} from './named-operations.js'
import {type ReceivedEcho} from './received-echo.js'

/** An operation of the same version that has the same method and path. */
export const isTwin = ({service, version, operation}: NamedOperation, received: ReceivedEcho): boolean => {
  if (received.service !== service || received.version !== version) return false
  const other = builtCatalog.open(service, version).operation(String(received.command))
  return (
    other !== undefined &&
    other.method === operation.method &&
    templateShape(other.path) === templateShape(operation.path)
  )
}

/** Their calls are calls of another operation too, letter for letter: made-up texts cannot say which is meant. */
const alike = [
  'coc/v1/list-group-other-resource-relations',
  'cph/v1/batch-delete-tags',
  'cph/v1/install-apk',
  'cph/v1/push-file',
  'cph/v1/uninstall-apk',
  'deh/v1/batch-delete-dedicated-host-tags',
  'dns/v2/delete-public-zone',
  'dns/v2/show-public-zone',
  'dns/v2/show-public-zone-name-server',
  'dns/v2/update-public-zone',
  'dns/v2/update-public-zone-status',
  'ecs/v2/disassociate-server-virtual-ip',
  'frs/v2/detect-face-by-base64-intl',
  'frs/v2/detect-face-by-url-intl',
  'idmeclassicapi/v1/delete-by-condition-using-post',
  'rds/v3/delete-postgresql-database',
  'rds/v3/delete-postgresql-db-user',
  'rds/v3/delete-sqlserver-db-user',
  'rds/v3/list-authorized-sqlserver-db-users',
  'rds/v3/list-postgresql-db-user-paginated',
  'rds/v3/list-sqlserver-db-users',
  'rds/v3/set-postgresql-db-user-pwd',
  'rds/v3/update-postgresql-database',
  'rds/v3/update-postgresql-db-user-comment',
  'vpc/v2/disassociate-route-table',
]

/** What tells them from others is optional. */
const alikeInBrief = [
  'dns/v2/create-eip-record-set',
  'dns/v2/update-ptr-record',
  'frs/v2/detect-face-by-file',
  'idmeclassicapi/v1/create-using-post',
  'iec/v1/batch-start-instance',
  'iec/v1/batch-stop-instance',
  'ivs/v2/detect-extention-by-name-and-id',
  'ivs/v2/detect-standard-by-name-and-id',
  'ivs/v2/detect-standard-by-video-and-id-card-image',
  'ivs/v2/detect-standard-by-video-and-name-and-id',
  'rds/v3/create-db-user',
  'rds/v3/create-postgresql-database',
  'rds/v3/create-sqlserver-db-user',
  'rds/v3/delete-sqlserver-database',
  'rds/v3/list-postgresql-databases',
  'rds/v3/list-sqlserver-databases',
  'rds/v3/revoke-sqlserver-db-user-privilege',
]

/** The other operation takes all that they take, and nothing else. */
const alikeInFull = ['rds/v3/allow-sqlserver-db-user-privilege', 'rds/v3/batch-tag-del-action']

/** Of the 210 operations signed with an account's keys that share method and path with another, those whose calls the sandbox takes for the other one. */
export const takenForTwins: Readonly<Record<Extent, readonly string[]>> = {
  required: [...alike, ...alikeInBrief].sort(),
  every: [...alike, ...alikeInFull].sort(),
}
