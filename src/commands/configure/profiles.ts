import {Command} from '@oclif/core/command'
import {runtimeOf} from '../../cli/runtime-of.js'
import {settingFlags, typedSettings} from '../../cli/setting-flags.js'

/** `hwc configure profiles`: the profiles that have files. */
export default class ConfigureProfiles extends Command {
  static override summary = 'List the profiles, and which one is used.'
  static override examples = ['<%= config.bin %> configure profiles --output table']
  static override flags = settingFlags('profile', 'output', 'quiet', 'no-color')

  override async run(): Promise<void> {
    const {flags} = await this.parse(ConfigureProfiles)
    const {listProfiles} = await import('../../cli/configure/show-settings.js')
    await listProfiles(typedSettings(flags), runtimeOf(this.config))
  }
}
