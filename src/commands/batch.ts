import {string as text} from '@oclif/core/args'
import {Command} from '@oclif/core/command'
import {boolean, integer, string} from '@oclif/core/flags'
import {parseRate, parseShard} from '../cli/batch/batch-flags.js'
import {networkSettings} from '../cli/open-command.js'
import {runtimeOf} from '../cli/runtime-of.js'
import {settingFlags, typedSettings} from '../cli/setting-flags.js'

/** `hwc batch FILE|-`: many calls in one process, one a line. */
export default class Batch extends Command {
  static override summary = 'Make many calls, one for each line of a file, side by side.'
  static override description =
    'A line is JSON: {"service","operation","apiVersion"?,"params"?,"body"?,"region"?,"profile"?,"outputFile"?,"id"?}. ' +
    'Each is answered by a line: {"id","line","hash","ok","status","requestId","response"|"error"}, in the order of the input. ' +
    'A bad line is answered by an error, and the rest goes on. The exit code is 9 if any line failed.'
  static override examples = [
    'hwc batch calls.ndjson > answers.ndjson',
    'hwc batch calls.ndjson --resume answers.ndjson --concurrency 16 --rate 50',
    'hwc batch calls.ndjson --shard 2/5 --resume answers-2.ndjson',
    'hwc batch calls.ndjson --preview',
  ]
  static override args = {
    file: text({description: 'the lines, - for stdin', required: true, ignoreStdin: true}),
  }
  static override flags = {
    concurrency: integer({summary: 'Calls side by side.', default: 8, min: 1, max: 1000}),
    rate: string({summary: 'At most so many tries per second.', helpValue: 'N'}),
    unordered: boolean({summary: 'Answer lines as they finish, not in the order of the input.'}),
    files: string({
      summary: 'The folder of the files that lines may read and write; the current one by default.',
      helpValue: 'DIR',
    }),
    resume: string({
      summary: 'Go on with an output: call what it does not tell of and what failed, and append to it.',
      helpValue: 'OUT',
    }),
    shard: string({summary: 'Take only every N-th line, from the I-th.', helpValue: 'I/N'}),
    ...settingFlags(
      // Its answers have a form of their own.
      ...networkSettings.filter((name) => name !== 'output'),
      'endpoint',
      'preview',
      'derived-signing',
      'progress',
    ),
  }

  override async run(): Promise<void> {
    const {args, flags} = await this.parse(Batch)
    const {concurrency, rate, unordered, files, resume, shard} = flags
    const request = {
      file: args.file,
      settings: typedSettings(flags),
      concurrency,
      rate: rate === undefined ? undefined : parseRate(rate),
      isOrdered: !unordered,
      files,
      resume,
      shard: shard === undefined ? undefined : parseShard(shard),
    }
    const {batch} = await import('../cli/batch/batch.js')
    await batch(request, runtimeOf(this.config))
  }
}
