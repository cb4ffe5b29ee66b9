import {type Sandbox, type SandboxOptions, startSandbox} from './start-sandbox.js'

export interface ServeSandboxOptions extends Omit<SandboxOptions, 'keys' | 'only'> {
  /** Random bytes for the throw-away keys. */
  readonly randomBytes: (count: number) => Uint8Array
}

/** A sandbox for other programs, and the lines that tell how to point them at it. */
export interface ServedSandbox {
  readonly sandbox: Sandbox
  /** Assignments for a shell; lines that are none start with `#`. */
  readonly lines: readonly string[]
}

const randomText = (bytes: Uint8Array, letters: string): string =>
  Array.from(bytes, (byte) => letters[byte % letters.length] ?? '').join('')

const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const mixed = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Starts the sandbox as a server with new keys. @throws {UsageError} where the port cannot be used. */
export const serveSandbox = async ({randomBytes, ...options}: ServeSandboxOptions): Promise<ServedSandbox> => {
  const keys = {
    accessKeyId: randomText(randomBytes(20), capitals),
    secretAccessKey: randomText(randomBytes(40), mixed),
  }
  const sandbox = await startSandbox({...options, keys})
  return {sandbox, lines: sandboxLines(sandbox)}
}

/** How to point hwc and any official SDK at a sandbox, as text that a POSIX shell can read. */
const sandboxLines = ({endpoint, keys, projectId, domainId, region, port}: Sandbox): readonly string[] => [
  `# A sandbox listens on ${endpoint}. Its keys are good for it alone and end with it.`,
  `export HUAWEICLOUD_SDK_AK=${keys.accessKeyId}`,
  `export HUAWEICLOUD_SDK_SK=${keys.secretAccessKey}`,
  `export HUAWEICLOUD_SDK_PROJECT_ID=${projectId}`,
  `export HUAWEICLOUD_SDK_DOMAIN_ID=${domainId}`,
  `export HUAWEICLOUD_SDK_IAM_ENDPOINT=${endpoint}`,
  `export HUAWEICLOUD_SDK_STS_ENDPOINT=${endpoint}`,
  `# hwc, every service:`,
  `export HWC_ENDPOINT=${endpoint}`,
  `export HWC_REGION=${region}`,
  `# An SDK: give its client the endpoint ${endpoint}, or http://SERVICE.localhost:${port} where two services share a path.`,
]
