import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {resolveWords} from '../../../src/cli/resolve-words.js'
import {reservedNames} from '../../../src/cli/words/settings.js'
import {type CredentialType} from '../../../src/core/catalog/types.js'
import {createAxiosTransport} from '../../../src/core/http/axios-transport.js'
import {bufferBody} from '../../../src/core/http/buffer-body.js'
import {pipeline} from '../../../src/core/http/pipeline.js'
import {type HttpRequest, type Transport} from '../../../src/core/http/types.js'
import {readArguments} from '../../../src/core/request/arguments/read-arguments.js'
import {nameTable} from '../../../src/core/request/names/name-table.js'
import {buildRequest} from '../../../src/core/request/wire/build-request.js'
import {sign} from '../../../src/core/signing/sign.js'
import {type Sandbox, startSandbox} from '../../../src/sandbox/start-sandbox.js'
import {builtCatalog} from '../../support/built-catalog.js'
import {type CatalogOperation} from '../../support/every-operation.js'
import {diskFiles} from '../../support/read-line.js'
import {type Call, typeCall, type TypingFacts} from '../../support/type-call.js'

/** Opens the sandbox's echo to these tests. */
export const controlToken = 'token of the test'
export const now = new Date('2024-03-05T06:07:08Z')
export const userAgent = 'hwc/0.0.0'

export interface CallWorld {
  readonly sandbox: Sandbox
  /** A file to upload. */
  readonly file: {readonly path: string; readonly name: string; readonly bytes: Buffer}
  /** Signs a request and sends it over the program's own transport. */
  readonly send: Transport
  readonly close: () => Promise<void>
}

/** A sandbox that serves every operation of the catalogue, and what it takes to call it. */
export const openCallWorld = async (): Promise<CallWorld> => {
  const folder = await mkdtemp(join(tmpdir(), 'hwc-calls-'))
  const name = 'é &.bin'
  const file = {path: join(folder, name), name, bytes: Buffer.from('bytes \0\u00ff\r\n--', 'latin1')}
  await writeFile(file.path, file.bytes)
  const clock = (): Date => now
  const sandbox = await startSandbox({catalog: builtCatalog, now: clock, controlToken})
  const transport = createAxiosTransport({connectTimeout: 10, readTimeout: 30})
  return {
    sandbox,
    file,
    send: pipeline([sign(() => sandbox.keys, {now: clock}), bufferBody()], transport),
    close: async () => {
      await sandbox.close()
      await rm(folder, {recursive: true})
    },
  }
}

/** A transport whose requests are answered with what the sandbox understood of them. */
export const echoing =
  (send: Transport): Transport =>
  (request, options) =>
    send({...request, headers: {...request.headers, 'X-Hwc-Sandbox-Echo': controlToken}}, options)

/** The words of a call. */
export const typedWords = (
  {operation, schema}: CatalogOperation,
  call: Call,
  {file, body}: Pick<TypingFacts, 'file' | 'body'>,
): string[] => typeCall(call, {operation, schema, names: nameTable(operation, schema, reservedNames), file, body})

export interface RequestFacts {
  readonly endpoint: string
  readonly scope: {readonly credentialType: CredentialType; readonly projectId: string; readonly domainId: string}
  readonly boundary: string
}

/**
 * The request that the words of a command line make, on the way that the program takes, and what they are warned of.
 * @throws {Error} with everything that is wrong with them.
 */
export const requestOf = async (
  words: readonly string[],
  {operation, schema}: CatalogOperation,
  {endpoint, scope, boundary}: RequestFacts,
): Promise<{readonly request: HttpRequest; readonly warnings: readonly string[]}> => {
  const resolved = resolveWords(words, operation, schema)
  const read = await readArguments({words: resolved, operation, schema, files: diskFiles()})
  const faults = [...resolved.faults, ...read.faults]
  if (faults.length > 0) throw new Error(faults.map(({message}) => message).join('; '))
  if (read.fileError) throw read.fileError
  const request = await buildRequest({
    operation,
    schema,
    arguments: read.arguments,
    endpoint,
    scope,
    userAgent,
    randomBoundary: () => boundary,
  })
  return {request, warnings: read.warnings}
}
