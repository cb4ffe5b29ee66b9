import {createHash} from 'node:crypto'
import {Script} from 'node:vm'

/**
 * A script with a first line `//hwc <id>`, the hash of the rest, which names the code cache without anything being computed
 * at start.
 * @throws {SyntaxError} where the text is no script.
 */
export const sealScript = (text: string): string => {
  void new Script(text)
  return `//hwc ${createHash('sha256').update(text).digest('hex').slice(0, 16)}\n${text}`
}

/** The text of a sealed script. */
export const unsealScript = (script: string): string => script.slice(script.indexOf('\n') + 1)
