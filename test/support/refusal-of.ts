import {createHash} from 'node:crypto'
import {type Refusal} from '../../src/sandbox/refusal.js'
import {headersOf} from '../../src/sandbox/received-request.js'
import {verifySignature} from '../../src/sandbox/verify-signature.js'
import {type RecordedRequest} from './local-server.js'

/** The keys of those who ask. */
export const callerKeys = {accessKeyId: 'TESTACCESSKEY', secretAccessKey: 'test-secret-key'}

/** Whether a request is signed for just the target, host and headers with which it arrived, by code that is not hwc's. */
export const refusalOf = ({method, target, rawHeaders, body}: RecordedRequest): Refusal | undefined =>
  verifySignature(
    {
      method,
      target,
      headers: headersOf(rawHeaders),
      bodyLength: body.length,
      bodyHash: createHash('sha256').update(body).digest('hex'),
    },
    callerKeys,
    new Date(),
  )
