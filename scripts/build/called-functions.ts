import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {type CommandLine} from './command-lines.js'
import {type CalledFunction} from './hint-calls.js'
import {runLine} from './run-line.js'

interface Coverage {
  readonly url: string
  readonly functions: readonly {
    readonly ranges: readonly {readonly startOffset: number; readonly endOffset: number; readonly count: number}[]
  }[]
}

/** Runs `bin/run.js` below a folder and writes there what of the scripts was called. */
const watcher = (root: string): string => `
const {Session} = require('node:inspector')
const session = new Session()
session.connect()
session.post('Profiler.enable')
session.post('Profiler.startPreciseCoverage', {callCount: true, detailed: false})
process.once('exit', () => session.post('Profiler.takePreciseCoverage', (error, answer) =>
  require('node:fs').writeFileSync(${JSON.stringify(join(root, 'called.json'))}, JSON.stringify(answer.result))))
require(${JSON.stringify(join(root, 'bin/run.js'))})
`

/**
 * The functions of a script of the program below `root` that a command line calls.
 * @throws {Error} where the line does not run.
 */
export const calledFunctions = async (
  root: string,
  script: string,
  line: CommandLine,
): Promise<readonly CalledFunction[]> => {
  const program = join(root, 'watcher.cjs')
  writeFileSync(program, watcher(root))
  await runLine(line, {program: [program], home: root})
  const scripts = JSON.parse(readFileSync(join(root, 'called.json'), 'utf8')) as readonly Coverage[]
  const found = scripts.find(({url}) => url.endsWith(`${script}.cjs`))
  if (!found) throw new Error(`hwc ${line.words.join(' ')} did not run ${script}.cjs`)
  return found.functions.flatMap(({ranges: [range]}) =>
    range !== undefined && range.count > 0 ? {start: range.startOffset, end: range.endOffset} : [],
  )
}
