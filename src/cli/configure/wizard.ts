import {existsSync} from 'node:fs'
import {loadProfile} from '../../core/config/load-profile.js'
import {type Profile} from '../../core/config/profile.js'
import {resolveSettings} from '../../core/config/resolve-settings.js'
import {accountSection} from '../../core/credentials/profile-section.js'
import {type Flags} from '../../core/config/resolve-settings.js'
import {isProfilePath} from '../../core/config/parse-setting.js'
import {listProjects} from '../../core/credentials/identify.js'
import {accountEdits} from '../../core/credentials/profile-edits.js'
import {type Account, type Keys} from '../../core/credentials/types.js'
import {NetworkError} from '../../core/errors/network-error.js'
import {ServiceError} from '../../core/errors/service-error.js'
import {nameFault} from '../../core/config/import/read-koocli.js'
import {maskAccessKey} from '../../core/output/mask-text.js'
import {showControls} from '../../core/values/show-controls.js'
import {type Accounts, openAccounts} from '../open-accounts.js'
import {type OpenCommand} from '../open-command.js'
import {type Runtime} from '../runtime.js'
import {warn} from '../warn.js'
import {openPrompts, type Prompts} from './prompts.js'
import {describeTarget, editProfile, profileTarget, type ProfileTarget, targetNamed} from './profile-target.js'

const required = (text: string): string | true => (text.trim() === '' ? 'Nothing was typed.' : true)

const askTarget = async (prompts: Prompts, flags: Flags, runtime: Runtime): Promise<ProfileTarget> => {
  const said = profileTarget(flags, runtime)
  if (flags.has('profile') || isProfilePath(said.name)) return said
  const name = await prompts.text('Profile:', {initial: said.name, check: (text) => nameFault(text.trim()) ?? true})
  return targetNamed(name.trim(), runtime)
}

const askKeys = async (prompts: Prompts): Promise<Keys> => ({
  accessKeyId: (await prompts.text('Access key id:', {check: required})).trim(),
  secretAccessKey: (await prompts.secret('Secret access key (not shown):', {check: required})).trim(),
})

/** What the keys were good for: the regions of the account's projects, or why that is not known. */
type Finding = {readonly regions: readonly string[]} | {readonly refusal: string} | {readonly failure: string}

const tryKeys = async (keys: Keys, accounts: Accounts, {settings, profile}: OpenCommand): Promise<Finding> => {
  const section = accountSection(profile, 'basic') ?? accountSection(profile, 'global')
  const iamEndpoint = section?.values.get('iam_endpoint')
  const account: Account = {keys, source: 'what was typed', ...(iamEndpoint ? {iamEndpoint} : {})}
  try {
    const projects = await listProjects({account, settings, region: undefined, ...accounts.means.outreach})
    return {regions: projects.map(({name}) => name)}
  } catch (error) {
    if (error instanceof ServiceError) return {refusal: `${error.message} (status ${error.status})`}
    if (error instanceof NetworkError) return {failure: error.message}
    throw error
  }
}

/** What the profile's file says already, of the network and of IAM too; nothing where it is not there yet. */
const openTarget = ({name, path, trusted}: ProfileTarget, flags: Flags, runtime: Runtime): OpenCommand => {
  const tell = warn(runtime, flags.get('quiet') === true)
  const absent: Profile = {
    name,
    kind: 'file',
    title: `profile ${name}`,
    explicit: true,
    trusted,
    path,
    settings: new Map(),
  }
  const named = new Map([...flags, ['profile', name] as const])
  const profile = existsSync(path) ? loadProfile({flags: named, surroundings: runtime, warn: tell}) : absent
  return {runtime, profile, settings: resolveSettings({flags, env: runtime.env, profile}), warn: tell}
}

/** The regions that any service has. */
const catalogRegions = async ({catalog}: Runtime): Promise<ReadonlySet<string>> => {
  const known = await catalog()
  return new Set(
    Object.entries(known.services).flatMap(([name, {defaultVersion}]) =>
      Object.keys(known.open(name, defaultVersion).head.regions),
    ),
  )
}

const other = 'another one'

const askRegion = async (
  prompts: Prompts,
  offered: readonly string[],
  initial: string | undefined,
): Promise<string | undefined> => {
  if (offered.length > 0) {
    const start = initial !== undefined && offered.includes(initial) ? initial : offered[0]
    const chosen = await prompts.choose('Region:', [...offered, other], start)
    if (chosen !== other) return chosen
  }
  const text = await prompts.text('Region (may be left empty):', {
    ...(initial === undefined ? {} : {initial}),
    check: (typed) => /^\s*[\w.-]*\s*$/.test(typed) || 'A region is written like cn-north-4.',
  })
  return text.trim() === '' ? undefined : text.trim()
}

/** Asks for keys until IAM takes them, or the person wants to keep them as they are. */
const askWorkingKeys = async (prompts: Prompts, accounts: Accounts, command: OpenCommand) => {
  for (;;) {
    const keys = await askKeys(prompts)
    const finding = await tryKeys(keys, accounts, command)
    if ('regions' in finding) return {keys, regions: finding.regions}
    if ('failure' in finding) tell(command, `The keys could not be tried: ${finding.failure}`)
    else {
      tell(command, `IAM does not take these keys: ${finding.refusal}`)
      if (await prompts.confirm('Type them again?')) continue
    }
    return {keys, regions: []}
  }
}

const tell = ({runtime}: OpenCommand, text: string): void => {
  runtime.io.stderr.stream.write(`${showControls(text)}\n`)
}

/**
 * Asks a person for a profile, its keys and its region, checks the keys with one call to IAM, and writes the profile.
 * @throws {UsageError} where there is no terminal, {CancelledError} where the person ends it.
 */
export const runWizard = async (flags: Flags, runtime: Runtime): Promise<void> => {
  const prompts = await openPrompts(runtime)
  const target = await askTarget(prompts, flags, runtime)
  const command = openTarget(target, flags, runtime)
  const accounts = openAccounts(command)
  try {
    const {keys, regions} = await askWorkingKeys(prompts, accounts, command)
    const known = await catalogRegions(runtime)
    const offered = regions.filter((name) => known.has(name)).sort()
    const region = await askRegion(prompts, offered, command.settings.get('region'))
    const values = new Map([
      ['ak', keys.accessKeyId],
      ['sk', keys.secretAccessKey],
      ...(region === undefined ? [] : [['region', region] as const]),
    ])
    await editProfile(target, (file) => accountEdits(values, file), runtime)
    tell(command, `Wrote the keys ${maskAccessKey(keys.accessKeyId)} to ${describeTarget(target)}.`)
  } finally {
    await accounts.close()
  }
}
