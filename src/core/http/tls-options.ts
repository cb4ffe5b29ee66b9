/** What is read of the files that settings name for TLS, in PEM. */
export interface TlsMaterial {
  /** Trusted certificates, instead of the built-in ones. */
  readonly ca?: Buffer
  /** A client certificate. */
  readonly cert?: Buffer
  readonly key?: Buffer
}

export interface TlsSettings {
  /** Verify no certificate. */
  readonly insecure?: boolean | undefined
  /** Reads the files; none are named where it is missing. */
  readonly tls?: (() => Promise<TlsMaterial>) | undefined
}

/** Options of node's TLS connections. */
export interface TlsOptions extends TlsMaterial {
  readonly rejectUnauthorized: boolean
}

/** The options of TLS connections, with the files read. @throws whatever reading them throws. */
export const tlsOptions = async ({insecure = false, tls}: TlsSettings): Promise<TlsOptions> => ({
  rejectUnauthorized: !insecure,
  ...(await tls?.()),
})
