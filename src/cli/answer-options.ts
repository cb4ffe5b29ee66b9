import {type FoundOperation} from '../core/catalog/find-operation.js'
import {type ParseOptions} from '../core/client/parse-answer.js'
import {hideSent} from '../core/output/hide-sent.js'
import {maskText} from '../core/output/mask-text.js'
import {type RequestArguments} from '../core/request/types.js'
import {hideSecrets} from './call-mask.js'
import {type Runtime} from './runtime.js'

/** How the answer to a call of an operation is read, by what the catalogue says of it. */
export const answerOptions = (
  found: FoundOperation,
  given: RequestArguments,
  {now}: Pick<Runtime, 'now'>,
): ParseOptions => ({
  now: now(),
  maskText,
  hideSecrets: (text, sent) => {
    const hidden = hideSecrets(found, given)(text)
    return sent === undefined ? hidden : hideSent(sent)(hidden)
  },
  method: found.operation.method,
  fields: {operation: found.operation, schema: (name) => found.file.schema(name)},
  errorFormat: found.file.head.errorFormat,
})
