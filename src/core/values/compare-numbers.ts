const numberPattern = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/

interface Decimal {
  readonly sign: -1 | 0 | 1
  /** Without zeros at either end. */
  readonly digits: string
  /** The number is 0.`digits` × 10^`magnitude`. */
  readonly magnitude: number
}

const toDecimal = (text: string): Decimal | undefined => {
  const [whole, sign, before = '', after = '', exponent = '0'] = numberPattern.exec(text) ?? []
  if (whole === undefined || before + after === '') return undefined
  const digits = (before + after).replace(/^0+/, '')
  const magnitude = digits.length - after.length + Number(exponent)
  if (digits === '') return {sign: 0, digits: '', magnitude: 0}
  return {sign: sign === '-' ? -1 : 1, digits: digits.replace(/0+$/, ''), magnitude}
}

/**
 * Compares two number texts by their exact value, however many digits they have: negative, zero or positive, as a sort
 * wants it. What is no decimal (`NaN`, `Infinity`) is compared as JavaScript's numbers are, equal where they cannot be.
 */
export const compareNumbers = (one: string, other: string): number => {
  const a = toDecimal(one)
  const b = toDecimal(other)
  if (!a || !b) return Number(one) - Number(other) || 0
  if (a.sign !== b.sign) return a.sign - b.sign
  if (a.magnitude !== b.magnitude) return (a.magnitude - b.magnitude) * a.sign
  if (a.digits === b.digits) return 0
  return (a.digits < b.digits ? -1 : 1) * a.sign
}
