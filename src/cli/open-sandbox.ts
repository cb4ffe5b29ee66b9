import {type Sandbox} from '../sandbox/start-sandbox.js'
import {type CallContext} from './call-context.js'

/** The region that the sandbox plays: what was typed, else its own where the service has it, else the service's first. */
const sandboxRegion = ({settings, found}: CallContext): string => {
  const typed = settings.provenance('region').origin === 'flag' ? settings.get('region') : undefined
  if (typed !== undefined) return typed
  const {regions} = found.file.head
  const [first = 'cn-north-4'] = Object.keys(regions)
  return Object.hasOwn(regions, 'cn-north-4') ? 'cn-north-4' : first
}

/** A Huawei Cloud in this process for one call, where the profile is `sandbox`; it says so on stderr (design §9). */
export const openSandbox = async (context: CallContext): Promise<Sandbox | undefined> => {
  const {profile, runtime, found, settings} = context
  if (profile.kind !== 'sandbox') return undefined
  const [{startSandbox}, catalog] = await Promise.all([import('../sandbox/start-sandbox.js'), runtime.catalog()])
  const {service, version, command} = found
  const region = sandboxRegion(context)
  const sandbox = await startSandbox({catalog, now: runtime.now, only: {service, version, command}, region})
  if (!settings.get('quiet'))
    runtime.io.stderr.stream.write('hwc: sandbox: answered by an emulator on this machine, not by Huawei Cloud\n')
  return sandbox
}
