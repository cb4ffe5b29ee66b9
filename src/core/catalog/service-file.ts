import {readEntry} from './read-entry.js'
import {type Operation, type Schema, type ServiceVersion} from './types.js'

/** An operation as a list needs it: without reading its facts. */
export interface OperationName {
  /** `list-vpcs`. */
  readonly command: string
  /** `ListVpcs`. */
  readonly name: string
}

const operationsBlock = '\n"operations":{'
const schemasBlock = '\n"schemas":{'

/**
 * The file of one service version, kept as bytes: an operation or a schema is a line of its own and is parsed when it is
 * asked for. The order of the blocks (head, operations, schemas) is what `catalog:check` holds the files to.
 */
export class ServiceFile {
  readonly #bytes: Buffer
  readonly #operationsStart: number
  readonly #schemasStart: number
  readonly #operations = new Map<string, Operation | undefined>()
  readonly #schemas = new Map<string, Schema>()
  #head: ServiceVersion | undefined
  #names: readonly OperationName[] | undefined

  constructor(bytes: Buffer) {
    this.#bytes = bytes
    this.#operationsStart = bytes.indexOf(operationsBlock)
    this.#schemasStart = bytes.indexOf(schemasBlock, this.#operationsStart)
    if (this.#operationsStart === -1 || this.#schemasStart === -1) throw new TypeError('No file of the catalogue')
  }

  /** Everything but operations and schemas. */
  get head(): ServiceVersion {
    // The head ends with the comma before the operations.
    this.#head ??= JSON.parse(`${this.#bytes.toString('utf8', 0, this.#operationsStart - 1)}}`) as ServiceVersion
    return this.#head
  }

  operation(command: string): Operation | undefined {
    if (!this.#operations.has(command)) {
      this.#operations.set(
        command,
        readEntry(this.#bytes, command, {from: this.#operationsStart, to: this.#schemasStart}) as Operation | undefined,
      )
    }
    return this.#operations.get(command)
  }

  /** @throws {TypeError} where the file has no such schema: the catalogue's references all resolve. */
  schema(name: string): Schema {
    const known = this.#schemas.get(name)
    if (known) return known
    const schema = readEntry(this.#bytes, name, {from: this.#schemasStart, to: this.#bytes.length}) as
      Schema | undefined
    if (!schema) throw new TypeError(`The catalogue has no schema ${name} of ${this.head.service} ${this.head.version}`)
    this.#schemas.set(name, schema)
    return schema
  }

  /** The operations' commands, sorted. */
  commands(): string[] {
    return this.names().map(({command}) => command)
  }

  /** The operations with their SDK names, sorted by command. Every operation's line opens with both. */
  names(): readonly OperationName[] {
    this.#names ??= this.#readNames()
    return this.#names
  }

  #readNames(): readonly OperationName[] {
    const start = this.#operationsStart + operationsBlock.length + 1
    const lines = this.#bytes.toString('utf8', start, this.#schemasStart).split('\n')
    return lines
      .filter((line) => line.startsWith('"'))
      .map((line) => {
        const [, command = '', , , , name = ''] = line.split('"', 6)
        return {command, name}
      })
  }
}
