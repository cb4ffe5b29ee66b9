import {Command} from '@oclif/core/command'
import {networkSettings} from '../../cli/open-command.js'
import {runtimeOf} from '../../cli/runtime-of.js'
import {settingFlags, typedSettings} from '../../cli/setting-flags.js'

/** `hwc configure list`: every setting with its source. */
export default class ConfigureList extends Command {
  static override summary = 'List every setting, its value and where that comes from.'
  static override description = 'Secrets are masked. A flag counts before the environment, that before the profile.'
  static override examples = ['<%= config.bin %> configure list --output table']
  static override flags = settingFlags(...networkSettings, 'endpoint')

  override async run(): Promise<void> {
    const {flags} = await this.parse(ConfigureList)
    const {listSettings} = await import('../../cli/configure/show-settings.js')
    await listSettings(typedSettings(flags), runtimeOf(this.config))
  }
}
