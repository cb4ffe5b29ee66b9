import {editDistance, nearest} from '../errors/nearest.js'
import {parseEndpoint, parseEndpoints} from './parse-endpoint.js'

/** A setting's value, or what is wrong with its text. `problem` reads on after the source: `HWC_RETRIES: …`. */
export type Parsed<T> =
  {readonly value: T} | {readonly problem: string; readonly expected?: string; readonly suggestion?: string | undefined}

export type Parser<T> = (text: string) => Parsed<T>

const expect = (expected: string): Parsed<never> => ({problem: `expected ${expected}`, expected})

const enumerate = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`

/** The word that was most likely meant: the nearest, else the only one that begins so; none where nothing is near. */
const meant = (text: string, words: readonly string[]): string | undefined => {
  const [near] = nearest(text, words)
  if (near !== undefined || text === '') return near
  const longer = words.filter((word) => word.toLowerCase().startsWith(text.toLowerCase()))
  return longer.length === 1 ? longer[0] : undefined
}

/** Any text but the empty one. */
export const parseText =
  (expected: string): Parser<string> =>
  (text) =>
    text === '' ? expect(expected) : {value: text}

/** One of the words; a word of `later` is known but not built yet. */
export const parseChoice =
  <Word extends string>(words: readonly Word[], later: readonly string[] = []): Parser<Word> =>
  (text) => {
    const word = words.find((known) => known === text)
    if (word !== undefined) return {value: word}
    if (later.includes(text)) return {problem: `${text} is not built yet; today: ${enumerate(words)}`}
    const expected = enumerate(words)
    return {problem: `${JSON.stringify(text)} is not ${expected}`, expected, suggestion: meant(text, words)}
  }

const trueWords = ['1', 'true', 'yes', 'on']
const falseWords = ['0', 'false', 'no', 'off']

/** true, yes, on and 1, or their opposites, in any case. */
export const parseBoolean: Parser<boolean> = (text) => {
  const word = text.toLowerCase()
  if (trueWords.includes(word)) return {value: true}
  if (falseWords.includes(word)) return {value: false}
  return {problem: 'expected true or false', expected: 'true or false', suggestion: meantTruth(text)}
}

/**
 * What a value was meant to be where only `true` and `false` are taken: what says the same, begins the same, or is one slip
 * away. Two slips make a word of four letters another one.
 */
export const meantTruth = (text: string): 'true' | 'false' | undefined => {
  const word = text.toLowerCase()
  if (trueWords.includes(word)) return 'true'
  if (falseWords.includes(word)) return 'false'
  return (['true', 'false'] as const).find(
    (known) => word !== '' && (known.startsWith(word) || editDistance(word, known) <= 1),
  )
}

/** Any text says yes: the rule of NO_COLOR (no-color.org). */
export const parsePresence: Parser<boolean> = () => ({value: true})

/** `--preview` alone is text. */
export const parsePreview: Parser<'text' | 'curl' | false> = (text) => {
  if (text === 'curl') return {value: 'curl'}
  const wanted = parseBoolean(text)
  if (!('value' in wanted))
    return {problem: `${JSON.stringify(text)} is not curl`, expected: 'curl', suggestion: meant(text, ['curl'])}
  return {value: wanted.value && 'text'}
}

/** FORCE_COLOR: 0 and false say no, anything else says yes. */
export const parseForceColor: Parser<boolean> = (text) => ({value: !falseWords.includes(text.toLowerCase())})

/** Whole numbers from 0. */
export const parseCount: Parser<number> = (text) =>
  /^\d{1,9}$/.test(text) ? {value: Number(text)} : expect('a whole number from 0')

/** Whole numbers from 1. */
export const parseAtLeastOne: Parser<number> = (text) =>
  /^\d{1,9}$/.test(text) && Number(text) > 0 ? {value: Number(text)} : expect('a whole number from 1')

/** The longest delay of a timer of node. */
const maximumSeconds = 2_147_483

/** Seconds as a decimal above 0. */
export const parseSeconds: Parser<number> = (text) => {
  const seconds = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : 0
  return seconds > 0 && seconds <= maximumSeconds ? {value: seconds} : expect('a number of seconds above 0')
}

/** One region id; several or `all` are not built yet. */
export const parseRegion: Parser<string> = (text) => {
  if (text === '') return expect('a region id')
  if (text.includes(',') || text === 'all') return {problem: 'several regions at once are not built yet'}
  return {value: text}
}

const profileName = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/

/** What holds a slash is a path, on Windows a backslash too, which no name may hold. */
export const isProfilePath = (name: string): boolean => /[/\\]/.test(name)

/** One profile or a comma list: names of letters, digits, `.`, `_`, `-`, not starting with a dot, or paths (design §5). */
export const parseProfileNames: Parser<readonly string[]> = (text) => {
  const names = text.split(',')
  const wrong = names.some((name) => !isProfilePath(name) && !profileName.test(name))
  return wrong ? expect("a profile's name (letters, digits, '.', '_' and '-') or a path with a slash") : {value: names}
}

/** One profile; several are not built yet. */
export const parseProfile: Parser<string> = (text) => {
  const parsed = parseProfileNames(text)
  if (!('value' in parsed)) return parsed
  const [name, ...more] = parsed.value
  if (name === undefined || more.length > 0) return {problem: 'several profiles at once are not built yet'}
  return {value: name}
}

/** A proxy's URL; without a scheme it is `http://`. It may hold a password, so it is never shown. */
export const parseProxy: Parser<string> = (text) => {
  const url = text.includes('://') ? text : `http://${text}`
  const known = /^https?:\/\//i.test(url) && URL.canParse(url)
  return known && text !== '' ? {value: url} : expect('the URL of an http or https proxy')
}

/** A comma list of endpoints, each `https://host[:port]`. */
export const parseEndpointSetting: Parser<readonly string[]> = (text) => {
  const endpoints = parseEndpoints(text)
  return endpoints === undefined
    ? expect('a host, or http:// or https:// and a host, without a path')
    : {value: endpoints}
}

/** One endpoint of IAM or STS: scheme and host, as the SDK drops its path (spec §3.3). */
export const parseHost: Parser<string> = (text) => {
  const endpoint = parseEndpoint(text, {dropPath: true})
  return endpoint === undefined ? expect('a host, or http:// or https:// and a host') : {value: endpoint}
}

/** A W3C traceparent (version 00). */
export const parseTraceParent: Parser<string> = (text) =>
  /^00-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}$/.test(text) ? {value: text} : expect('a W3C traceparent')
