import {type LogMask} from '../core/http/log-requests.js'
import {maskHeader} from '../core/output/mask-headers.js'
import {maskTarget, maskText} from '../core/output/mask-text.js'
import {maskByName} from '../core/output/mask-value.js'
import {formatJson} from '../core/values/format-json.js'
import {JsonSyntaxError, parseJson} from '../core/values/parse-json.js'

const maskBody = (text: string): string => {
  try {
    return formatJson(maskByName(parseJson(text)))
  } catch (error) {
    if (error instanceof JsonSyntaxError) return maskText(text)
    throw error
  }
}

/** Hides in a log what its name says is secret: for requests that are no operation of the catalogue. */
export const plainMask: LogMask = {target: maskTarget, header: maskHeader, body: maskBody}
