import {string as text} from '@oclif/core/args'
import {Command} from '@oclif/core/command'
import {string} from '@oclif/core/flags'
import {networkSettings} from '../cli/open-command.js'
import {runtimeOf} from '../cli/runtime-of.js'
import {settingFlags, typedSettings} from '../cli/setting-flags.js'

/** `hwc request METHOD PATH`: a signed call to any path, for what the catalogue does not have yet. */
export default class Request extends Command {
  static override summary = 'Send a signed request to any path of any service.'
  static override description =
    'For what the catalogue does not have yet. {project_id} and {domain_id} in the path are those of the account. ' +
    'The answer is shown as that of an operation.'
  static override examples = [
    'hwc request GET /v1/{project_id}/vpcs --service vpc --param limit=1',
    `hwc request POST /v1/{project_id}/vpcs --service vpc --body '{"vpc":{"name":"demo"}}'`,
    'hwc request PUT /v1/things/1 --endpoint https://things.example.com --body file://thing.json',
  ]
  static override args = {
    method: text({
      description: 'GET, HEAD, OPTIONS, POST, PUT, PATCH or DELETE',
      required: true,
      ignoreStdin: true,
    }),
    path: text({description: 'the path, with its query if you like', required: true, ignoreStdin: true}),
  }
  static override flags = {
    service: string({summary: 'The service that it goes to; its endpoint in the region is used.', helpValue: 'NAME'}),
    param: string({
      summary: 'A query parameter; may be repeated.',
      helpValue: 'NAME=VALUE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    header: string({
      summary: 'A header; may be repeated.',
      helpValue: 'NAME: VALUE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    body: string({summary: 'The body: text, file://path, or - for stdin.', helpValue: 'TEXT'}),
    ...settingFlags(
      ...networkSettings,
      'endpoint',
      'api-version',
      'query',
      'columns',
      'include',
      'preview',
      'output-file',
      'derived-signing',
      'progress',
    ),
  }

  override async run(): Promise<void> {
    const {args, flags} = await this.parse(Request)
    const {service, param = [], header = [], body, ...rest} = flags
    const {request} = await import('../cli/request/request.js')
    await request(
      {...args, service, params: param, headers: header, body, settings: typedSettings(rest)},
      runtimeOf(this.config),
    )
  }
}
