import {string} from '@oclif/core/args'
import {Command} from '@oclif/core/command'
import {runtimeOf} from '../../cli/runtime-of.js'
import {settingFlags, typedSettings} from '../../cli/setting-flags.js'

/** `hwc configure unset KEY`: removes a key from a profile. */
export default class ConfigureUnset extends Command {
  static override summary = 'Remove a setting from a profile.'
  static override examples = ['<%= config.bin %> configure unset region --profile prod']
  static override args = {
    key: string({description: 'a setting, as hwc configure list names it', required: true, ignoreStdin: true}),
  }
  static override flags = settingFlags('profile', 'quiet', 'no-color')

  override async run(): Promise<void> {
    const {args, flags} = await this.parse(ConfigureUnset)
    const {unsetKey} = await import('../../cli/configure/change-key.js')
    await unsetKey(args.key, typedSettings(flags), runtimeOf(this.config))
  }
}
