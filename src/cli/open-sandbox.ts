import {type ServiceVersion} from '../core/catalog/types.js'
import {nearest} from '../core/errors/nearest.js'
import {UsageError} from '../core/errors/usage-error.js'
import {type RouteHint} from '../sandbox/routes.js'
import {type Sandbox} from '../sandbox/start-sandbox.js'
import {type Runtime} from './runtime.js'
import {type Setup} from './setup.js'

export interface Sandboxes {
  /** The sandbox for a call, where its profile is `sandbox`. @throws {UsageError} for a region that the service lacks. */
  open(setup: Setup, service: Pick<ServiceVersion, 'service' | 'regions'>): Promise<Sandbox | undefined>
  close(): Promise<void>
}

/**
 * The region that the sandbox plays: what was typed, else its own where the service has it, else the service's first.
 * @throws {UsageError} for one that the service does not have: a script that works here must work there.
 */
const sandboxRegion = (
  {settings}: Pick<Setup, 'settings'>,
  {service, regions}: Pick<ServiceVersion, 'service' | 'regions'>,
): string => {
  const {origin, source} = settings.provenance('region')
  const typed = origin === 'flag' ? settings.get('region') : undefined
  if (typed !== undefined && !Object.hasOwn(regions, typed) && service !== '') {
    const [suggestion] = nearest(typed, Object.keys(regions))
    const near = suggestion === undefined ? '' : `; did you mean ${suggestion}?`
    throw new UsageError([{message: `${source}: ${service} has no region ${typed}${near}`, flag: source, suggestion}])
  }
  const [first = 'cn-north-4'] = Object.keys(regions)
  return typed ?? (Object.hasOwn(regions, 'cn-north-4') ? 'cn-north-4' : first)
}

/** Huawei Clouds in this process, one for each region that is asked for (design §9). */
export const createSandboxes = ({
  runtime,
  only,
}: {
  readonly runtime: Runtime
  readonly only?: RouteHint | undefined
}): Sandboxes => {
  const open = new Map<string, Promise<Sandbox>>()
  const start = async (region: string): Promise<Sandbox> => {
    const [{startSandbox}, catalog] = await Promise.all([import('../sandbox/start-sandbox.js'), runtime.catalog()])
    return startSandbox({catalog, now: runtime.now, region, ...(only && {only})})
  }
  return {
    open: async (setup, service) => {
      if (setup.profile.kind !== 'sandbox') return undefined
      const region = sandboxRegion(setup, service)
      const sandbox = open.get(region) ?? start(region)
      open.set(region, sandbox)
      return sandbox
    },
    close: async () => {
      await Promise.all(Array.from(open.values(), async (sandbox) => (await sandbox).close()))
    },
  }
}

/** Nobody may take an answer of the sandbox for one of the cloud (design §9). */
export const tellOfSandbox = ({runtime, settings}: {readonly runtime: Runtime} & Pick<Setup, 'settings'>): void => {
  if (!settings.get('quiet'))
    runtime.io.stderr.stream.write('hwc: sandbox: answered by an emulator on this machine, not by Huawei Cloud\n')
}
