/** The type of an attribute as the SDK writes it, classes still by name. */
export type SourceType =
  | {
      readonly primitive:
        'string' | 'integer' | 'number' | 'decimal' | 'boolean' | 'datetime' | 'date' | 'bytes' | 'file' | 'any'
    }
  | {readonly list: SourceType}
  | {readonly map: SourceType}
  | {readonly class: string}

export interface SourceAttribute {
  readonly name: string
  readonly wire: string
  readonly type: SourceType
  readonly required: boolean
  readonly sensitive: boolean
}

/** One class of an SDK's model folder. */
export interface SourceModel {
  readonly name: string
  readonly base: 'none' | 'SdkResponse' | 'SdkStreamResponse' | 'SdkStreamRequest'
  readonly attributes: readonly SourceAttribute[]
  /** Of an enumeration: its values; such a class has no attributes. */
  readonly constants: readonly (string | number)[]
  readonly xmlName?: string
  /** What the constructor says of its attributes: facts may be derived from it, but it goes no further. */
  readonly prose: string
}

/** Where the SDK's client puts an attribute of the request. */
export interface SourceBinding {
  readonly attribute: string
  readonly in: 'path' | 'query' | 'header' | 'form' | 'body' | 'host'
  readonly wire: string
  readonly collection?: 'csv' | 'multi'
}

/** One method of an SDK's client. */
export interface SourceOperation {
  /** `list_vpcs` */
  readonly methodName: string
  /** `ListVpcs` */
  readonly name: string
  readonly request: string
  readonly response: string
  readonly method: string
  readonly path: string
  readonly contentTypes: readonly string[]
  readonly bindings: readonly SourceBinding[]
  readonly responseHeaders: readonly string[]
  readonly deprecated: boolean
}

export interface SourceClient {
  readonly name: string
  readonly credentials: readonly string[]
  readonly derivedName?: string
  readonly operations: readonly SourceOperation[]
}

export interface SourceRegions {
  readonly providerName: string
  readonly regions: ReadonlyMap<string, readonly string[]>
}
