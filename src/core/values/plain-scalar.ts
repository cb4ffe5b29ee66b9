import {NumberText, type Value} from './value.js'

/** A scalar that YAML wrote without quotes: what it is, is for the type of its place to say (design §1). Never empty. */
export class PlainScalar {
  constructor(readonly text: string) {}
}

/** A value as it was written in JSON or YAML: plain scalars of YAML have no type yet. */
export type Written =
  Exclude<Value, readonly Value[] | ReadonlyMap<string, Value>> | PlainScalar | WrittenList | WrittenMap

export type WrittenList = readonly Written[]

export type WrittenMap = ReadonlyMap<string, Written>

export const isWrittenMap = (written: Written): written is WrittenMap => written instanceof Map

export const isWrittenList = (written: Written): written is WrittenList => Array.isArray(written)

const decimalPattern = /^([-+]?)(?:0*(\d+)(?:\.(\d*))?|\.(\d+))([eE][-+]?\d+)?$/

/**
 * A decimal number as JSON may write it, every digit kept: `+010` becomes `10`, `.5` becomes `0.5`, `1.10` stays.
 * undefined for what is no decimal number.
 */
export const decimalNumber = (text: string): NumberText | undefined => {
  const match = decimalPattern.exec(text)
  if (!match) return undefined
  const [, sign = '', whole = '0', fraction, bare, exponent = ''] = match
  const digits = fraction ?? bare ?? ''
  return new NumberText(`${sign === '-' ? '-' : ''}${whole}${digits === '' ? '' : `.${digits}`}${exponent}`)
}

const basePattern = /^0(?:x[\da-fA-F]+|o[0-7]+)$/

/** What YAML's core schema (YAML 1.2, §10.3.2) makes of a plain scalar; `.inf` and `.nan`, which no JSON can say, stay text. */
export const resolvePlain = ({text}: PlainScalar): Value => {
  if (/^(?:~|null|Null|NULL)$/.test(text)) return null
  if (/^(?:true|True|TRUE)$/.test(text)) return true
  if (/^(?:false|False|FALSE)$/.test(text)) return false
  if (basePattern.test(text)) return new NumberText(BigInt(text).toString())
  return decimalNumber(text) ?? text
}

/** The value of something written where the catalogue knows no type. */
export const resolveWritten = (written: Written): Value => {
  if (written instanceof PlainScalar) return resolvePlain(written)
  if (isWrittenList(written)) return written.map(resolveWritten)
  if (isWrittenMap(written)) return new Map(Array.from(written, ([key, entry]) => [key, resolveWritten(entry)]))
  return written
}
