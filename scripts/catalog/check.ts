import {checkCatalog} from './check/check-catalog.js'

const problems = checkCatalog(process.argv[2] ?? 'catalog')
for (const problem of problems) process.stderr.write(`${problem}\n`)
process.stdout.write(
  problems.length === 0 ? 'The catalogue is well formed.\n' : `${String(problems.length)} problems.\n`,
)
process.exitCode = problems.length === 0 ? 0 : 1
