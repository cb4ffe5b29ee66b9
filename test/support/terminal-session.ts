import {execFile, spawnSync} from 'node:child_process'
import {randomUUID} from 'node:crypto'
import {setTimeout as sleep} from 'node:timers/promises'

/** A terminal that a test types into, as a person would. */
export interface TerminalSession {
  /** Types a text, or presses a key by tmux's name for it (`Enter`, `Down`). */
  readonly type: (text: string) => Promise<void>
  readonly press: (key: string) => Promise<void>
  /** What stands on the screen. */
  readonly screen: () => Promise<string>
  /** Waits until something stands on the screen. @throws {Error} with the screen after ten seconds. */
  readonly until: (pattern: RegExp) => Promise<void>
  readonly close: () => Promise<void>
}

/** Whether tmux is there. */
export const hasTerminal = (): boolean => spawnSync('tmux', ['-V']).status === 0

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** Runs a command on a terminal of its own, of 100 columns, with this environment and no other. */
export const openTerminal = async (
  command: readonly string[],
  {env, cwd}: {readonly env: Readonly<Record<string, string>>; readonly cwd: string},
): Promise<TerminalSession> => {
  const name = `hwc-${randomUUID()}`
  const tmux = async (...words: readonly string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      execFile('tmux', ['-f', '/dev/null', '-L', name, ...words], {cwd}, (error, stdout) => {
        if (error) reject(new Error(error.message))
        else resolve(stdout)
      })
    })
  const variables = Object.entries(env).map(([key, value]) => `${key}=${quote(value)}`)
  const line = `env -i TERM=screen ${variables.join(' ')} ${command.map(quote).join(' ')}; echo "ended with $?"; sleep 60`
  await tmux('new-session', '-d', '-x', '100', '-y', '40', line)
  const screen = async (): Promise<string> => tmux('capture-pane', '-p')
  return {
    type: async (text) => {
      await tmux('send-keys', '-l', text)
    },
    press: async (key) => {
      await tmux('send-keys', key)
    },
    screen,
    until: async (pattern) => {
      for (let waited = 0; waited < 10_000; waited += 50) {
        if (pattern.test(await screen())) return
        await sleep(50)
      }
      throw new Error(`${String(pattern)} never stood on the screen:\n${await screen()}`)
    },
    close: async () => {
      await tmux('kill-server')
    },
  }
}
