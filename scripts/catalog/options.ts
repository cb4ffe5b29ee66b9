import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {execFileSync} from 'node:child_process'
import {parseArgs} from 'node:util'

export interface SourceRelease {
  readonly release: string
  readonly commit: string
}

export interface BuildOptions {
  readonly python: string
  readonly go: string
  readonly out: string
  readonly sources: Readonly<Record<'python' | 'go', SourceRelease>>
}

const git = (checkout: string): string =>
  execFileSync('git', ['-C', checkout, 'rev-parse', 'HEAD'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim()

/** The release of a checkout is in its file VERSION, the commit in its git folder, or given where it has none. */
const releaseOf = (checkout: string, commit: string | undefined): SourceRelease => ({
  release: readFileSync(join(checkout, 'VERSION'), 'utf8').trim(),
  commit: commit ?? git(checkout),
})

/** Reads the generator's arguments. @throws {Error} where a checkout is not named or its release is not to be found. */
export const readOptions = (argv: readonly string[]): BuildOptions => {
  const {values} = parseArgs({
    args: [...argv],
    options: {
      python: {type: 'string'},
      go: {type: 'string'},
      out: {type: 'string', default: 'catalog'},
      'python-commit': {type: 'string'},
      'go-commit': {type: 'string'},
    },
  })
  const {python, go, out} = values
  if (python === undefined || go === undefined) {
    throw new Error(
      'usage: build.js --python CHECKOUT --go CHECKOUT [--python-commit ID] [--go-commit ID] [--out FOLDER]',
    )
  }
  return {
    python,
    go,
    out,
    sources: {python: releaseOf(python, values['python-commit']), go: releaseOf(go, values['go-commit'])},
  }
}
