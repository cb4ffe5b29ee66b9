import {type FileError} from '../../errors/file-error.js'
import {type Fault} from '../../errors/usage-error.js'

/** Collects what is to be said about a command line's values. */
export class Report {
  readonly faults: Fault[] = []
  readonly fileErrors: FileError[] = []
  readonly warnings: string[] = []
  readonly #said = new Set<string>()

  /** Says a thing about a place once, however many elements of a list it is true of. */
  warn(label: string, text: string): void {
    const key = `${label.replaceAll(/\.\d+(?=\.|$)/g, '.*')} ${text}`
    if (this.#said.has(key)) return
    this.#said.add(key)
    this.warnings.push(`${label}: ${text}`)
  }
}
