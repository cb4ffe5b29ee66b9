import {type Operation} from '../../core/catalog/types.js'
import {type Fault, UsageError} from '../../core/errors/usage-error.js'
import {targetFault} from '../../core/values/target-fault.js'

/** A name and its value as they were typed. */
export type NamedText = readonly [name: string, text: string]

/** What the words of `hwc request` say, read and checked. */
export interface RequestWords {
  readonly method: Operation['method']
  /** Without its query; `{project_id}` and `{domain_id}` are filled from the account. */
  readonly path: string
  /** Of the path and of `--param`, in the order typed. */
  readonly query: readonly NamedText[]
  readonly headers: readonly NamedText[]
}

const methods: readonly Operation['method'][] = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']

const headerName = /^[!#$%&'*+\-.^_`|~\da-z]+$/i
const placeholder = /\{(project_id|domain_id)\}/g

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new UsageError([{message: 'PATH: its query holds a % that begins no escape', flag: 'PATH'}])
  }
}

const queryOf = (query: string): readonly NamedText[] =>
  query === ''
    ? []
    : query.split('&').map((pair) => {
        const at = pair.indexOf('=')
        return at === -1 ? [decode(pair), ''] : [decode(pair.slice(0, at)), decode(pair.slice(at + 1))]
      })

const pathFault = (path: string, query: string): string | undefined => {
  const plain = path.replaceAll(placeholder, 'x')
  if (/^https?:/i.test(plain)) return 'PATH is a whole URL: give its scheme and host by --endpoint'
  const fault = targetFault(query === '' ? plain : `${plain}?${query}`)
  if (fault !== undefined) return `PATH ${fault}`
  if (/[{}]/.test(plain)) return 'PATH: only {project_id} and {domain_id} are filled in'
  const url = new URL(`https://host${plain}`)
  return url.pathname === plain ? undefined : 'PATH holds characters that must be percent-encoded'
}

/** Values are not shown: they may be secret. */
const splitAt = (
  words: readonly string[],
  {flag, sign, expected}: {readonly flag: string; readonly sign: string; readonly expected: string},
  faults: Fault[],
): readonly NamedText[] =>
  words.flatMap((word) => {
    const at = word.indexOf(sign)
    if (at > 0) return [[word.slice(0, at), word.slice(at + 1)] as const]
    faults.push({message: `${flag}: expected ${expected}`, flag, expected})
    return []
  })

/** Reads the words of `hwc request`. @throws {UsageError} with everything that is wrong with them. */
export const readRequestWords = ({
  method,
  path,
  params,
  headers,
}: {
  readonly method: string
  readonly path: string
  readonly params: readonly string[]
  readonly headers: readonly string[]
}): RequestWords => {
  const faults: Fault[] = []
  const meant = methods.find((known) => known === method.toUpperCase())
  if (!meant) faults.push({message: `METHOD: expected ${methods.join(', ')}`, flag: 'METHOD'})
  const at = path.indexOf('?')
  const [bare, query] = at === -1 ? [path, ''] : [path.slice(0, at), path.slice(at + 1)]
  const fault = pathFault(bare, query)
  if (fault !== undefined) faults.push({message: fault, flag: 'PATH'})
  const typed = splitAt(params, {flag: '--param', sign: '=', expected: 'NAME=VALUE'}, faults)
  const split = splitAt(headers, {flag: '--header', sign: ':', expected: 'NAME: VALUE'}, faults)
  for (const [name] of split)
    if (!headerName.test(name)) faults.push({message: '--header: this is no name of a header', flag: '--header'})
  if (faults.length > 0 || !meant) throw new UsageError(faults)
  return {
    method: meant,
    path: bare,
    query: [...queryOf(query), ...typed],
    headers: split.map(([name, text]) => [name, text.trim()]),
  }
}
