import {wireName} from '../names/find-spelling.js'
import {type NameEntry} from '../names/name-table.js'

const provided = new Set(['content-type', 'x-sdk-date', 'x-project-id', 'x-domain-id', 'x-security-token', 'host'])

/** Required are digests only of bodies that are text, and those hwc signs with theirs (spec §10.1); a file's may be given. */
const isRequiredDigest = (field: NameEntry['field']): boolean =>
  field.required === true && wireName(field).toLowerCase() === 'content-md5'

/** The headers that hwc writes itself and that are therefore never required (design §1). */
export const isProvidedHeader = ({place, field}: NameEntry): boolean =>
  place === 'header' && (provided.has(wireName(field).toLowerCase()) || isRequiredDigest(field))

/** The operation's content type always replaces this one. */
export const isContentType = ({place, field}: NameEntry): boolean =>
  place === 'header' && wireName(field).toLowerCase() === 'content-type'
