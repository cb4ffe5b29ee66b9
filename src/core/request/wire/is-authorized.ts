import {type HttpRequest} from '../../http/types.js'

/** Whether a request brings its own `Authorization` and so goes out unsigned; other spellings do not count (spec §1). */
export const isAuthorized = ({headers}: Pick<HttpRequest, 'headers'>): boolean =>
  Object.hasOwn(headers, 'Authorization')
