import {NetworkError, type NetworkErrorOptions} from '../errors/network-error.js'

/** How far a request had come when it failed. */
export type Progress =
  /** No connection stands: no byte of the request was written. */
  | 'connecting'
  /** Something of the request may have been written, and no answer came. */
  | 'sent'
  /** The answer had begun. */
  | 'answered'

export interface FailureContext {
  /** `vpc.cn-north-4.myhuaweicloud.com` */
  readonly name: string
  readonly port: number
  /** `proxy.example.com:3128`, where one is between. */
  readonly proxy?: string | undefined
  readonly progress: Progress
  /** Whether the server can have seen a client certificate. */
  readonly showsCertificate?: boolean | undefined
}

interface Explanation {
  readonly failure: NetworkErrorOptions['failure']
  readonly message: string
  readonly hint?: string | undefined
  /** Nothing that was sent can have been read. */
  readonly isUnread?: boolean
}

interface CodedError extends Error {
  readonly code?: string
  readonly errors?: readonly CodedError[]
}

const certificateProblems: ReadonlyMap<string, {readonly what: string; readonly hint: string}> = new Map(
  (
    [
      [
        [
          'DEPTH_ZERO_SELF_SIGNED_CERT',
          'SELF_SIGNED_CERT_IN_CHAIN',
          'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
          'UNABLE_TO_GET_ISSUER_CERT',
          'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
          'CERT_UNTRUSTED',
        ],
        'nobody that this machine trusts has signed it',
        'If it is right, trust its issuer with --ca-bundle FILE. A proxy that inspects TLS has such a file too.',
      ],
      [['CERT_HAS_EXPIRED'], 'it has expired', "If this machine's clock is right, the server needs a new certificate."],
      [['CERT_NOT_YET_VALID'], 'it is not valid yet', "Check this machine's clock."],
      [
        ['ERR_TLS_CERT_ALTNAME_INVALID', 'HOSTNAME_MISMATCH'],
        'it is for other names',
        'Check the endpoint: something else may answer there.',
      ],
      [['CERT_REVOKED'], 'it was revoked', 'Check the endpoint: something else may answer there.'],
    ] as const
  ).flatMap(([codes, what, hint]) => codes.map((code) => [code, {what, hint}] as const)),
)

const isTlsCode = (code: string): boolean =>
  /^(ERR_SSL_|ERR_TLS_|ERR_OSSL_|CERT_|UNABLE_TO_|EPROTO$|CRL_|INVALID_CA$|INVALID_PURPOSE$)/.test(code)

const unreachable = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'ENETDOWN', 'EHOSTDOWN'])
const broken = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE'])

/** The code of an error; of several addresses that were tried, of the last one, which node gives no better reason for. */
const codeOf = ({code, errors}: CodedError): string => code ?? errors?.at(-1)?.code ?? ''

/** What OpenSSL says, in its words: `tlsv13 alert certificate required`. Node has them in the code or in the message. */
const reasonOf = (error: CodedError): string => {
  const [, spelt] = /^ERR_(?:SSL|OSSL)_(.+)$/.exec(codeOf(error)) ?? []
  if (spelt !== undefined) return spelt.toLowerCase().replaceAll('_', ' ')
  const [, said] = /SSL routines:[^:]*:([^:]+)/.exec(error.message) ?? []
  return said ?? ''
}

/** Why a server says that it does not take a client certificate (RFC 8446 §6.2), by the end of OpenSSL's words. */
const refusals: readonly (readonly [ending: RegExp, why: string])[] = [
  [/alert certificate expired$/, 'it has expired'],
  [/alert certificate revoked$/, 'it was revoked'],
  [/alert unknown ca$/, 'nobody that it trusts has signed it'],
  [/alert access denied$/, 'it gives no access'],
  [/alert (?:bad certificate|unsupported certificate|certificate unknown)$/, 'it is not one that it takes'],
]

const explainTls = (error: CodedError, {name, port, progress, showsCertificate}: FailureContext): Explanation => {
  const reason = reasonOf(error)
  const refusal = refusals.find(([ending]) => ending.test(reason))
  // Older versions of TLS have no word for a certificate that is missing: some servers then call it a bad one.
  if (/alert certificate required$/.test(reason) || (!showsCertificate && /alert bad certificate$/.test(reason))) {
    return {
      failure: 'tls',
      message: `${name} wants a client certificate, and was shown none.`,
      hint: 'Show yours: --client-cert FILE, with --client-key FILE where its key is in another file.',
      isUnread: true,
    }
  }
  if (refusal && showsCertificate) {
    const [, why] = refusal
    const message = `${name} does not accept the client certificate: ${why}.`
    return {failure: 'tls', message, hint: 'Check what --client-cert names.', isUnread: true}
  }
  if (progress !== 'connecting') {
    return {failure: 'other', message: `The TLS connection to ${name} broke: ${reason || codeOf(error)}.`}
  }
  const failed = `No TLS connection to ${name}:${port}`
  if (/wrong version number|packet length too long|http request/.test(reason)) {
    const hint = 'Check the endpoint; one without TLS begins with http://.'
    return {failure: 'tls', message: `${failed}: it does not speak TLS.`, hint}
  }
  if (/alert protocol version|unsupported protocol|unsupported version/.test(reason)) {
    return {failure: 'tls', message: `${failed}: it speaks no version of TLS that is safe.`}
  }
  if (/alert handshake failure$/.test(reason)) {
    const hint = showsCertificate ? undefined : 'It may want a client certificate: --client-cert FILE.'
    return {failure: 'tls', message: `${failed}: it found nothing in common with hwc.`, hint}
  }
  const why = reason || (codeOf(error) === 'EPROTO' ? 'it does not speak TLS as we do' : codeOf(error))
  return {failure: 'tls', message: `${failed}: ${why}.`}
}

const explainBreak = ({name, progress}: FailureContext): Explanation => ({
  failure: 'reset',
  message:
    progress === 'answered'
      ? `The connection to ${name} broke before the whole answer had come.`
      : progress === 'sent'
        ? `${name} closed the connection without an answer.`
        : `${name} closed the connection while it was being set up.`,
})

const explain = (error: CodedError, context: FailureContext): Explanation => {
  const {name, port, proxy, progress} = context
  const code = codeOf(error)
  // Until a tunnel stands it is the proxy that we talk to; a TLS error can only come from behind it.
  const peer = proxy !== undefined && progress === 'connecting' ? `the proxy ${proxy}` : undefined
  const target = peer ?? `${name}:${port}`
  const certificate = certificateProblems.get(code)
  if (certificate) {
    return {
      failure: 'tls',
      message: `The certificate of ${name} is not accepted: ${certificate.what}.`,
      hint: certificate.hint,
    }
  }
  if (isTlsCode(code)) return explainTls(error, context)
  if (code === 'ENOTFOUND') {
    return {
      failure: 'dns-unknown',
      message: `Could not resolve ${peer ?? `host ${name}`}.`,
      hint: peer ? 'Check the proxy setting.' : 'Check the region and the endpoint, and the network of this machine.',
    }
  }
  if (code === 'EAI_AGAIN') {
    return {
      failure: 'dns-temporary',
      message: `Could not resolve ${peer ?? `host ${name}`}: no name server answered.`,
      hint: 'Check the network of this machine.',
    }
  }
  if (code === 'ECONNREFUSED') return {failure: 'refused', message: `Connection to ${target} refused.`}
  if (code === 'ETIMEDOUT') {
    return progress === 'connecting'
      ? {failure: 'connect-timeout', message: `No connection to ${target}: it did not answer.`}
      : {failure: 'read-timeout', message: `No answer from ${name}: the connection timed out.`}
  }
  if (unreachable.has(code))
    return {failure: 'other', message: `${target} cannot be reached from this machine (${code}).`}
  if (broken.has(code)) return explainBreak(peer === undefined ? context : {...context, name: peer})
  if (code.startsWith('HPE_')) return {failure: 'other', message: `${name}:${port} did not answer with HTTP.`}
  return {failure: 'other', message: `The call to ${target} failed: ${error.message}.`}
}

/** Says for people why no answer came, and whether the server may have seen the request. */
export const toNetworkError = (error: unknown, context: FailureContext): NetworkError => {
  const cause = error instanceof Error ? error : new Error(String(error))
  const {failure, message, hint, isUnread = false} = explain(cause, context)
  return new NetworkError(message, {failure, hint, cause, maybeSent: context.progress !== 'connecting' && !isUnread})
}
