import {type CredentialsFile} from './credentials-file.js'

/** A profile as a command sees it (design §5). */
export interface Profile {
  readonly name: string
  /** `sandbox` is built in and has no file. */
  readonly kind: 'file' | 'sandbox'
  /** For messages: `profile prod`. */
  readonly title: string
  /** Named by `--profile` or HWC_PROFILE: then it is the account's only source (design §2). */
  readonly explicit: boolean
  /** Its file is where the user keeps profiles, so that it may name files, programs and proxies (design §5). */
  readonly trusted: boolean
  /** Its file is ours and writable by nobody else, so that it may name a program (design §5). */
  readonly isPrivate?: boolean
  /** Where its file is or would be; empty where no home is known. */
  readonly path: string
  /** Absent: there is no such file, or it is broken. */
  readonly file?: CredentialsFile
  /** Why there is no file. */
  readonly absence?: string
  /** The file is there but cannot be used: thrown when its keys are needed. */
  readonly defect?: Error
  /** Settings of its `[hwc]` section that it may give, by key. */
  readonly settings: ReadonlyMap<string, string>
}
