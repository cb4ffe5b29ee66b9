import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {Readable} from 'node:stream'
import {loadProfile} from '../../src/core/config/load-profile.js'
import {type Profile} from '../../src/core/config/profile.js'
import {resolveSettings, type Settings} from '../../src/core/config/resolve-settings.js'
import {type Surroundings} from '../../src/core/config/surroundings.js'
import {createKeysCache} from '../../src/core/credentials/keys-cache.js'
import {type Outreach} from '../../src/core/credentials/outreach.js'
import {type Means} from '../../src/core/credentials/to-provider.js'
import {type Keys} from '../../src/core/credentials/types.js'
import {NetworkError} from '../../src/core/errors/network-error.js'
import {ServiceError} from '../../src/core/errors/service-error.js'
import {readBody} from '../../src/core/http/read-body.js'
import {type HttpRequest} from '../../src/core/http/types.js'
import {parseJson} from '../../src/core/values/parse-json.js'
import {isValueMap, NumberText, type Value} from '../../src/core/values/value.js'
import {fixture} from './repository.js'

export type Plain = null | boolean | string | readonly Plain[] | {readonly [key: string]: Plain}

const toPlain = (value: Value): Plain => {
  if (value instanceof NumberText) return value.text
  if (Array.isArray(value)) return (value as readonly Value[]).map(toPlain)
  if (isValueMap(value)) return Object.fromEntries(Array.from(value, ([key, item]) => [key, toPlain(item)]))
  return value as null | boolean | string
}

export interface StubReply {
  readonly status: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
}

/** A case of vectors/credentials.json or regions.json, numbers as text. */
export interface VectorCase {
  readonly id: string
  readonly group: string
  readonly description: string
  readonly input: {
    readonly env: Readonly<Record<string, string>>
    readonly files?: Readonly<Record<string, string>>
    readonly files_base64?: Readonly<Record<string, string>>
    readonly directories?: readonly string[]
    readonly home_unset?: boolean
    readonly http_stubs?: readonly {
      readonly method: string
      readonly path: string
      readonly replies: readonly StubReply[]
    }[]
    readonly refused_hosts?: readonly string[]
    readonly timeout_hosts?: readonly string[]
    readonly provider: string
    readonly credential_type?: string
    readonly idp_id?: string
    readonly id_token_file?: string
  }
  readonly expected?: Readonly<Record<string, string | null>>
  readonly expected_error?: {readonly class: string; readonly message: string}
  readonly requests?: readonly {
    readonly method: string
    readonly scheme: string
    readonly target: string
    readonly headers: Readonly<Record<string, string>>
    readonly body: null | {readonly utf8?: string}
  }[]
}

export const readCases = <Case>(file: string): readonly Case[] => {
  const vectors = toPlain(parseJson(readFileSync(fixture(`vectors/${file}`), 'utf8')))
  return (vectors as unknown as {readonly cases: readonly Case[]}).cases
}

/** A home of its own on disk, and the machine seen from it. */
export interface Stage {
  readonly home: string
  readonly surroundings: Surroundings
  readonly warnings: string[]
  /** `$HOME` stands for the home, in both directions. */
  readonly expand: (text: string) => string
  readonly contract: (text: string) => string
  readonly load: (flags?: Readonly<Record<string, string | boolean>>) => {profile: Profile; settings: Settings}
  readonly strike: () => void
}

export interface Setting {
  readonly env?: Readonly<Record<string, string>>
  readonly files?: Readonly<Record<string, string>>
  readonly files_base64?: Readonly<Record<string, string>>
  readonly directories?: readonly string[]
  readonly home_unset?: boolean
}

export interface Sent {
  readonly request: HttpRequest
  readonly keys: Keys | undefined
}

interface StubbedHosts {
  readonly http_stubs?: VectorCase['input']['http_stubs']
  readonly refused_hosts?: readonly string[]
  readonly timeout_hosts?: readonly string[]
}

interface ErrorBody {
  readonly error_code?: string
  readonly error_msg?: string
  readonly error?: {readonly message: string; readonly code: number}
}

/** Answers as the vector's stubs do, the last reply again and again, and keeps what it was asked. */
export const stubOutreach = ({
  http_stubs = [],
  refused_hosts = [],
  timeout_hosts = [],
}: StubbedHosts): {readonly outreach: Outreach; readonly sent: Sent[]} => {
  const sent: Sent[] = []
  const asked = new Map<unknown, number>()
  const outreach: Outreach = {
    userAgent: 'UA-META',
    readError: async (response) => {
      const {error_code, error_msg, error} = JSON.parse(String(await readBody(response))) as ErrorBody
      return new ServiceError(error_msg ?? error?.message ?? '', {
        status: response.status,
        code: error_code ?? String(error?.code),
        requestId: response.headers['x-request-id'],
      })
    },
    send: async (request, keys) => {
      const failure = refused_hosts.includes(request.host) ? 'refused' : 'connect-timeout'
      if (failure === 'refused' || timeout_hosts.includes(request.host))
        throw new NetworkError(`${request.host}: ${failure}`, {failure, maybeSent: false})
      sent.push({request, keys})
      const stub = http_stubs.find(
        ({method, path}) => method === request.method && path === request.target.split('?')[0],
      )
      const count = asked.get(stub) ?? 0
      asked.set(stub, count + 1)
      const reply = stub?.replies[count] ?? stub?.replies.at(-1)
      if (reply === undefined)
        throw new NetworkError(`${request.host} is no stub`, {failure: 'dns-unknown', maybeSent: false})
      return {
        status: Number(reply.status),
        headers: Object.fromEntries(reply.headers.map(([name, value]) => [name.toLowerCase(), value])),
        body: Readable.from([Buffer.from(reply.body)]),
      }
    },
  }
  return {outreach, sent}
}

/** What it takes to fetch temporary keys on a stage. */
export const meansOn = (stage: Stage, outreach: Outreach, region?: string): Means => ({
  outreach,
  region,
  showMessages: (text) => void stage.warnings.push(text),
  cache: createKeysCache({
    ...stage.surroundings,
    processId: process.pid,
    isAlive: () => true,
    sleep: async () => undefined,
    warn: (message) => void stage.warnings.push(stage.contract(message)),
  }),
})

/** The clock of the vectors. */
export const clock = new Date('2024-03-05T06:07:08Z')

export const setStage = ({
  env = {},
  files = {},
  files_base64 = {},
  directories = [],
  home_unset,
}: Setting = {}): Stage => {
  const home = mkdtempSync(join(tmpdir(), 'hwc-home-'))
  const expand = (text: string): string => text.replaceAll('$HOME', home)
  const write = (path: string, content: string | Buffer): void => {
    mkdirSync(dirname(expand(path)), {recursive: true})
    writeFileSync(expand(path), content, {mode: 0o600})
  }
  for (const [path, text] of Object.entries(files)) write(path, text)
  for (const [path, text] of Object.entries(files_base64)) write(path, Buffer.from(text, 'base64'))
  for (const path of directories) mkdirSync(expand(path), {recursive: true})
  const warnings: string[] = []
  const warn = (message: string): void => {
    warnings.push(message)
  }
  const surroundings: Surroundings = {
    env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, expand(value)])),
    home: home_unset ? '' : home,
    platform: 'linux',
    userId: process.getuid?.(),
    now: () => clock,
  }
  return {
    home,
    surroundings,
    warnings,
    expand,
    contract: (text) => text.replaceAll(home, '$HOME'),
    load: (flags = {}) => {
      const given = new Map(Object.entries(flags))
      const profile = loadProfile({flags: given, surroundings, warn})
      return {profile, settings: resolveSettings({flags: given, env: surroundings.env, profile})}
    },
    strike: () => {
      rmSync(home, {recursive: true, force: true})
    },
  }
}
