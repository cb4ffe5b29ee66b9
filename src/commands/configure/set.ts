import {string as text} from '@oclif/core/args'
import {Command} from '@oclif/core/command'
import {string} from '@oclif/core/flags'
import {runtimeOf} from '../../cli/runtime-of.js'
import {settingFlags, typedSettings} from '../../cli/setting-flags.js'

/** `hwc configure set KEY [VALUE]`: writes a key to a profile. */
export default class ConfigureSet extends Command {
  static override summary = 'Write a setting to a profile.'
  static override description =
    'Without a value it is asked for on a terminal, else read from stdin. Secrets are never taken from the command line, ' +
    'where other processes can see them. ak, sk and the like go to [basic] and [global]; basic.ak means one of them.'
  static override examples = [
    '<%= config.bin %> configure set region cn-north-4',
    '<%= config.bin %> configure set sk --profile prod',
    '<%= config.bin %> configure set ak --from-env CI_ACCESS_KEY',
    'pass show huawei/sk | <%= config.bin %> configure set sk -',
  ]
  static override args = {
    key: text({description: 'a setting, as hwc configure list names it', required: true, ignoreStdin: true}),
    value: text({description: 'its value, - for stdin', ignoreStdin: true}),
  }
  static override flags = {
    'from-env': string({summary: 'The environment variable that holds the value.', helpValue: 'NAME'}),
    ...settingFlags('profile', 'quiet', 'no-color'),
  }

  override async run(): Promise<void> {
    const {args, flags} = await this.parse(ConfigureSet)
    const {setKey} = await import('../../cli/configure/change-key.js')
    const source = {typed: args.value, fromEnv: flags['from-env']}
    await setKey(args.key, source, typedSettings(flags), runtimeOf(this.config))
  }
}
