import {rmSync, mkdtempSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {type StartedHwc, startHwc} from './start-hwc.js'

/** `hwc sandbox start` as a process of its own. */
export interface SandboxProcess {
  readonly hwc: StartedHwc
  /** What its exports set, as a shell would read them. */
  readonly env: Readonly<Record<string, string>>
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  /** Interrupts it and waits for its end. */
  readonly stop: () => Promise<number | NodeJS.Signals>
}

/** Starts the sandbox on a port that the system chooses and waits until it listens. */
export const startSandboxProcess = async (): Promise<SandboxProcess> => {
  const home = mkdtempSync(join(tmpdir(), 'hwc-sandbox-home-'))
  const hwc = startHwc(['sandbox', 'start', '--port', '0'], {env: {HOME: home}, cwd: home, timeout: 120_000})
  await hwc.until('stdout', /^export HWC_REGION=.*\n/m)
  const env = Object.fromEntries(
    Array.from(hwc.stdout().matchAll(/^export (\w+)=(.*)$/gm), ([, name = '', value = '']) => [name, value]),
  )
  const stop = async (): Promise<number | NodeJS.Signals> => {
    hwc.child.kill('SIGINT')
    const code = await hwc.ended
    rmSync(home, {recursive: true, force: true})
    return code
  }
  return {hwc, env, url: env['HWC_ENDPOINT'] ?? '', stop}
}
