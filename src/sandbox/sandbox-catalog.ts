import {type Operation, type Schema, type ServiceSummary, type ServiceVersion} from '../core/catalog/types.js'

/** What the sandbox asks of one service version's file; `ServiceFile` of core/catalog is one. */
export interface SandboxServiceFile {
  readonly head: ServiceVersion
  operation(command: string): Operation | undefined
  /** @throws where the file has no schema of this name. */
  schema(name: string): Schema
  commands(): readonly string[]
}

/** What the sandbox asks of the catalogue; `Catalog` of core/catalog is one. */
export interface SandboxCatalog {
  readonly services: Readonly<Record<string, ServiceSummary>>
  open(service: string, version: string): SandboxServiceFile
}
