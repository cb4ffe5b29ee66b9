import {string} from '@oclif/core/args'
import {Command} from '@oclif/core/command'
import {runtimeOf} from '../../cli/runtime-of.js'
import {settingFlags, typedSettings} from '../../cli/setting-flags.js'
import {type CacheKind, cacheKinds} from '../../core/config/cache-files.js'

/** `hwc cache clear [KIND]`: forgets what is kept on disk. */
export default class CacheClear extends Command {
  static override summary = 'Remove what hwc keeps on disk.'
  static override description = 'Everything, or only keys, ids or code. Nothing but time is lost.'
  static override examples = ['<%= config.bin %> cache clear', '<%= config.bin %> cache clear keys']
  static override args = {kind: string({description: 'what to remove', options: [...cacheKinds], ignoreStdin: true})}
  static override flags = settingFlags('profile', 'output', 'quiet', 'no-color')

  override async run(): Promise<void> {
    const {args, flags} = await this.parse(CacheClear)
    const {clearCache} = await import('../../cli/cache.js')
    const kinds = args.kind === undefined ? [] : [args.kind as CacheKind]
    await clearCache(kinds, typedSettings(flags), runtimeOf(this.config))
  }
}
