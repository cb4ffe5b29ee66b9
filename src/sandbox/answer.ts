import {type Readable} from 'node:stream'
import {type Value} from '../core/values/value.js'
import {type Refusal} from './refusal.js'

/** What the sandbox answers, before it is written. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** JSON, bytes, or nothing. */
  readonly content?:
    {readonly json: Value} | {readonly bytes: Uint8Array} | {readonly stream: Readable; readonly length: number}
}

/** The gateway's error shape; the request id is in the body too, as with the real one. */
export const refusalAnswer = ({status, code, message}: Refusal, requestId: string): Answer => ({
  status,
  headers: {},
  content: {
    json: new Map([
      ['error_code', code],
      ['error_msg', message],
      ['request_id', requestId],
    ]),
  },
})
