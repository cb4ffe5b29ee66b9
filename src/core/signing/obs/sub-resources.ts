import {percentDecode, percentEncode} from '../../values/percent-encoding.js'

/** Query parameters that are part of what is signed (spec §10.1), in lower case. */
const signedNames: ReadonlySet<string> = new Set([
  'acl',
  'backtosource',
  'policy',
  'torrent',
  'logging',
  'location',
  'storageinfo',
  'quota',
  'storageclass',
  'storagepolicy',
  'requestpayment',
  'versions',
  'versioning',
  'versionid',
  'uploads',
  'uploadid',
  'partnumber',
  'website',
  'notification',
  'lifecycle',
  'deletebucket',
  'delete',
  'cors',
  'restore',
  'tagging',
  'replication',
  'metadata',
  'encryption',
  'dispolicy',
  'object-lock',
  'retention',
  'policystatus',
  'publicaccessblock',
  'append',
  'position',
  'truncate',
  'modify',
  'rename',
  'length',
  'name',
  'fileinterface',
  'response-content-type',
  'response-content-language',
  'response-expires',
  'response-cache-control',
  'response-content-disposition',
  'response-content-encoding',
  'x-image-save-bucket',
  'x-image-save-object',
  'x-image-process',
  'x-oss-process',
  'x-workflow-prefix',
  'x-workflow-start',
  'x-workflow-limit',
  'x-workflow-template-name',
  'x-workflow-graph-name',
  'x-workflow-execution-state',
  'x-workflow-execution-type',
  'x-workflow-next-marker',
  'obsworkflowtriggerpolicy',
  'obsbucketalias',
  'obsalias',
])

const isSigned = (name: string): boolean => {
  const lower = name.toLowerCase()
  return signedNames.has(lower) || lower.startsWith('x-obs-')
}

/** Slashes stay; what stands in a value is signed as it is, not encoded. */
const signedPair = (name: string, value: string): string => {
  const key = percentEncode(name).replaceAll('%2F', '/')
  return value === '' || value === ' ' ? key : `${key}=${value}`
}

/**
 * The sub-resources of a target's query as they are signed: `?acl`, `?response-content-type=text/plain&versionId=1`;
 * empty where there are none (spec §10.1). The query is sorted by key already, as every query that goes out is.
 */
export const subResources = (query: string): string => {
  const pairs = query.split('&').flatMap((pair) => {
    const at = pair.indexOf('=')
    const name = percentDecode(at < 0 ? pair : pair.slice(0, at))
    return name !== '' && isSigned(name) ? [signedPair(name, at < 0 ? '' : percentDecode(pair.slice(at + 1)))] : []
  })
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}
