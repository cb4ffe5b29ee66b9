import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {readPrivateFile, writePrivateFile} from '../config/private-file.js'
import {openCacheFolder} from '../config/private-folder.js'
import {type Settings} from '../config/resolve-settings.js'
import {type Surroundings} from '../config/surroundings.js'
import {NetworkError} from '../errors/network-error.js'
import {type KeysCache} from './keys-cache.js'
import {fetchMetadataKeys, MetadataRefusal} from './metadata-keys.js'
import {type Outreach} from './outreach.js'
import {lasting, type TemporaryKeys} from './temporary-keys.js'
import {type AccountCompanions, type CredentialProvider} from './types.js'

export interface MetadataTools {
  readonly outreach: Outreach
  readonly cache: KeysCache
  readonly settings: Settings
  readonly surroundings: Surroundings
  /** In place of the metadata address, `host:port`. */
  readonly metadataHost?: string | undefined
  /** No source comes after: then what is remembered of an absent service does not count. */
  readonly isLastHope: boolean
  /** What goes with the keys: the source itself knows neither ids nor an endpoint. */
  readonly companions: () => AccountCompanions
}

/** Changes when the machine starts: keys of one machine never serve another. */
const bootId = (platform: NodeJS.Platform): string | undefined => {
  if (platform !== 'linux') return undefined
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return undefined
  }
}

/** How long it is remembered that nobody answers, in milliseconds. */
const absenceLasts = 5 * 60 * 1000

/** A mark on disk that nobody answered, with the machine's boot id and the time. */
const createAbsenceMark = (surroundings: Surroundings, boot: string) => {
  const folder = openCacheFolder('keys', surroundings)
  const path = folder === undefined ? undefined : join(folder, 'metadata-absent')
  return {
    isSet: (): boolean => {
      const text = path && readPrivateFile(path, {userId: surroundings.userId, maximumBytes: 256})
      const [machine, time = ''] = (text ?? '').split(' ')
      const age = surroundings.now().getTime() - Date.parse(time)
      return machine === boot && age >= 0 && age < absenceLasts
    },
    set: (): void => {
      if (path !== undefined) writePrivateFile(path, `${boot} ${surroundings.now().toISOString()}`)
    },
  }
}

const title = 'instance metadata'

/**
 * Keys of the agency of the instance that this runs on (spec §3.7); it knows no ids (design §2). Off the cloud it is absent after a second, and that is remembered for five minutes.
 */
export const fromMetadata = (tools: MetadataTools): CredentialProvider => ({
  name: title,
  load: async (explain) => {
    const {outreach, cache, settings, surroundings, metadataHost, isLastHope, companions} = tools
    const {platform, now} = surroundings
    if (settings.get('disable-metadata')) {
      explain(`${settings.provenance('disable-metadata').source} is set`)
      return undefined
    }
    const boot = bootId(platform)
    const mark = boot === undefined ? undefined : createAbsenceMark(surroundings, boot)
    if (!isLastHope && mark?.isSet()) {
      explain('nobody answered a few minutes ago')
      return undefined
    }
    let found: TemporaryKeys
    try {
      found = await cache.get(boot === undefined ? undefined : ['metadata', boot], () =>
        fetchMetadataKeys(outreach, now(), metadataHost),
      )
    } catch (error) {
      if (error instanceof NetworkError) mark?.set()
      else if (!(error instanceof MetadataRefusal)) throw error
      explain(error instanceof NetworkError ? 'nobody answers: this is no instance of the cloud' : error.message)
      return undefined
    }
    return {
      ...lasting(found),
      ...companions(),
      source: title,
    }
  },
})
