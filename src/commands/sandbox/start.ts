import {Command} from '@oclif/core/command'
import {integer} from '@oclif/core/flags'
import {runtimeOf} from '../../cli/runtime-of.js'
import {writeTo} from '../../core/io/write-stream.js'
import {serveSandbox} from '../../sandbox/serve-sandbox.js'

/** `hwc sandbox start`: a Huawei Cloud on loopback for other programs, until it is interrupted. */
export default class SandboxStart extends Command {
  static override summary = 'Run a Huawei Cloud on this machine that any official SDK can be pointed at.'
  static override description =
    'It listens on 127.0.0.1 only, verifies every signature and answers every operation from the catalogue. ' +
    'Its throw-away keys are printed as lines for a shell. Interrupt it to end it.'
  static override examples = ['<%= config.bin %> sandbox start --port 8080']
  static override flags = {
    port: integer({summary: 'The port to listen on; 0 lets the system choose one.', default: 0, min: 0, max: 65_535}),
  }

  override async run(): Promise<void> {
    const {flags} = await this.parse(SandboxStart)
    const runtime = runtimeOf(this.config)
    const {interruption} = runtime
    const {sandbox, lines} = await serveSandbox({
      catalog: await runtime.catalog(),
      now: runtime.now,
      port: flags.port,
      randomBytes: runtime.randomBytes,
      temporaryFolder: runtime.temporaryFolder(),
    })
    const interrupted = interruption.listen({quiet: true})
    try {
      await writeTo(runtime.io.stdout, `${lines.join('\n')}\n`)
      await interrupted
    } finally {
      await sandbox.close()
    }
  }
}
