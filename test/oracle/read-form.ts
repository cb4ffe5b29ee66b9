import {type RecordedRequest} from '../support/local-server.js'

/** A part of a form as it came over the wire. */
export interface FormPart {
  readonly name: string | undefined
  readonly fileName: string | undefined
  readonly contentType: string | undefined
  /** Header lines that are none of these. */
  readonly others: readonly string[]
  /** Each byte as a character. */
  readonly content: string
}

const readPart = (text: string): FormPart => {
  const end = text.indexOf('\r\n\r\n')
  const lines = text.slice(0, end).split('\r\n')
  const disposition = /^Content-Disposition: form-data; name="([^"]*)"(?:; filename="([^"]*)")?$/
  const [, name, fileName] = lines.map((line) => disposition.exec(line)).find((match) => match !== null) ?? []
  const type = /^Content-Type: (.*)$/
  const contentType = lines.map((line) => type.exec(line)?.[1]).find((match) => match !== undefined)
  const others = lines.filter((line) => !disposition.test(line) && !type.test(line))
  return {name, fileName, contentType, others, content: text.slice(end + 4)}
}

/** The parts of a multipart body; undefined where it is none, or is not laid out as one. */
export const readForm = ({headers, body}: RecordedRequest): readonly FormPart[] | undefined => {
  const boundary = /^multipart\/form-data; boundary=(\S+)$/.exec(headers['content-type'] ?? '')?.[1]
  if (boundary === undefined) return undefined
  const pieces = `\r\n${body.toString('latin1')}`.split(`\r\n--${boundary}`)
  const [before, ...parts] = pieces
  const after = parts.pop()
  if (before !== '' || after !== '--\r\n' || !parts.every((part) => part.startsWith('\r\n'))) return undefined
  return parts.map((part) => readPart(part.slice(2)))
}
