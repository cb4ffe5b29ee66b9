import assert from 'node:assert/strict'
import {createPrivateKey} from 'node:crypto'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {FileError} from '../../../../src/core/errors/file-error.js'
import {UsageError} from '../../../../src/core/errors/usage-error.js'
import {readTlsFiles, type TlsPaths} from '../../../../src/core/http/read-tls-files.js'
import {fixture} from '../../../support/repository.js'

const certificate = fixture('tls/certificate.pem')
const key = fixture('tls/key.pem')
const otherKey = fixture('tls/localhost.key')
const [certificateText, keyText] = [certificate, key].map((path) => readFileSync(path, 'latin1')) as [string, string]

const read = (paths: Partial<TlsPaths>) =>
  readTlsFiles(
    {'ca-bundle': undefined, 'client-cert': undefined, 'client-key': undefined, ...paths},
    (settings, {problem, hint}) => new UsageError(`${settings.join('+')}: ${problem}`, {hint}),
  )

describe('Files of TLS', () => {
  let folder: string
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'hwc-tls-'))
  })
  after(() => {
    rmSync(folder, {recursive: true})
  })

  const file = (text: string, name = 'x.pem'): string => {
    const path = join(folder, name)
    writeFileSync(path, text, 'latin1')
    return path
  }
  /** What is told, with the settings' names in place of the paths. */
  const refusal = async (paths: Partial<TlsPaths>): Promise<unknown> =>
    read(paths).then(
      () => 'nothing',
      (error: unknown) => {
        assert(error instanceof UsageError, String(error))
        const hide = (text: string): string =>
          Object.entries(paths).reduce(
            (shown, [name, path]) => shown.replaceAll(String(path), name.toUpperCase()),
            text,
          )
        return [hide(error.message), error.hint]
      },
    )

  it('are handed on as they are', async () => {
    assert.deepEqual(await read({}), {})
    assert.deepEqual(await read({'ca-bundle': certificate}), {ca: readFileSync(certificate)})
    assert.deepEqual(await read({'client-cert': certificate, 'client-key': key}), {
      cert: readFileSync(certificate),
      key: readFileSync(key),
    })
  })

  it('may hold comments, further certificates, and key and certificate in either order', async () => {
    const several = file(`# One\r\n${certificateText}\nTwo\n${certificateText}`)
    assert.deepEqual(await read({'ca-bundle': several}), {ca: readFileSync(several)})
    for (const text of [certificateText + keyText, keyText + certificateText]) {
      const both = file(text)
      assert.deepEqual(await read({'client-cert': both}), {cert: Buffer.from(text), key: Buffer.from(text)})
    }
    const old = file(certificateText.replaceAll('CERTIFICATE', 'X509 CERTIFICATE'))
    assert.deepEqual(await read({'ca-bundle': old}), {ca: readFileSync(old)})
  })

  it('that cannot be read are named', async () => {
    const missing = join(folder, 'none.pem')
    const reason = 'there is no such file'
    const tell = async (paths: Partial<TlsPaths>): Promise<unknown> =>
      read(paths).catch((error: unknown) => error instanceof FileError && error.message)
    assert.deepEqual(
      [
        await tell({'ca-bundle': missing}),
        await tell({'client-cert': missing}),
        await tell({'client-cert': certificate, 'client-key': missing}),
        await tell({'ca-bundle': folder}),
      ],
      [
        `Cannot read the CA bundle ${missing}: ${reason}`,
        `Cannot read the client certificate ${missing}: ${reason}`,
        `Cannot read the client key ${missing}: ${reason}`,
        `Cannot read the CA bundle ${folder}: it is a folder`,
      ],
    )
  })

  const inPem = 'It must be in PEM: -----BEGIN CERTIFICATE----- begins one.'
  const keyInPem = 'It must be in PEM: -----BEGIN PRIVATE KEY----- begins it.'
  const damaged = 'It is damaged or cut off.'

  it('that hold no certificate are refused', async () => {
    for (const text of ['', 'hello\n', keyText, '\x30\x82\x01'])
      for (const name of ['ca-bundle', 'client-cert'])
        assert.deepEqual(await refusal({[name]: file(text)}), [
          `${name}: ${name.toUpperCase()} holds no certificate`,
          inPem,
        ])
  })

  it('whose certificate is damaged are refused, wherever it stands', async () => {
    const cut = certificateText.slice(0, 200)
    const garbled = certificateText.replace(/[a-z]{4}/, '!!!!')
    for (const text of [cut, garbled])
      for (const name of ['ca-bundle', 'client-cert'])
        assert.deepEqual(await refusal({[name]: file(text + (name === 'client-cert' ? `\n${keyText}` : ''))}), [
          `${name}: the certificate in ${name.toUpperCase()} cannot be read`,
          damaged,
        ])
    assert.deepEqual(await refusal({'ca-bundle': file(certificateText + garbled + certificateText)}), [
      'ca-bundle: certificate 2 of 3 in CA-BUNDLE cannot be read',
      damaged,
    ])
  })

  it('that say one half of a pair are refused', async () => {
    assert.deepEqual(await refusal({'client-key': key}), [
      'client-key: is a key without a certificate',
      'Name the certificate too: --client-cert FILE.',
    ])
    assert.deepEqual(await refusal({'client-cert': certificate}), [
      'client-cert: CLIENT-CERT holds a certificate and no private key',
      "Name the key's file too: --client-key FILE.",
    ])
  })

  it('that hold no key, or one that cannot be used, are refused', async () => {
    const pkcs8 = createPrivateKey(keyText)
    const locked = pkcs8.export({type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'p'}) as string
    const refusalOf = async (text: string) => refusal({'client-cert': certificate, 'client-key': file(text, 'x.key')})
    assert.deepEqual(
      [
        await refusalOf('hello'),
        await refusalOf(certificateText),
        await refusalOf(keyText.slice(0, 100)),
        await refusalOf(locked),
      ],
      [
        ['client-key: CLIENT-KEY holds no private key', keyInPem],
        ['client-key: CLIENT-KEY holds no private key', keyInPem],
        ['client-key: the private key in CLIENT-KEY cannot be read', damaged],
        [
          'client-key: the private key in CLIENT-KEY is locked with a passphrase',
          'Nobody is asked for one. This unlocks it: openssl pkey -in FILE -out NEW',
        ],
      ],
    )
  })

  it('that do not belong together are refused', async () => {
    assert.deepEqual(await refusal({'client-cert': certificate, 'client-key': otherKey}), [
      'client-key+client-cert: the private key in CLIENT-KEY does not belong to the certificate in CLIENT-CERT',
      'Give the key that the certificate was made for. Of several certificates in the file, the first is meant.',
    ])
  })
})
