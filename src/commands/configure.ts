import {Command} from '@oclif/core/command'
import {networkSettings} from '../cli/open-command.js'
import {runtimeOf} from '../cli/runtime-of.js'
import {settingFlags, typedSettings} from '../cli/setting-flags.js'

/** `hwc configure`: asks a person for keys and a region, and writes a profile. */
export default class Configure extends Command {
  static override summary = 'Make a profile: asks for keys and a region, and checks them.'
  static override description =
    'Needs a terminal. The keys are checked with one call to IAM, and the regions that the account has projects in are ' +
    "offered. The file is the user's alone; comments, order and unknown keys in it stay."
  static override examples = ['<%= config.bin %> configure', '<%= config.bin %> configure --profile prod']
  static override flags = settingFlags(...networkSettings)

  override async run(): Promise<void> {
    const {flags} = await this.parse(Configure)
    const {runWizard} = await import('../cli/configure/wizard.js')
    await runWizard(typedSettings(flags), runtimeOf(this.config))
  }
}
