import assert from 'node:assert/strict'
import {type FailureContext, type Progress, toNetworkError} from '../../../../src/core/http/network-failure.js'

const context: FailureContext = {name: 'vpc.example', port: 443, progress: 'connecting'}

const coded = (code: string, message = code): Error => Object.assign(new Error(message), {code})

/** As node makes it where OpenSSL's word comes while something is written. */
const whileWriting = (words: string): Error =>
  coded('EPROTO', `write EPROTO 40B7:error:0A000410:SSL routines:ssl3_read_bytes:${words}:../deps/x.c:1593:\n`)

const told = (error: Error, more: Partial<FailureContext> = {}): unknown => {
  const {failure, maybeSent, message, hint} = toNetworkError(error, {...context, ...more})
  return [failure, maybeSent, message, ...(hint === undefined ? [] : [hint])]
}

describe('A failure of TLS', () => {
  const wanted = [
    'tls',
    false,
    'vpc.example wants a client certificate, and was shown none.',
    'Show yours: --client-cert FILE, with --client-key FILE where its key is in another file.',
  ]
  const afterwards: Progress = 'sent'

  it('is a client certificate that is wanted, however the server says so', () => {
    for (const error of [
      coded('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'),
      coded('ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE'),
      whileWriting('sslv3 alert bad certificate'),
    ]) {
      assert.deepEqual(told(error), wanted)
      assert.deepEqual(told(error, {progress: afterwards}), wanted)
    }
  })

  for (const [alert, why] of [
    ['SSLV3_ALERT_CERTIFICATE_EXPIRED', 'it has expired'],
    ['SSLV3_ALERT_CERTIFICATE_REVOKED', 'it was revoked'],
    ['TLSV1_ALERT_UNKNOWN_CA', 'nobody that it trusts has signed it'],
    ['TLSV1_ALERT_ACCESS_DENIED', 'it gives no access'],
    ['SSLV3_ALERT_BAD_CERTIFICATE', 'it is not one that it takes'],
    ['SSLV3_ALERT_UNSUPPORTED_CERTIFICATE', 'it is not one that it takes'],
    ['SSL/TLS_ALERT_CERTIFICATE_UNKNOWN', 'it is not one that it takes'],
  ] as const) {
    it(`is a client certificate that is not taken: ${alert}`, () => {
      assert.deepEqual(told(coded(`ERR_SSL_${alert}`), {progress: afterwards, showsCertificate: true}), [
        'tls',
        false,
        `vpc.example does not accept the client certificate: ${why}.`,
        'Check what --client-cert names.',
      ])
    })
  }

  it('says what stands in the way of a connection', () => {
    const failed = 'No TLS connection to vpc.example:443'
    const hint = 'Check the endpoint; one without TLS begins with http://.'
    assert.deepEqual(
      [
        told(whileWriting('wrong version number')),
        told(coded('ERR_SSL_WRONG_VERSION_NUMBER')),
        told(whileWriting('tlsv1 alert protocol version')),
        told(coded('ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE'), {showsCertificate: true}),
        told(coded('ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE')),
        told(coded('ERR_SSL_TLSV1_UNRECOGNIZED_NAME')),
        told(coded('EPROTO')),
      ],
      [
        ['tls', false, `${failed}: it does not speak TLS.`, hint],
        ['tls', false, `${failed}: it does not speak TLS.`, hint],
        ['tls', false, `${failed}: it speaks no version of TLS that is safe.`],
        ['tls', false, `${failed}: it found nothing in common with hwc.`],
        [
          'tls',
          false,
          `${failed}: it found nothing in common with hwc.`,
          'It may want a client certificate: --client-cert FILE.',
        ],
        ['tls', false, `${failed}: tlsv1 unrecognized name.`],
        ['tls', false, `${failed}: it does not speak TLS as we do.`],
      ],
    )
  })

  it('is no reason to go to another endpoint once something was sent', () => {
    assert.deepEqual(told(coded('ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC'), {progress: afterwards}), [
      'other',
      true,
      'The TLS connection to vpc.example broke: decryption failed or bad record mac.',
    ])
  })
})
