import {createPrivateKey, type KeyObject, X509Certificate} from 'node:crypto'

/** Something is wrong with a file of PEM; `problem` names it. */
export interface PemFault {
  readonly problem: string
  readonly hint: string
}

const certificateMark = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/
const keyMark = /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/

/** In PEM every byte is a character of ASCII; what stands around it may be anything. */
const textOf = (bytes: Buffer): string => bytes.toString('latin1')

const parse = (text: string): X509Certificate | undefined => {
  try {
    return new X509Certificate(text)
  } catch {
    return undefined
  }
}

/**
 * The certificates of a file in PEM, or what is wrong with it. Node itself passes over a file without any, and over what
 * follows one that it cannot read: then nobody is trusted, and nothing says why.
 */
export const readCertificates = (path: string, bytes: Buffer): readonly X509Certificate[] | PemFault => {
  const pieces = textOf(bytes)
    .split(new RegExp(`(?=${certificateMark.source})`))
    .filter((piece) => certificateMark.test(piece))
  if (pieces.length === 0) {
    return {problem: `${path} holds no certificate`, hint: 'It must be in PEM: -----BEGIN CERTIFICATE----- begins one.'}
  }
  const certificates: X509Certificate[] = []
  for (const [index, piece] of pieces.entries()) {
    const certificate = parse(piece)
    if (!certificate) {
      const which = pieces.length === 1 ? 'the certificate' : `certificate ${index + 1} of ${pieces.length}`
      return {problem: `${which} in ${path} cannot be read`, hint: 'It is damaged or cut off.'}
    }
    certificates.push(certificate)
  }
  return certificates
}

/** Whether a file holds a private key in PEM, readable or not. */
export const holdsKey = (bytes: Buffer): boolean => keyMark.test(textOf(bytes))

/** The private key of a file in PEM, or what is wrong with it. */
export const readKey = (path: string, bytes: Buffer): KeyObject | PemFault => {
  if (!holdsKey(bytes)) {
    return {problem: `${path} holds no private key`, hint: 'It must be in PEM: -----BEGIN PRIVATE KEY----- begins it.'}
  }
  try {
    return createPrivateKey(bytes)
  } catch {
    if (/ENCRYPTED/.test(textOf(bytes))) {
      return {
        problem: `the private key in ${path} is locked with a passphrase`,
        hint: 'Nobody is asked for one. This unlocks it: openssl pkey -in FILE -out NEW',
      }
    }
    return {problem: `the private key in ${path} cannot be read`, hint: 'It is damaged or cut off.'}
  }
}
