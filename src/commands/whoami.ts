import {Command} from '@oclif/core/command'
import {networkSettings} from '../cli/open-command.js'
import {runtimeOf} from '../cli/runtime-of.js'
import {settingFlags, typedSettings} from '../cli/setting-flags.js'

/** `hwc whoami`: who a call would be made as. */
export default class Whoami extends Command {
  static override summary = 'Show whose keys are used, where they come from, where they go and when they end.'
  static override description = 'Asks IAM, and STS where the region has it. The access key is shown by four characters.'
  static override examples = ['<%= config.bin %> whoami', '<%= config.bin %> whoami --profile prod --output table']
  static override flags = settingFlags(...networkSettings)

  override async run(): Promise<void> {
    const {flags} = await this.parse(Whoami)
    const {whoami} = await import('../cli/whoami.js')
    await whoami(typedSettings(flags), runtimeOf(this.config))
  }
}
