import {type LogMask} from '../core/http/log-requests.js'
import {maskHeader} from '../core/output/mask-headers.js'
import {maskTarget} from '../core/output/mask-text.js'
import {maskTexts} from '../core/output/mask-texts.js'
import {mask, maskByName} from '../core/output/mask-value.js'
import {formatJson} from '../core/values/format-json.js'
import {readJson} from '../core/values/read-json.js'

/** What is no JSON may be a token as it is: the metadata service answers so. */
const maskBody = (text: string): string => {
  const value = readJson(text)
  return value === undefined ? mask : formatJson(maskTexts(maskByName(value)))
}

/** Hides in a log what is secret where credentials are asked for: more than elsewhere, since that is what it is about. */
export const identityMask: LogMask = {target: maskTarget, header: maskHeader, body: maskBody}
