import {readFile} from 'node:fs/promises'
import {ConfigError} from '../errors/config-error.js'
import {FileError} from '../errors/file-error.js'

/** What the settings say of TLS; files are paths. */
export interface TlsSettings {
  /** Verify no certificate. */
  readonly insecure?: boolean | undefined
  /** Trusted certificates, in PEM, instead of the built-in ones. */
  readonly caBundle?: string | undefined
  /** A client certificate, in PEM; its key too where `clientKey` is not given. */
  readonly clientCert?: string | undefined
  readonly clientKey?: string | undefined
}

export interface TlsOptions {
  readonly rejectUnauthorized: boolean
  readonly ca?: Buffer
  readonly cert?: Buffer
  readonly key?: Buffer
}

const read = async (path: string, what: string): Promise<Buffer> => {
  try {
    return await readFile(path)
  } catch (cause) {
    const {message} = cause as Error
    throw new FileError(`Could not read the ${what} ${path}: ${message.replace(/^[A-Z]+: |, .*$/g, '')}.`, {cause})
  }
}

/** Node takes a file without certificates for an empty list, and then trusts nobody without saying why. */
const readBundle = async (path: string): Promise<Buffer> => {
  const bytes = await read(path, 'CA bundle')
  if (/-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/.test(bytes.toString('latin1'))) return bytes
  throw new ConfigError(`The CA bundle ${path} holds no certificate.`, {hint: 'It is a file of certificates in PEM.'})
}

/**
 * The options of TLS connections, with the files read.
 * @throws {FileError} for a file that cannot be read.
 * @throws {ConfigError} for a client key without a certificate, and for a CA bundle that holds none.
 */
export const readTlsOptions = async ({
  insecure = false,
  caBundle,
  clientCert,
  clientKey,
}: TlsSettings): Promise<TlsOptions> => {
  if (clientKey !== undefined && clientCert === undefined) {
    throw new ConfigError('There is a client key but no client certificate.', {hint: 'Give both, or neither.'})
  }
  return {
    rejectUnauthorized: !insecure,
    ...(caBundle === undefined ? {} : {ca: await readBundle(caBundle)}),
    ...(clientCert === undefined
      ? {}
      : {
          cert: await read(clientCert, 'client certificate'),
          key: await read(clientKey ?? clientCert, 'client key'),
        }),
  }
}
