import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {connect} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {closedPort} from './recording-server.js'

export interface RealProxy {
  readonly port: number
  /** What it wrote to its log. */
  readonly log: () => string
  readonly stop: () => Promise<void>
}

const listens = async (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => {
      resolve(false)
    })
  })

const waitFor = async (port: number, child: ChildProcess): Promise<void> => {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await listens(port)) return
    if (child.exitCode !== null) break
    await sleep(50)
  }
  throw new Error('tinyproxy did not start')
}

/**
 * Starts tinyproxy on loopback, for a user and password if given. Names below `.test` are nobody's: what goes there is
 * handed on to `onward`, as to the proxy of a provider, whose answer is the test's.
 */
export const startRealProxy = async ({
  onward,
  password,
}: {
  readonly onward: number
  readonly password?: {readonly user: string; readonly text: string}
}): Promise<RealProxy> => {
  const folder = mkdtempSync(join(tmpdir(), 'hwc-proxy-'))
  const port = await closedPort()
  const log = join(folder, 'log')
  const lines = [
    `Port ${port}`,
    'Listen 127.0.0.1',
    'Timeout 30',
    `LogFile "${log}"`,
    'LogLevel Connect',
    'MaxClients 50',
    ...(password ? [`BasicAuth ${password.user} ${password.text}`] : []),
    `upstream http 127.0.0.1:${onward} ".test"`,
  ]
  writeFileSync(join(folder, 'conf'), `${lines.join('\n')}\n`)
  const child = spawn('tinyproxy', ['-d', '-c', join(folder, 'conf')], {stdio: 'ignore'})
  await waitFor(port, child)
  return {
    port,
    log: () => readFileSync(log, 'utf8'),
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill()
      await ended
      rmSync(folder, {recursive: true, force: true})
    },
  }
}
