import {string} from '@oclif/core/args'
import {Command} from '@oclif/core/command'
import {boolean} from '@oclif/core/flags'
import {networkSettings} from '../../cli/open-command.js'
import {runtimeOf} from '../../cli/runtime-of.js'
import {settingFlags, typedSettings} from '../../cli/setting-flags.js'

/** `hwc configure get KEY`: the value that a setting has. */
export default class ConfigureGet extends Command {
  static override summary = 'Print the value of a setting, wherever it comes from.'
  static override description =
    'Secrets are masked unless --reveal says otherwise. The exit code is 3 if it is not set.'
  static override examples = ['<%= config.bin %> configure get region', '<%= config.bin %> configure get sk --reveal']
  static override args = {
    key: string({description: 'a setting, as hwc configure list names it', required: true, ignoreStdin: true}),
  }
  static override flags = {
    reveal: boolean({summary: 'Print a secret as it is.'}),
    ...settingFlags(...networkSettings, 'endpoint'),
  }

  override async run(): Promise<void> {
    const {args, flags} = await this.parse(ConfigureGet)
    const {getSetting} = await import('../../cli/configure/show-settings.js')
    await getSetting(args.key, {reveal: flags.reveal}, typedSettings(flags), runtimeOf(this.config))
  }
}
