/** What configuration and credentials need to know of the machine and the user; the runtime is one. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  /** `HOME`, on Windows `USERPROFILE` (spec §3.9); empty where neither is set. */
  readonly home: string
  readonly platform: NodeJS.Platform
  /** The user's numeric id; undefined on systems that have none. */
  readonly userId: number | undefined
  readonly now: () => Date
}
