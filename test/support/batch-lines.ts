/** One line of a batch's output, as far as tests look at it. */
export interface OutputLine {
  readonly id: unknown
  readonly line: number
  readonly hash: string
  readonly ok: boolean
  readonly status: number | null
  readonly requestId: string | null
  readonly response?: unknown
  readonly error?: {readonly kind: string; readonly message: string; readonly operation: string | null}
}

/** The lines of an output; one that is cut off fails. */
export const outputLines = (text: string): readonly OutputLine[] => {
  if (text !== '' && !text.endsWith('\n')) throw new Error('The last line is cut off')
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as OutputLine)
}

/** An input of a batch. */
export const inputLines = (lines: readonly object[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('')

/** Keys and ids of nobody, for calls to a server of the test. */
export const batchEnvironment = {
  HUAWEICLOUD_SDK_AK: 'BATCHACCESSKEY',
  HUAWEICLOUD_SDK_SK: 'batch-secret-key',
  HUAWEICLOUD_SDK_PROJECT_ID: '0123456789abcdef0123456789abcdef',
  HWC_REGION: 'cn-north-4',
} as const
