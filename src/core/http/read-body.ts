import {type HttpResponse} from './types.js'

/** The whole body of an answer. @throws {NetworkError} where it breaks off. */
export const readBody = async ({body, bytes}: Pick<HttpResponse, 'body' | 'bytes'>): Promise<Uint8Array> => {
  if (bytes !== undefined) return bytes
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
}
