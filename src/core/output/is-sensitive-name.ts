import {plainNames, sensitiveNames} from './sensitive-names.js'

const toPattern = (globs: readonly string[]): RegExp =>
  new RegExp(`^(?:${globs.map((glob) => glob.replaceAll('*', '.*')).join('|')})$`)

const sensitivePattern = toPattern(sensitiveNames)
const plainPattern = toPattern(plainNames)

/** `adminPass` → `admin_pass`, `X-Auth-Token` → `x_auth_token`. */
const toWords = (name: string): string =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z\d]+/g, '_')
    .toLowerCase()

/** Whether a field, header or query parameter with this name is likely to hold a secret, whatever its spelling. */
export const isSensitiveName = (name: string): boolean => {
  const words = toWords(name)
  return sensitivePattern.test(words) && !plainPattern.test(words)
}
