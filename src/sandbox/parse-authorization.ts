/** What an Authorization header of a signed request says (spec §2.6, §2.7). */
export interface Authorization {
  /** `SDK-HMAC-SHA256`, `V11-HMAC-SHA256` … */
  readonly algorithm: string
  readonly accessKeyId: string
  /** `YYYYMMDD/<region>/<service>` of a derived signature. */
  readonly info?: string
  /** In the order that they are listed. */
  readonly signedHeaders: readonly string[]
  /** In lower-case hexadecimal. */
  readonly signature: string
}

const form =
  /^([A-Z0-9-]+) (?:Access=([^,\s]+)|Credential=([^,/\s]+)\/([^,\s]+)), ?SignedHeaders=([^,\s]+), ?Signature=([\da-f]+)$/

/** Reads an Authorization header; undefined where it has not the form of a signature. */
export const parseAuthorization = (text: string): Authorization | undefined => {
  const [, algorithm, plain, derived, info, names, signature] = form.exec(text) ?? []
  const accessKeyId = plain ?? derived
  if (algorithm === undefined || accessKeyId === undefined || names === undefined || signature === undefined)
    return undefined
  return {
    algorithm,
    accessKeyId,
    ...(info !== undefined && {info}),
    signedHeaders: names.split(';'),
    signature,
  }
}
