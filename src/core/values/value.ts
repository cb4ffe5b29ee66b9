/**
 * The values that travel from the command line to the wire and from the wire to the output. Numbers keep the digits that
 * were written; objects keep the order of their keys (a plain object would move keys such as "10" to the front) and no
 * key, `__proto__` included, means anything special.
 */
export type Value = null | boolean | string | NumberText | FileValue | readonly Value[] | ValueMap

export type ValueMap = ReadonlyMap<string, Value>

/** A number as it was written: `1.10`, `12345678901234567890`, `1e-7`. */
export class NumberText {
  constructor(readonly text: string) {}
}

/** A file whose bytes are part of a request: a path of this machine. */
export class FileValue {
  constructor(
    readonly path: string,
    /** The name that the server is told, where it is not the path's last part. */
    readonly name?: string,
    /** The content type of the file's part of a form; a part has none unless it is given. */
    readonly contentType?: string,
  ) {}
}

export const isValueMap = (value: unknown): value is ValueMap => value instanceof Map
