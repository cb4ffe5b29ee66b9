import {type FoundOperation} from '../core/catalog/find-operation.js'
import {type ParseOptions} from '../core/client/parse-answer.js'
import {maskText} from '../core/output/mask-text.js'
import {type Runtime} from './runtime.js'

/** How an operation's answer is read, by what the catalogue says of it. */
export const answerOptions = ({operation, file}: FoundOperation, {now}: Pick<Runtime, 'now'>): ParseOptions => ({
  now: now(),
  maskText,
  method: operation.method,
  fields: {operation, schema: (name) => file.schema(name)},
  errorFormat: file.head.errorFormat,
})
