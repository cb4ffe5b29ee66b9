import {type Readable} from 'node:stream'

/** Header names are spelt as they go out; the order of the keys is the order on the wire. */
export type Headers = Readonly<Record<string, string>>

/** A file as it was when the request was built. */
export interface FilePart {
  readonly path: string
  /** In bytes. */
  readonly size: number
}

/** One field of a form: a text, or a file with the name that the server is told. */
export interface FormField {
  readonly name: string
  readonly text?: string
  readonly file?: FilePart
  readonly fileName?: string
  /** Of a file, where one was given. */
  readonly contentType?: string | undefined
}

/** A body that is read while it is sent; it can be opened again for another try. */
export interface StreamBody {
  /** In bytes. */
  readonly length: number
  open(): Readable
  /** What it is made of, for previews. */
  readonly parts?: readonly (Uint8Array | FilePart)[]
  /** The fields of a multipart form, in the order of the wire, for previews. */
  readonly fields?: readonly FormField[]
}

export type RequestBody = Uint8Array | StreamBody

/** A request as it goes out, byte for byte. The URL is `scheme://host` + `target`: concatenated, never resolved. */
export interface HttpRequest {
  readonly method: string
  readonly scheme: 'http' | 'https'
  /** Host with its port where the endpoint has one: `vpc.cn-north-4.myhuaweicloud.com`, `127.0.0.1:8080`. */
  readonly host: string
  /** Path and query, encoded: `/v1/p/vpcs?limit=1`. */
  readonly target: string
  readonly headers: Headers
  readonly body?: RequestBody | undefined
}

export interface HttpResponse {
  readonly status: number
  /** Names in lower case; repeated headers joined with `, `. */
  readonly headers: Headers
  /** Already decompressed. */
  readonly body: Readable
  /** The whole body, where a middleware has read it already; `body` can be read nevertheless. */
  readonly bytes?: Uint8Array | undefined
  /** Of an error: the request as it went out. Services quote it, and its secrets must not be shown. */
  readonly sent?: HttpRequest | undefined
  /** What is to be said of how this answer came: sentences for people, such as why a try was not repeated. */
  readonly notes?: readonly string[] | undefined
}

/**
 * How far a request came: everything is loaded and it starts; its host's name is looked up; it is connected, through the
 * proxy where there is one; TLS stands; or a connection that was kept took it; the answer has begun.
 */
export type Step = 'started' | 'looked-up' | 'connected' | 'secured' | 'kept' | 'answered'

export interface SendOptions {
  /** Aborts the try when the process is interrupted or its total time is up. */
  readonly signal?: AbortSignal | undefined
  /**
   * The request holds an idempotency token, so that a POST or PATCH is safe to repeat: what repeats it as the same call,
   * for people (`--x-client-token=…`).
   */
  readonly repeatWith?: string | undefined
  /** Another endpoint stands ready: failures that lead there are not tried again here. */
  readonly hasAlternative?: boolean | undefined
  /** The answer is wanted whole: a transport may read it at once. */
  readonly isWhole?: boolean | undefined
  /** Is told how far the try came: for logs. */
  readonly onStep?: ((step: Step) => void) | undefined
}

/** Sends one request and answers with whatever status came back. @throws {NetworkError} where no answer came. */
export type Transport = (request: HttpRequest, options?: SendOptions) => Promise<HttpResponse>

export type Middleware = (next: Transport) => Transport

export const isStreamBody = (body: RequestBody | undefined): body is StreamBody =>
  body !== undefined && !(body instanceof Uint8Array)
