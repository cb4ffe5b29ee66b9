import {JsonSyntaxError, parseJson} from './parse-json.js'
import {type Value} from './value.js'

/** JSON losslessly; undefined where it is none. */
export const readJson = (text: string): Value | undefined => {
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof JsonSyntaxError) return undefined
    throw error
  }
}
