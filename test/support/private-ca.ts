import {execFileSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

export interface Certificate {
  /** Paths of PEM files. */
  readonly cert: string
  readonly key: string
}

export interface CertificateOptions {
  /** What it is for: `DNS:localhost,IP:127.0.0.1`. */
  readonly names?: string
  /** As `YYYYMMDDHHMMSSZ`; by default a day from now. */
  readonly until?: string
  readonly from?: string
}

export interface PrivateCa {
  /** The path of its own certificate, in PEM. */
  readonly bundle: string
  /** A certificate for a name, signed by it. */
  readonly issue: (commonName: string, options?: CertificateOptions) => Certificate
  readonly remove: () => void
}

const asn1Time = (time: Date): string => time.toISOString().replaceAll(/[-:T]|\.\d+/g, '')

const day = 24 * 3600 * 1000

const configuration = `
[ca]
default_ca = own
[own]
dir = .
database = index.txt
serial = serial
new_certs_dir = issued
default_md = sha256
policy = any
unique_subject = no
copy_extensions = copy
[any]
commonName = supplied
`

/** A certificate authority of a test's own, made with the program openssl, in a folder of its own. */
export const createPrivateCa = (name = 'A test'): PrivateCa => {
  const folder = mkdtempSync(join(tmpdir(), 'hwc-ca-'))
  const openssl = (...words: readonly string[]): void => {
    execFileSync('openssl', words, {cwd: folder, stdio: ['ignore', 'ignore', 'pipe']})
  }
  mkdirSync(join(folder, 'issued'))
  writeFileSync(join(folder, 'index.txt'), '')
  writeFileSync(join(folder, 'serial'), '01\n')
  writeFileSync(join(folder, 'conf'), configuration)
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  openssl('req', '-x509', ...newKey, '-subj', `/CN=${name}`, '-days', '2', '-keyout', 'ca.key', '-out', 'ca.pem')
  let count = 0
  return {
    bundle: join(folder, 'ca.pem'),
    issue: (commonName, {names, from, until} = {}) => {
      const stem = `c${(count += 1)}`
      const extension = names === undefined ? [] : ['-addext', `subjectAltName=${names}`]
      openssl('req', ...newKey, '-subj', `/CN=${commonName}`, ...extension, '-keyout', `${stem}.key`, '-out', 'csr')
      const start = from ?? asn1Time(new Date(Date.now() - day))
      const end = until ?? asn1Time(new Date(Date.now() + day))
      openssl(
        ...['ca', '-batch', '-notext', '-config', 'conf', '-cert', 'ca.pem', '-keyfile', 'ca.key', '-in', 'csr'],
        ...['-startdate', start, '-enddate', end, '-out', `${stem}.pem`],
      )
      return {cert: join(folder, `${stem}.pem`), key: join(folder, `${stem}.key`)}
    },
    remove: () => {
      rmSync(folder, {recursive: true, force: true})
    },
  }
}
