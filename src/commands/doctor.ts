import {Command} from '@oclif/core/command'
import {networkSettings} from '../cli/open-command.js'
import {runtimeOf} from '../cli/runtime-of.js'
import {settingFlags, typedSettings} from '../cli/setting-flags.js'

/** `hwc doctor`: looks for what keeps calls from working. */
export default class Doctor extends Command {
  static override summary = 'Look for what keeps calls from working, and say what to do about it.'
  static override description =
    'Settings and their sources, the modes of files, credentials, instance metadata, proxy, DNS, TLS, the clock, and ' +
    'whether IAM takes a signature. The exit code is 0 only if all is well. With --output the findings are data.'
  static override examples = ['<%= config.bin %> doctor', '<%= config.bin %> doctor --profile prod --output json']
  static override flags = settingFlags(...networkSettings, 'endpoint')

  override async run(): Promise<void> {
    const {flags} = await this.parse(Doctor)
    const {doctor} = await import('../cli/doctor/doctor.js')
    await doctor(typedSettings(flags), runtimeOf(this.config))
  }
}
