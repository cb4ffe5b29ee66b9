const shared = {
  ENOTDIR: 'a part of the path is no folder',
  EISDIR: 'it is a folder',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its links go in a circle',
}

const reasons: Readonly<Record<'read' | 'write', Readonly<Record<string, string>>>> = {
  read: {...shared, ENOENT: 'there is no such file', EACCES: 'it may not be read', EPERM: 'it may not be read'},
  write: {
    ...shared,
    ENOENT: 'there is no such folder',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EFBIG: 'the file is too big for the disk',
    EPIPE: 'nobody reads it any more',
  },
}

/** Why a file could not be read or written, in words where they are known: reads on after `Cannot read PATH: `. */
export const fileReason = (error: unknown, doing: 'read' | 'write'): string => {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
  const known = reasons[doing]
  return Object.hasOwn(known, code) ? (known[code] ?? code) : code
}
