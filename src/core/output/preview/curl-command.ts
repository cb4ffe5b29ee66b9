import {type FormField, type HttpRequest} from '../../http/types.js'
import {isStream, toText} from './body-description.js'
import {shellQuote} from './shell-quote.js'

/** A value of `--form` in quotes of curl's own, in which it escapes `"` and the backslash alone. */
const formQuote = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`

const formWords = ({name, text, file, fileName, contentType}: FormField): readonly string[] => {
  if (!file) return ['--form-string', `${name}=${text ?? ''}`]
  const type = contentType === undefined ? '' : `;type=${contentType}`
  return ['--form', `${name}=@${formQuote(file.path)};filename=${formQuote(fileName ?? '')}${type}`]
}

interface CurlBody {
  /** Flags and their values, a flag a line. */
  readonly flags: readonly (readonly string[])[]
  /** A command whose output is the body. */
  readonly before?: string
}

const curlBody = ({body}: HttpRequest): CurlBody => {
  if (body === undefined) return {flags: []}
  if (isStream(body)) {
    if (body.fields) return {flags: body.fields.map(formWords)}
    const [file] = body.parts ?? []
    return {flags: file && 'path' in file ? [['--data-binary', `@${file.path}`]] : []}
  }
  const text = toText(body)
  if (text !== undefined) return {flags: [['--data-raw', text]]}
  const base64 = Buffer.from(body).toString('base64')
  return {flags: [['--data-binary', '@-']], before: `printf %s ${shellQuote(base64)} | base64 --decode | `}
}

/** A curl command that sends this request; the boundary of a form is curl's own. */
export const curlCommand = (request: HttpRequest, url: string): string => {
  const {flags, before = ''} = curlBody(request)
  const isForm = isStream(request.body) && request.body.fields !== undefined
  const headers = Object.entries(request.headers).filter(([name]) => !isForm || name !== 'Content-Type')
  const lines: (readonly string[])[] = [
    [...(request.method === 'HEAD' ? ['--head'] : ['--request', request.method]), url],
    // Braces and brackets of a URL would be patterns.
    ...(/[{}[\]]/.test(url) ? [['--globoff']] : []),
    ...headers.map(([name, text]) => ['--header', `${name}: ${text}`]),
    ...flags,
  ]
  return `${before}curl ${lines.map((words) => words.map(shellQuote).join(' ')).join(' \\\n  ')}\n`
}
