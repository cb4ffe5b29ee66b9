import {wireName} from '../names/find-spelling.js'
import {type NameEntry} from '../names/name-table.js'

const provided = new Set([
  'content-type',
  // Of a body that is text, which is signed for object storage with its digest (spec §10.1).
  'content-md5',
  'x-sdk-date',
  'x-project-id',
  'x-domain-id',
  'x-security-token',
  'host',
])

/** The headers that hwc writes itself and that are therefore never required (design §1). */
export const isProvidedHeader = ({place, field}: NameEntry): boolean =>
  place === 'header' && provided.has(wireName(field).toLowerCase())

/** The operation's content type always replaces this one. */
export const isContentType = ({place, field}: NameEntry): boolean =>
  place === 'header' && wireName(field).toLowerCase() === 'content-type'
