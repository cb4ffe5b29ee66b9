// Outside of ASCII a regular expression takes V8 ten times as long to compile: that is for the few names that need it.
const ascii = /^[\0-\x7f]*$/
const noWordAscii = /[^a-z\d.]+/g

/** An attribute's name as a flag: `enterprise_project_id` → `enterprise-project-id`, `_from` → `from`, `X-Language` → `x-language`. */
export const flagName = (attribute: string): string => {
  const words = attribute.replaceAll(/([a-z\d])([A-Z])/g, '$1-$2').toLowerCase()
  const name = words.replaceAll(ascii.test(words) ? noWordAscii : /[^\p{L}\p{N}.]+/gu, '-').replaceAll(/^-|-$/g, '')
  return name === '' ? attribute : name
}
