import {spawnSync} from 'node:child_process'
import {type ShellOptions, type ShellRun, runShell} from './run-shell.js'

const answers = (command: string, words: readonly string[], pattern: RegExp): boolean => {
  const {stdout, status} = spawnSync(command, words, {encoding: 'utf8'})
  return status === 0 && pattern.test(stdout)
}

/** What gives a program a terminal on this machine; undefined where nothing does. */
export const terminalProgram = (): 'script' | 'python3' | undefined => {
  if (answers('script', ['--version'], /util-linux/)) return 'script'
  return answers('python3', ['-c', 'import pty; print("pty")'], /pty/) ? 'python3' : undefined
}

const spawnPty = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(["/bin/sh", "-c", sys.argv[1]])))'

/**
 * Runs a script in a shell whose stdin, stdout and stderr are a terminal of 120 columns; what it writes comes as stdout,
 * lines ended as a terminal ends them.
 */
export const runOnTerminal = async (
  script: string,
  program: 'script' | 'python3',
  options: ShellOptions,
): Promise<ShellRun> => {
  const sized = `stty cols 120 rows 40; ${script}`
  const env = {...options.env, INNER: sized, PTY: spawnPty}
  const outer = program === 'script' ? 'script -qec "$INNER" /dev/null' : 'python3 -c "$PTY" "$INNER"'
  return runShell(`${outer} </dev/null`, {...options, env: {TERM: 'xterm', SHELL: '/bin/sh', ...env}})
}
