/** An attribute's name as a flag: `enterprise_project_id` → `enterprise-project-id`, `_from` → `from`, `X-Language` → `x-language`. */
export const flagName = (attribute: string): string => {
  const name = attribute
    .replaceAll(/([a-z\d])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}.]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
  return name === '' ? attribute : name
}
