import {type CommandRun, runCommand} from '../../support/run-command.js'
import {type Call, type TypingFacts} from '../../support/type-call.js'
import {type CallWorld, now, openCallWorld, typedWords} from './call-world.js'
import {startEchoRelay} from './echo-relay.js'
import {backwards} from './example-call.js'
import {type NamedOperation} from './named-operations.js'

/** A world of calls whose answers are what the sandbox understood, for whole commands. */
export interface CommandWorld extends CallWorld {
  /** Where an operation is called: the name means one version of one service, as two versions may share a path. */
  readonly hostOf: (named: NamedOperation) => string
  /** Runs the command of a call as hwc would be run, every kind of credentials in its environment. */
  readonly run: (named: NamedOperation, call: Call, options: RunOptions) => Promise<CommandRun>
}

interface RunOptions extends Pick<TypingFacts, 'body'> {
  /** More flags. */
  readonly flags?: readonly string[]
}

/** Opens such a world. */
export const openCommandWorld = async (): Promise<CommandWorld> => {
  const world = await openCallWorld()
  const relay = await startEchoRelay(world.sandbox)
  const {keys, projectId, domainId} = world.sandbox
  const hostOf = ({service, version}: NamedOperation): string => `${version}.${service}.localhost:${relay.port}`
  return {
    ...world,
    hostOf,
    run: async (named, call, {body, flags = []}) => {
      const words = typedWords(named, backwards(call, named), {file: world.file.path, body})
      return runCommand([named.service, named.operation.name, '--api-version', named.version, ...flags, ...words], {
        now: () => now,
        env: {
          HUAWEICLOUD_SDK_AK: keys.accessKeyId,
          HUAWEICLOUD_SDK_SK: keys.secretAccessKey,
          HUAWEICLOUD_SDK_PROJECT_ID: projectId,
          HUAWEICLOUD_SDK_DOMAIN_ID: domainId,
          HWC_SMSAPI_AK: keys.accessKeyId,
          HWC_SMSAPI_SK: keys.secretAccessKey,
          HWC_MEETING_USER_NAME: keys.accessKeyId,
          HWC_MEETING_USER_PASSWORD: keys.secretAccessKey,
          HWC_ENDPOINT: `http://${hostOf(named)}`,
        },
      })
    },
    close: async () => {
      await relay.close()
      await world.close()
    },
  }
}
