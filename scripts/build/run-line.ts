import {once} from 'node:events'
import {createServer, type Server} from 'node:http'
import {type AddressInfo} from 'node:net'
import {type ChildProcess, fork} from 'node:child_process'
import {type CommandLine} from './command-lines.js'

const listen = async (status: number): Promise<Server> => {
  const body = status < 400 ? '{"vpcs": [{"id": "1", "name": "a"}]}' : '{"code": "VPC.0001", "message": "none"}'
  const server = createServer((_, response) => {
    response.writeHead(status, {'content-type': 'application/json'}).end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

const environment = (home: string, server: Server): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  // Windows opens no socket without it.
  ...(process.env['SystemRoot'] !== undefined && {SystemRoot: process.env['SystemRoot']}),
  HOME: home,
  USERPROFILE: home,
  XDG_CACHE_HOME: home,
  HUAWEICLOUD_SDK_AK: 'BUILDACCESSKEY',
  HUAWEICLOUD_SDK_SK: 'build-secret-key',
  HUAWEICLOUD_SDK_PROJECT_ID: '0123456789abcdef0123456789abcdef',
  HWC_REGION: 'cn-north-4',
  HWC_ENDPOINT: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
})

export interface RunOptions {
  /** The script that node runs, and the arguments before the line's words. */
  readonly program: readonly [string, ...string[]]
  /** Where the program finds and keeps what is its user's. */
  readonly home: string
  /** Is told of the process when it has been started. */
  readonly watch?: (child: ChildProcess) => void
}

/** Runs a command line as a process of its own, against a server of this one that answers with the line's status. */
export const runLine = async (
  {words, status = 200}: CommandLine,
  {program: [script, ...before], home, watch}: RunOptions,
): Promise<void> => {
  const server = await listen(status)
  try {
    const child = fork(script, [...before, ...words], {
      env: environment(home, server),
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      timeout: 60_000,
    })
    watch?.(child)
    // What it tells may come after its end.
    await Promise.all([once(child, 'exit'), once(child, 'disconnect')])
  } finally {
    server.close()
  }
}
