import {acronyms, list, plainWords, properNames} from './spellings.js'

const known: ReadonlyMap<string, string> = new Map([
  ...acronyms.map((word) => [word, word.toUpperCase()] as const),
  ...properNames,
  ...plainWords,
])

/** A word of an operation's name as English text writes it: `Vpcs` → `VPCs`, `Publicip` → `public IP`, `Rule` → `rule`. */
export const spell = (word: string): string => {
  const lower = word.toLowerCase()
  const whole = known.get(lower)
  if (whole !== undefined) return whole
  if (/^[a-uw-z]\d+$/.test(lower)) return lower.toUpperCase()
  const singular = lower.endsWith('s') ? known.get(lower.slice(0, -1)) : undefined
  // Only an acronym's plural is a plural of what it stands for: `dns` is no plural, `ips` is.
  return singular !== undefined && singular === singular.toUpperCase() ? singular + 's' : lower
}

/** Words after which a name says which ones are meant, not what. */
export const prepositions: ReadonlySet<string> = new Set(
  list('by for of in with to from on under using via without about into before after'),
)

/** First words of operations that are no verb but the OpenStack project whose interface it is. */
export const openStackProjects: ReadonlySet<string> = new Set(['neutron', 'nova', 'keystone', 'cinder', 'glance'])

/** Verbs that stand behind `Batch` or `Or` in a name. */
export const verbs: ReadonlySet<string> = new Set(
  list(`
  accept add apply associate attach authorize bind cancel change check clear clone close collect commit compare confirm
  copy count create debug decrypt delete deploy describe detach detect disable disassociate download enable encrypt
  estimate execute expand export forbid freeze generate get grant handle import install invite invoke list lock login
  migrate modify move mute notify operate pause pay publish push put reboot recognize register reinstall reject release
  remove rename renew replace reset resize restart restore resume retry revoke rollback rotate run save scan search send
  set show shrink start stop subscribe switch sync tag transfer unbind unblock unfreeze uninstall unlock unpublish
  unregister unsubscribe untag update upgrade upload validate verify write
`),
)

const uncountable: ReadonlySet<string> = new Set(
  list(`
  information metadata data equipment progress list overview usage content traffic topology access software hardware
  firmware all now new by storage history feedback order-by kubeconfig criteria read-only available bound unbound tree
`),
)

/** The plural of a noun, itself if it is one or has none. */
export const plural = (noun: string): string => {
  const last = noun.split(/[ -]/).at(-1) ?? noun
  if (uncountable.has(last) || /s$|ed$|\d$/i.test(last)) return noun
  if (/[^aeiou]y$/.test(last)) return noun.slice(0, -1) + 'ies'
  return /(?:x|ch|sh)$/.test(last) ? noun + 'es' : noun + 's'
}

/** The singular of a noun, itself if it is one or has none. Proper names have none; acronyms do. */
export const singular = (noun: string): string => {
  const last = noun.split(/[ -]/).at(-1) ?? noun
  if (/^[A-Z]/.test(last)) return /^[A-Z]{2,}s$/.test(last) ? noun.slice(0, -1) : noun
  if (last.length < 4 || /(?:ss|us|is|statistics|series|news|details)$/.test(last)) return noun
  if (/ies$/.test(last)) return noun.slice(0, -3) + 'y'
  if (/(?:sses|xes|ches|shes|tatuses)$/.test(last)) return noun.slice(0, -2)
  return /[a-z]s$/.test(last) ? noun.slice(0, -1) : noun
}

/** Words that name no resource when they stand alone. */
export const vagueWords: ReadonlySet<string> = new Set(
  list(
    'all to up if auto global common sub my his manual other multi handle pause attached free cloud source basic available customized',
  ),
)
