const date = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?|(\d{2})(\d{2})|-?W\d{2}(?:-?[1-7])?|-?\d{3})$/
const time = /^\d{2}(?::?\d{2}(?::?\d{2}(?:[.,]\d+)?)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?$/

const isDate = (text: string): boolean => {
  const match = date.exec(text)
  if (!match) return false
  const month = Number(match[2] ?? match[4] ?? 1)
  const day = Number(match[3] ?? match[5] ?? 1)
  return month >= 1 && month <= 12 && day >= 1 && day <= 31
}

const isTime = (text: string): boolean => {
  if (!time.test(text)) return false
  const [hour = 0, minute = 0, second = 0] = Array.from(text.replace(/[Z+.,-].*$/, '').matchAll(/\d{2}/g), Number)
  return hour <= 24 && minute <= 59 && second <= 60
}

/** The text is a date or a date and time of ISO 8601, in its extended or basic form. */
export const isIsoDate = (text: string): boolean => {
  const [day = '', ...rest] = text.split('T')
  if (rest.length === 0) return isDate(day)
  return rest.length === 1 && isDate(day) && isTime(rest[0] ?? '')
}
