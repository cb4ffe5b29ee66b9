import {spawnSync} from 'node:child_process'

export interface Program {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** What it has to answer, or the figure would be of something else. */
  readonly exitCode: number
  /** What its stdout has to hold. */
  readonly holds: string
}

export interface Figures {
  /** Times a bare node's start, median of the pairs. */
  readonly ratio: number
  /** Milliseconds, median. */
  readonly time: number
  /** Of the bare node's runs beside it. */
  readonly bare: number
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2
}

/**
 * Runs node once with these words and answers the milliseconds from start to end.
 * @throws {Error} where the program does not answer what it has to.
 */
export const runOnce = ({argv, env, exitCode, holds}: Program): number => {
  const start = performance.now()
  const {status, stdout, stderr} = spawnSync(process.execPath, argv, {env, encoding: 'utf8'})
  const time = performance.now() - start
  if (status !== exitCode || !stdout.includes(holds)) {
    throw new Error(`${argv.join(' ')} answered ${String(status)}:\n${stdout.slice(0, 500)}\n${stderr.slice(0, 2000)}`)
  }
  return time
}

/** Measures a program against `node -e 0`, one run of each in turn: the machine drifts, the pairs drift with it. */
export const measure = (program: Program, rounds: number): Figures => {
  const bareNode: Program = {argv: ['-e', '0'], env: program.env, exitCode: 0, holds: ''}
  const pairs = Array.from({length: rounds}, () => ({bare: runOnce(bareNode), time: runOnce(program)}))
  return {
    ratio: median(pairs.map(({bare, time}) => time / bare)),
    time: median(pairs.map(({time}) => time)),
    bare: median(pairs.map(({bare}) => bare)),
  }
}
