/** What a service's own kind of credentials consists of, and where it is written (spec §10). */
export interface OwnSection {
  /** The section of a profile: `[meeting]`. */
  readonly section: string
  /** By the key in that section the row of the settings table whose variable says the same; undefined: no variable does. */
  readonly keys: Readonly<Record<string, string | undefined>>
  /** Each of these sets of keys is enough; the first that is whole counts. */
  readonly sets: readonly (readonly string[])[]
}

/** Object storage signs with an account's keys; a profile may keep others for it. */
export const obsSection: OwnSection = {
  section: 'obs',
  keys: {ak: undefined, sk: undefined, security_token: undefined},
  sets: [['ak', 'sk']],
}

/** The SMS API signs with the key and secret of an app. */
export const smsSection: OwnSection = {
  section: 'smsapi',
  keys: {ak: 'smsapi-access-key', sk: 'smsapi-secret-key'},
  sets: [['ak', 'sk']],
}

/** IAM takes a token of its own in place of a signature. */
export const iamTokenSection: OwnSection = {
  section: 'iam',
  keys: {auth_token: 'iam-token'},
  sets: [['auth_token']],
}

/** Meeting logs in, with an account or with an app id that speaks for a user. */
export const meetingSection: OwnSection = {
  section: 'meeting',
  keys: {
    user_name: 'meeting-user-name',
    user_password: 'meeting-user-password',
    app_id: 'meeting-app-id',
    app_key: 'meeting-app-key',
    user_id: 'meeting-user-id',
    corp_id: 'meeting-corp-id',
    dept_code: 'meeting-dept-code',
    multi_tenant: 'meeting-multi-tenant',
  },
  sets: [
    ['user_name', 'user_password'],
    ['app_id', 'app_key'],
  ],
}
