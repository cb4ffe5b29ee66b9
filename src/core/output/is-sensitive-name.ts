/** How the names of secrets end; the same rule as catalog/overlay/sensitive.yaml, for what the catalogue does not know. */
const secretName = new RegExp(
  '(?:^|_)(?:' +
    [
      'pass(?:word|wd|phrase)?',
      'pwd',
      '[a-z]*(?:password|passwd|pwd)',
      'secrets?',
      'secret_(?:key|value|string|binary|blob|access_key)',
      'sk',
      '[a-z]*token',
      '(?:private|signing|auth|authentication|encryption|ssl_cert|cert|shared)_key',
      'private_keys?(?:_(?:plain|cipher)_?text)?',
      'kube_?config',
      'user_?data',
      'cookie',
      'credentials?',
      '(?:access|secret)_?key(?:_secret)?',
    ].join('|') +
    ')$',
)

/** Marks of pages and retries, and facts about secrets. */
const plainName =
  /^(?:x_)?(?:next|page|previous|prev|continuation|client|request)_(?:page_)?token$|^(?:is|has|need|no|enable|max|min|total|input|output)_|(?:^|_)token_(?:id|type)$/

const toWords = (name: string): string =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z\d]+/g, '_')
    .toLowerCase()

/** Whether a field, header or query parameter with this name is likely to hold a secret, whatever its spelling. */
export const isSensitiveName = (name: string): boolean => {
  const words = toWords(name)
  return secretName.test(words) && !plainName.test(words)
}
