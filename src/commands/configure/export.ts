import {Command} from '@oclif/core/command'
import {string} from '@oclif/core/flags'
import {exportFormats, type ExportFormat} from '../../cli/configure/export-formats.js'
import {networkSettings} from '../../cli/open-command.js'
import {runtimeOf} from '../../cli/runtime-of.js'
import {settingFlags, typedSettings} from '../../cli/setting-flags.js'

/** `hwc configure export`: the keys of a call, for other programs. */
export default class ConfigureExport extends Command {
  static override summary = 'Print the keys that calls are made with, for other programs.'
  static override description =
    'shell: exports for hwc and the SDKs. terraform: exports by its names. json: what a credential_process prints. ' +
    'Temporary keys are fetched and renewed as for a call.'
  static override examples = [
    'eval "$(<%= config.bin %> configure export --profile prod)"',
    'eval "$(<%= config.bin %> configure export --format terraform)"',
    'credential_process = <%= config.bin %> configure export --format json --profile prod',
  ]
  static override flags = {
    format: string({summary: 'How they are printed.', options: [...exportFormats], default: 'shell'}),
    ...settingFlags(...networkSettings),
  }

  override async run(): Promise<void> {
    const {flags} = await this.parse(ConfigureExport)
    const {exportAccount} = await import('../../cli/configure/export-account.js')
    await exportAccount(flags.format as ExportFormat, typedSettings(flags), runtimeOf(this.config))
  }
}
