import {resolve} from 'node:path'
import {copyTo} from '../core/client/download/copy-to.js'
import {type Saved} from '../core/client/download/options.js'
import {saveInFolder} from '../core/client/download/save-in-folder.js'
import {saveTo} from '../core/client/download/save-to.js'
import {type HttpResponse} from '../core/http/types.js'
import {writeTo} from '../core/io/write-stream.js'
import {createProgress, formatBytes} from '../core/output/progress.js'
import {type CallContext} from './call-context.js'

/** The size that the server promises, in bytes. */
const promisedLength = ({headers}: HttpResponse): number | undefined => {
  const text = headers['content-length'] ?? ''
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

/**
 * Puts a streamed answer where it belongs (design §7): `--output-file`; else stdout if that is no terminal; else a file
 * of the current folder named after the operation, which is told on stderr. Answers with the file, where it is one.
 */
export const saveAnswer = async (
  response: HttpResponse,
  {runtime, settings, found}: CallContext,
): Promise<Saved | undefined> => {
  const {io, cwd, interruption} = runtime
  const {body, headers} = response
  const file = settings.get('output-file')
  const quiet = settings.get('quiet')
  const toStdout = file === '-' || (file === undefined && !io.stdout.isTerminal)
  const progress = await createProgress({
    mode: toStdout && io.stdout.isTerminal ? 'none' : settings.get('progress'),
    quiet,
    stream: io.stderr,
    label: 'downloading',
    total: promisedLength(response),
  })
  let shown = 0
  const options = {
    signal: interruption.signal,
    onProgress: (bytes: number) => {
      progress.update(bytes - shown)
      shown = bytes
    },
  }
  const save = async (): Promise<Saved | undefined> => {
    if (toStdout) {
      if (settings.get('include')) {
        const {includedHead} = await import('./included-answer.js')
        await writeTo(io.stdout, includedHead(response))
      }
      await copyTo(body, io.stdout.stream, options)
      return undefined
    }
    if (file !== undefined) return saveTo(body, resolve(cwd, file), options)
    return saveInFolder(body, {folder: cwd, operation: found.command, contentType: headers['content-type']}, options)
  }
  try {
    const saved = await save()
    progress.stop()
    if (saved && !quiet) io.stderr.stream.write(`hwc: saved ${saved.path} (${formatBytes(saved.bytes)})\n`)
    return saved
  } finally {
    progress.stop()
  }
}
