import {type HttpResponse} from './types.js'

/** The whole body of an answer. @throws {NetworkError} where it breaks off. */
export const readBody = async (response: Pick<HttpResponse, 'body' | 'bytes'>): Promise<Uint8Array> => {
  if (response.bytes !== undefined) return response.bytes
  const chunks: Uint8Array[] = []
  // Not asked for before: of an answer that was read whole, asking makes a stream.
  for await (const chunk of response.body) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
}
