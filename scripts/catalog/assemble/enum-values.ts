type EnumValue = string | number

const mostWords = 5

/** Whether a text is a value that a service takes, and no explanation: both SDKs have some of those among their values. */
export const isPlainValue = (text: string): boolean =>
  /^[\x21-\x7e]+( [\x21-\x7e]+)*$/.test(text) &&
  !text.includes('"') &&
  !text.includes(' : ') &&
  !text.includes(': ') &&
  text.split(' ').length <= mostWords

/**
 * The values of an enumeration, each once, without spaces around them. Undefined where one of them is an explanation:
 * the rest would be half of the truth, and prose has no place in the catalogue.
 */
export const plainEnum = (values: readonly EnumValue[]): readonly EnumValue[] | undefined => {
  const trimmed = [...new Set(values.map((value) => (typeof value === 'string' ? value.trim() : value)))]
  return trimmed.every((value) => typeof value === 'number' || isPlainValue(value)) ? trimmed : undefined
}
