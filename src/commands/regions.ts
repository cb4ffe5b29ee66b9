import {string} from '@oclif/core/args'
import {Command} from '@oclif/core/command'
import {runtimeOf} from '../cli/runtime-of.js'
import {settingFlags, typedSettings} from '../cli/setting-flags.js'

/** `hwc regions [SERVICE]`: where services are. */
export default class Regions extends Command {
  static override summary = 'List the regions of a service, their endpoints, and where each comes from.'
  static override description =
    'An endpoint comes from HUAWEICLOUD_SDK_REGION_<SERVICE>_<REGION>, from regions.yaml or from the catalogue. ' +
    'Without a service: all regions, how many services each has, and where IAM and STS are.'
  static override examples = ['<%= config.bin %> regions', '<%= config.bin %> regions vpc --output table']
  static override args = {service: string({description: 'a service, such as vpc', ignoreStdin: true})}
  static override flags = settingFlags('api-version', 'profile', 'output', 'quiet', 'no-color')

  override async run(): Promise<void> {
    const {args, flags} = await this.parse(Regions)
    const {listRegions} = await import('../cli/list-regions.js')
    await listRegions(args.service, typedSettings(flags), runtimeOf(this.config))
  }
}
