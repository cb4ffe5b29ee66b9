import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {type Operation, type Schema, type ServiceVersion} from '../../src/core/catalog/types.js'
import {type Scope} from '../../src/core/request/types.js'
import {repositoryRoot} from '../support/repository.js'

interface VersionFile extends ServiceVersion {
  readonly operations: Readonly<Record<string, Operation>>
  readonly schemas: Readonly<Record<string, Schema>>
}

const read = (service: string, version: string): VersionFile =>
  JSON.parse(readFileSync(join(repositoryRoot, 'catalog', service, `${version}.json`), 'utf8')) as VersionFile

const files = new Map<string, VersionFile>()

/** A service version of the committed catalogue, whole. */
export const versionFile = (service: string, version: string): VersionFile => {
  const key = `${service}/${version}`
  const file = files.get(key) ?? read(service, version)
  files.set(key, file)
  return file
}

/** What buildRequest needs of an operation that a vector names by the SDK's method. */
export const wireOperation = (
  service: string,
  version: string,
  method: string,
): {readonly operation: Operation; readonly schema: (name: string) => Schema} => {
  const {operations, schemas} = versionFile(service, version)
  const operation = operations[method.replaceAll('_', '-')]
  if (!operation) throw new Error(`The catalogue has no ${service} ${version} ${method}`)
  return {
    operation,
    schema: (name) => {
      const found = schemas[name]
      if (!found) throw new Error(`The catalogue has no schema ${service} ${version} ${name}`)
      return found
    },
  }
}

/** The credentials that the SDK's builder looks for first. */
export const credentialTypeOf = (service: string, version: string): Scope['credentialType'] => {
  const [first] = versionFile(service, version).credentials
  return first === 'BasicCredentials' ? 'basic' : first === 'GlobalCredentials' ? 'global' : 'own'
}
