/** The throw-away key pair of one sandbox. */
export interface SandboxKeys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}
