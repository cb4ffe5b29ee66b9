import {Command} from '@oclif/core/command'
import {runtimeOf} from '../../cli/runtime-of.js'
import {settingFlags, typedSettings} from '../../cli/setting-flags.js'

/** `hwc cache show`: what is kept on disk. */
export default class CacheShow extends Command {
  static override summary = 'List what hwc keeps on disk: temporary keys, ids of projects and accounts, compiled code.'
  static override description = 'Of keys only their expiry is shown.'
  static override examples = ['<%= config.bin %> cache show --output table']
  static override flags = settingFlags('profile', 'output', 'quiet', 'no-color')

  override async run(): Promise<void> {
    const {flags} = await this.parse(CacheShow)
    const {showCache} = await import('../../cli/cache.js')
    await showCache(typedSettings(flags), runtimeOf(this.config))
  }
}
