import {randomUUID} from 'node:crypto'
import {openLogFile} from '../../src/core/http/access-log-file.js'

// A process of its own that writes lines to a log: path, name of the writer, number of lines, bytes of a file, files.
const [path = '', name = '', count = '0', maximumBytes = '0', files = '5'] = process.argv.slice(2)
const append = openLogFile({
  path,
  rotator: {token: randomUUID(), now: () => new Date()},
  maximumBytes: Number(maximumBytes),
  files: Number(files),
})
for (let index = 0; index < Number(count); index += 1)
  append(`${name} ${index} ${'x'.repeat((index * 7) % 60)} ${name} ${index}\n`)
