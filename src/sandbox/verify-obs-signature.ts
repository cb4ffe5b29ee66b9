import {createHmac, timingSafeEqual} from 'node:crypto'
import {unquote, splitTarget} from './received-request.js'
import {notAuthenticated, type Refusal} from './refusal.js'
import {type SandboxKeys} from './sandbox-keys.js'
import {type ArrivedRequest} from './verify-signature.js'

/** How far a request's date may be from the sandbox's, in milliseconds. */
const allowedSkew = 15 * 60 * 1000

/** Query parameters that object storage takes for parts of the resource (spec §10.1). */
const subResourceNames: ReadonlySet<string> = new Set(
  `acl append backtosource cors delete deletebucket dispolicy encryption fileinterface length lifecycle location logging
  metadata modify name notification object-lock obsalias obsbucketalias obsworkflowtriggerpolicy partnumber policy
  policystatus position publicaccessblock quota rename replication requestpayment response-cache-control
  response-content-disposition response-content-encoding response-content-language response-content-type
  response-expires restore retention storageclass storageinfo storagepolicy tagging torrent truncate uploadid uploads
  versionid versioning versions website x-image-process x-image-save-bucket x-image-save-object x-oss-process
  x-workflow-execution-state x-workflow-execution-type x-workflow-graph-name x-workflow-limit x-workflow-next-marker
  x-workflow-prefix x-workflow-start x-workflow-template-name`.split(/\s+/),
)

const parseDate = (text: string): number => Date.parse(text.replace(/^[A-Z][a-z]{2},? /, ''))

const compareTexts = ([one]: readonly string[], [other]: readonly string[]): number =>
  (one ?? '') < (other ?? '') ? -1 : (one ?? '') > (other ?? '') ? 1 : 0

const keyOf = (name: string): string =>
  encodeURIComponent(name)
    .replaceAll('%2F', '/')
    .replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

const subResources = (query: string): string => {
  const parts = query
    .split('&')
    .map((pair): [string, string] => {
      const [name = '', ...rest] = pair.split('=')
      return [unquote(name), unquote(rest.join('='))]
    })
    .filter(([name]) => subResourceNames.has(name.toLowerCase()) || name.toLowerCase().startsWith('x-obs-'))
    .sort(compareTexts)
    .map(([name, value]) => (value.trim() === '' && value.length < 2 ? keyOf(name) : `${keyOf(name)}=${value}`))
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}

/** `/bucket/key`: the bucket is the label in front of the service's name, the key the first segment as it arrived. */
const resource = (host: string, path: string): string => {
  const labels = host.split('.')
  const bucket = labels.length > 1 && labels[0] !== 'obs' && !/^[\d.]+(?::\d+)?$/.test(host) ? labels[0] : undefined
  return `/${bucket === undefined ? '' : `${bucket}/`}${path.split('/')[1] ?? ''}`
}

const stringToSign = ({method, target, headers}: ArrivedRequest): string => {
  const {path, query} = splitTarget(target)
  const own = Array.from(headers)
    .filter(([name]) => name.startsWith('x-obs-'))
    .sort(compareTexts)
    // What is blank in ASCII did not arrive; of the rest only the caller's own metadata is signed without it.
    .map(([name, value]) => `${name}:${name.startsWith('x-obs-meta-') ? value.trim() : value}\n`)
  return [
    `${method}\n`,
    `${headers.get('content-md5') ?? ''}\n`,
    `${headers.get('content-type') ?? ''}\n`,
    `${headers.has('x-obs-date') ? '' : (headers.get('date') ?? '')}\n`,
    ...own,
    resource(headers.get('host') ?? '', path),
    subResources(query),
  ].join('')
}

const isSame = (one: string, other: string): boolean => {
  const [left, right] = [Buffer.from(one, 'base64'), Buffer.from(other, 'base64')]
  return left.length === right.length && timingSafeEqual(left, right)
}

/**
 * Checks a signature of object storage (spec §10.1) against the sandbox's keys with code of its own. Answers the refusal,
 * or undefined where the signature is good.
 */
export const verifyObsSignature = (request: ArrivedRequest, keys: SandboxKeys, now: Date): Refusal | undefined => {
  const {headers} = request
  const header = headers.get('authorization')
  if (header === undefined) return notAuthenticated('the request is not signed (no Authorization header)')
  const [, accessKeyId, signature] = /^OBS ([^:\s]+):([\w+/]+=*)$/.exec(header) ?? []
  if (accessKeyId === undefined || signature === undefined)
    return notAuthenticated('the Authorization header has not the form OBS ACCESS-KEY:SIGNATURE')
  if (accessKeyId !== keys.accessKeyId) return notAuthenticated("the access key is not one of this sandbox's")

  const time = parseDate(headers.get('x-obs-date') ?? headers.get('date') ?? '')
  if (Number.isNaN(time)) return notAuthenticated('neither Date nor x-obs-date is a date')
  if (Math.abs(now.getTime() - time) > allowedSkew)
    return notAuthenticated('the signature has expired: its date is more than 15 minutes away')
  const md5 = headers.get('content-md5')
  if (md5 !== undefined && request.bodyMd5 !== undefined && md5 !== request.bodyMd5)
    return notAuthenticated('Content-MD5 is not the digest of the body')

  const expected = createHmac('sha1', keys.secretAccessKey).update(stringToSign(request)).digest('base64')
  return isSame(signature, expected) ? undefined : notAuthenticated('verify aksk signature fail')
}
