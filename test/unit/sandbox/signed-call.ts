import {createHash, createHmac} from 'node:crypto'
import {request} from 'node:http'
import {type SandboxKeys} from '../../../src/sandbox/sandbox-keys.js'

export interface Call {
  readonly method?: string
  /** Path and query, encoded, the query sorted. */
  readonly target: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  readonly date?: Date
}

export interface CallAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly bytes: Buffer
  readonly text: string
}

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

/** Headers that sign a call the plain way; written for these tests alone, for paths of unreserved characters. */
export const sign = (
  {method = 'GET', target, headers = {}, body = '', date = new Date()}: Call,
  host: string,
  keys: SandboxKeys,
): Record<string, string> => {
  const time = date.toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const all: Record<string, string> = {...headers, Host: headers.Host ?? host, 'X-Sdk-Date': time}
  const [path = '', query = ''] = target.split('?')
  const lower = new Map(Object.entries(all).map(([name, value]) => [name.toLowerCase(), value]))
  const names = [...lower.keys()].sort()
  const lines = names.map((name) => `${name}:${lower.get(name) ?? ''}\n`).join('')
  const hash = body.length === 0 ? sha256('') : (lower.get('x-sdk-content-sha256') ?? sha256(body))
  const text = [method, `${path}/`, query, lines, names.join(';'), hash].join('\n')
  const signature = createHmac('sha256', keys.secretAccessKey)
    .update(['SDK-HMAC-SHA256', time, sha256(text)].join('\n'))
    .digest('hex')
  const value = `SDK-HMAC-SHA256 Access=${keys.accessKeyId}, SignedHeaders=${names.join(';')}, Signature=${signature}`
  return {...all, Authorization: value}
}

/** Sends headers and body as they are. */
export const send = (port: number, {method = 'GET', target, headers, body}: Call): Promise<CallAnswer> =>
  new Promise((resolve, reject) => {
    const outgoing = request({host: '127.0.0.1', port, method, path: target, headers, agent: false}, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('error', reject)
      incoming.on('end', () => {
        const bytes = Buffer.concat(chunks)
        resolve({status: incoming.statusCode ?? 0, headers: incoming.headers, bytes, text: bytes.toString('utf8')})
      })
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })

/** Signs and sends. */
export const call = (
  sandbox: {readonly port: number; readonly keys: SandboxKeys},
  options: Call,
): Promise<CallAnswer> =>
  send(sandbox.port, {...options, headers: sign(options, `127.0.0.1:${sandbox.port}`, sandbox.keys)})
