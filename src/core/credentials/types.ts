/** What signs a request. */
export interface Keys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** Of temporary keys. */
  readonly securityToken?: string
}

/** Who calls: keys and the ids that came with them, all from one source (design §2). */
export interface Account {
  /** Both empty where the service's own kind of credentials has none. */
  readonly keys: Keys
  /** What the service's own kind of credentials consists of, by the keys of its section in a profile. */
  readonly own?: ReadonlyMap<string, string>
  readonly projectId?: string
  readonly domainId?: string
  /** Only a profile can give it. */
  readonly iamEndpoint?: string
  /** The endpoint that the same source gives for every service: HWC_ENDPOINT for the environment's keys, the profile's for its own. */
  readonly endpoint?: AccountEndpoint
  /** When temporary keys end, in milliseconds since 1970. */
  readonly expires?: number
  /** For messages: `the environment`, `profile prod (/home/me/.huaweicloud/profiles/prod)`. */
  readonly source: string
}

/** What may go with keys of a source that knows no more than them. */
export type AccountCompanions = Pick<Account, 'projectId' | 'domainId' | 'iamEndpoint' | 'endpoint'>

/** Endpoints, each `https://host[:port]`, and where they were said. */
export interface AccountEndpoint {
  readonly endpoints: readonly string[]
  readonly source: string
}

/**
 * One link of the chain. Answers undefined, with the reason through `explain`, where the source has nothing.
 * @throws {CredentialsError} where the source is there but half set or broken.
 */
export interface CredentialProvider {
  readonly name: string
  load(explain: (reason: string) => void): Promise<Account | undefined>
}

/** The type that a service asks for: it decides which section of a profile and which id are meant (spec §3.1). */
export type CredentialType = 'basic' | 'global' | 'own'
