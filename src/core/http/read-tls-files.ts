import {readFile} from 'node:fs/promises'
import {FileError} from '../errors/file-error.js'
import {fileReason} from '../errors/file-reason.js'
import {type HwcError} from '../errors/hwc-error.js'
import {holdsKey, type PemFault, readCertificates, readKey} from './check-pem.js'
import {type TlsMaterial} from './tls-options.js'

/** The settings that name a file, by their flags' names. */
export type TlsFile = 'ca-bundle' | 'client-cert' | 'client-key'

/** The paths that the settings give. */
export type TlsPaths = Readonly<Record<TlsFile, string | undefined>>

/** Makes the error for something that is wrong with what settings name: the source of the first is at fault. */
export type RefuseTlsFile = (settings: readonly [TlsFile, ...TlsFile[]], fault: PemFault) => HwcError

const titles: Readonly<Record<TlsFile, string>> = {
  'ca-bundle': 'CA bundle',
  'client-cert': 'client certificate',
  'client-key': 'client key',
}

const read = async (path: string, setting: TlsFile): Promise<Buffer> => {
  try {
    return await readFile(path)
  } catch (cause) {
    throw new FileError(`Cannot read the ${titles[setting]} ${path}: ${fileReason(cause, 'read')}`, {cause})
  }
}

const readBundle = async (path: string, refuse: RefuseTlsFile): Promise<Buffer> => {
  const bytes = await read(path, 'ca-bundle')
  const found = readCertificates(path, bytes)
  if ('problem' in found) throw refuse(['ca-bundle'], found)
  return bytes
}

/** What nothing else finds: algorithms and lengths that TLS does not take. */
const tryPair = async (pair: Pick<TlsMaterial, 'cert' | 'key'>): Promise<string | undefined> => {
  const {createSecureContext} = await import('node:tls')
  try {
    createSecureContext(pair)
    return undefined
  } catch (error) {
    const {reason, message} = error as Error & {reason?: string}
    return reason ?? message
  }
}

const readPair = async (
  {'client-cert': certPath, 'client-key': keyPath}: TlsPaths,
  refuse: RefuseTlsFile,
): Promise<Pick<TlsMaterial, 'cert' | 'key'>> => {
  if (certPath === undefined) {
    if (keyPath === undefined) return {}
    throw refuse(['client-key'], {
      problem: 'is a key without a certificate',
      hint: 'Name the certificate too: --client-cert FILE.',
    })
  }
  const cert = await read(certPath, 'client-cert')
  const key = keyPath === undefined ? cert : await read(keyPath, 'client-key')
  const certificates = readCertificates(certPath, cert)
  if ('problem' in certificates) throw refuse(['client-cert'], certificates)
  if (keyPath === undefined && !holdsKey(cert)) {
    throw refuse(['client-cert'], {
      problem: `${certPath} holds a certificate and no private key`,
      hint: "Name the key's file too: --client-key FILE.",
    })
  }
  const keySetting = keyPath === undefined ? 'client-cert' : 'client-key'
  const privateKey = readKey(keyPath ?? certPath, key)
  if ('problem' in privateKey) throw refuse([keySetting], privateKey)
  // The first one is the client's, those that follow lead to its issuer.
  if (certificates[0]?.checkPrivateKey(privateKey) !== true) {
    throw refuse([keySetting, 'client-cert'], {
      problem: `the private key in ${keyPath ?? certPath} does not belong to the certificate in ${certPath}`,
      hint: 'Give the key that the certificate was made for. Of several certificates in the file, the first is meant.',
    })
  }
  const obstacle = await tryPair({cert, key})
  if (obstacle === undefined) return {cert, key}
  throw refuse(['client-cert', keySetting], {
    problem: `the certificate in ${certPath} is nothing for TLS (${obstacle})`,
    hint: 'Give one that TLS takes.',
  })
}

/**
 * Reads and checks the files that settings name for TLS, so that nothing is sent before it is known that they fit.
 * @throws {FileError} for one that cannot be read.
 * @throws {HwcError} made by `refuse`, for one that holds something else.
 */
export const readTlsFiles = async (paths: TlsPaths, refuse: RefuseTlsFile): Promise<TlsMaterial> => {
  const bundle = paths['ca-bundle']
  return {
    ...(bundle === undefined ? {} : {ca: await readBundle(bundle, refuse)}),
    ...(await readPair(paths, refuse)),
  }
}
