const pattern = /^\/[\w.~%!$&()*+,;=:@/-]*(?:\?[\w.~%!$&()*+,;=:@/?-]*)?$/

/**
 * Whether a target (path and query) is made of signs alone that every parser of URLs leaves as they are, so that it need
 * not be parsed to know that. Segments of dots are for the caller to refuse.
 */
export const isPlainTarget = (target: string): boolean => pattern.test(target)
