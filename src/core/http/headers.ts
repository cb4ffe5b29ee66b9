import {type Headers} from './types.js'

/** The value of the first header with this name, in any letter case. */
export const findHeader = (headers: Headers, name: string): string | undefined => {
  const wanted = name.toLowerCase()
  for (const key of Object.keys(headers)) {
    if (key.length === wanted.length && key.toLowerCase() === wanted) return headers[key]
  }
  return undefined
}

/** The headers with one more at the end, or with another value under that exact spelling, in its old place. */
export const withHeader = (headers: Headers, name: string, value: string): Headers => ({...headers, [name]: value})
