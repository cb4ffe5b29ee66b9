export interface DownloadOptions {
  /** Told of all bytes written so far. */
  readonly onProgress?: ((bytes: number) => void) | undefined
  /** Ends the download; its reason is thrown. */
  readonly signal?: AbortSignal | undefined
}

/** A streamed answer that lies complete in a file. */
export interface Saved {
  readonly path: string
  readonly bytes: number
}
