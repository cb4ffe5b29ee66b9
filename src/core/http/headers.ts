import {type Headers} from './types.js'

/** The value of the first header with this name, in any letter case. */
export const findHeader = (headers: Headers, name: string): string | undefined => {
  const wanted = name.toLowerCase()
  return Object.entries(headers).find(([key]) => key.toLowerCase() === wanted)?.[1]
}

/** The headers with one more at the end, or with another value under that exact spelling, in its old place. */
export const withHeader = (headers: Headers, name: string, value: string): Headers =>
  Object.fromEntries(
    Object.hasOwn(headers, name)
      ? Object.entries(headers).map(([key, old]) => [key, key === name ? value : old])
      : [...Object.entries(headers), [name, value]],
  )
