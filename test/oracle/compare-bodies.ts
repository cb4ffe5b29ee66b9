import {type RecordedRequest} from '../support/local-server.js'
import {type CallFacts} from './call-facts.js'
import {type Findings} from './findings.js'
import {type FormPart, readForm} from './read-form.js'

/** Python's layout of JSON from its own data: a space after each comma and colon. */
const withSpaces = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(withSpaces).join(', ')}]`
  const fields = Object.entries(value).map(([name, inner]) => `${JSON.stringify(name)}: ${withSpaces(inner)}`)
  return `{${fields.join(', ')}}`
}

const spaced = (text: string): string | undefined => {
  try {
    return withSpaces(JSON.parse(text))
  } catch {
    return undefined
  }
}

const compareForms = (parts: readonly FormPart[], others: readonly FormPart[], findings: Findings): void => {
  const bare = (part: FormPart): object => ({...part, contentType: undefined})
  findings.same('form', parts.map(bare), others.map(bare))
  for (const [index, {contentType}] of parts.entries()) {
    const other = others[index]
    if (contentType === other?.contentType) continue
    if (contentType === undefined && other?.fileName !== undefined)
      findings.know('the Content-Type of a file in a form')
    else findings.differ('Content-Type of a part', contentType, other?.contentType)
  }
}

/** The same fields of a form, else the same text but for the spaces in JSON, which must all be there in hwc's. */
export const compareBodies = (
  hwc: RecordedRequest,
  node: RecordedRequest,
  facts: CallFacts,
  findings: Findings,
): void => {
  if (hwc.body.equals(node.body)) return
  const [form, other] = [readForm(hwc), readForm(node)]
  if (form && other) {
    compareForms(form, other, findings)
    return
  }
  const [text, expected] = [hwc.body.toString('utf8'), node.body.toString('utf8')]
  if (text === '' && expected === '{}' && facts.bodyType === undefined && facts.release.startsWith('3.0.'))
    findings.know('an empty object as the body of an operation that has none')
  else if (facts.bodyType === 'string' && expected === JSON.stringify(text))
    findings.know('the quotes around a body that is a text')
  else if (text === spaced(expected)) findings.know('the spaces in JSON')
  else findings.differ('body', text, expected)
}
