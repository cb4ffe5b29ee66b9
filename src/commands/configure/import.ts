import {string as text} from '@oclif/core/args'
import {Command} from '@oclif/core/command'
import {boolean, string} from '@oclif/core/flags'
import {importSources, type ImportSource} from '../../cli/configure/import-sources.js'
import {runtimeOf} from '../../cli/runtime-of.js'
import {settingFlags, typedSettings} from '../../cli/setting-flags.js'

/** `hwc configure import SOURCE`: takes over what another tool was configured with. */
export default class ConfigureImport extends Command {
  static override summary = "Make profiles of another tool's configuration."
  static override description =
    'koocli: the profiles of ~/.hcloud/config.json, keys only where they are not encrypted. terraform: the variables ' +
    'HW_ACCESS_KEY and so on. obsutil: ~/.obsutilconfig. What could not be taken is told, with the reason.'
  static override examples = [
    '<%= config.bin %> configure import koocli',
    '<%= config.bin %> configure import terraform --profile ci',
    '<%= config.bin %> configure import obsutil --file ./obsutilconfig --overwrite',
  ]
  static override args = {
    source: text({description: 'the tool', required: true, options: [...importSources], ignoreStdin: true}),
  }
  static override flags = {
    file: string({summary: "The tool's file, if it is not where the tool keeps it.", helpValue: 'PATH'}),
    overwrite: boolean({summary: 'Change profiles that exist already.'}),
    ...settingFlags('profile', 'output', 'quiet', 'no-color'),
  }

  override async run(): Promise<void> {
    const {args, flags} = await this.parse(ConfigureImport)
    const {importProfiles} = await import('../../cli/configure/import-profiles.js')
    const request = {source: args.source as ImportSource, file: flags.file, overwrite: flags.overwrite}
    await importProfiles(request, typedSettings(flags), runtimeOf(this.config))
  }
}
