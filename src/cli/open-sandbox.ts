import {UsageError} from '../core/errors/usage-error.js'
import {nearest} from '../core/errors/nearest.js'
import {type Sandbox} from '../sandbox/start-sandbox.js'
import {type CallContext} from './call-context.js'

/**
 * The region that the sandbox plays: what was typed, else its own where the service has it, else the service's first.
 * @throws {UsageError} for one that the service does not have: a script that works here must work there.
 */
const sandboxRegion = ({settings, found}: CallContext): string => {
  const {regions} = found.file.head
  const typed = settings.provenance('region').origin === 'flag' ? settings.get('region') : undefined
  if (typed !== undefined && !Object.hasOwn(regions, typed)) {
    const [suggestion] = nearest(typed, Object.keys(regions))
    const near = suggestion === undefined ? '' : `; did you mean ${suggestion}?`
    throw new UsageError([
      {message: `--region: ${found.service} has no region ${typed}${near}`, flag: '--region', suggestion},
    ])
  }
  const [first = 'cn-north-4'] = Object.keys(regions)
  return typed ?? (Object.hasOwn(regions, 'cn-north-4') ? 'cn-north-4' : first)
}

/** A Huawei Cloud in this process for one call, where the profile is `sandbox`. */
export const openSandbox = async (context: CallContext): Promise<Sandbox | undefined> => {
  const {profile, runtime, found} = context
  if (profile.kind !== 'sandbox') return undefined
  const region = sandboxRegion(context)
  const [{startSandbox}, catalog] = await Promise.all([import('../sandbox/start-sandbox.js'), runtime.catalog()])
  const {service, version, command} = found
  return startSandbox({catalog, now: runtime.now, only: {service, version, command}, region})
}

/** Nobody may take an answer of the sandbox for one of the cloud (design §9). */
export const tellOfSandbox = ({runtime, settings}: CallContext): void => {
  if (!settings.get('quiet'))
    runtime.io.stderr.stream.write('hwc: sandbox: answered by an emulator on this machine, not by Huawei Cloud\n')
}
