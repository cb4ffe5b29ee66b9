import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {type CommandLine, commandLines} from './command-lines.js'
import {runLine} from './run-line.js'
import {type ScriptName, scriptNames, type ScriptOf} from './script-names.js'
import {tellingProgram, type Told} from './telling-program.js'

const loadedBy = async (line: CommandLine, program: string, root: string): Promise<readonly string[]> => {
  let told: Told | undefined
  await runLine(line, {
    program: [program, root],
    home: root,
    watch: (child) => child.on('message', (message: Told) => (told = message)),
  })
  const {exitCode = 0} = line
  if (told?.exitCode !== exitCode) throw new Error(`hwc ${line.words.join(' ')} answered ${String(told?.exitCode)}`)
  return told.paths
}

/**
 * Finds which script each file of a program that was bundled whole belongs in, by running what the scripts are for: a
 * file is in the first one that loads it. `root` holds `dist/catalog` and `oclif.manifest.json`; the program is
 * written there.
 * @throws {Error} where that does not run.
 */
export const chooseScripts = async (bundle: string, root: string): Promise<ScriptOf> => {
  const program = join(root, 'program.cjs')
  writeFileSync(program, tellingProgram(bundle))
  const scripts = new Map<string, ScriptName>()
  for (const script of scriptNames) {
    if (script === 'more') continue
    for (const line of commandLines[script]) {
      for (const path of await loadedBy(line, program, root)) if (!scripts.has(path)) scripts.set(path, script)
    }
  }
  return (path) => scripts.get(path) ?? 'more'
}
