import {createReadStream} from 'node:fs'
import {open} from 'node:fs/promises'
import {resolve} from 'node:path'
import {type Readable} from 'node:stream'
import {type Flags} from '../../core/config/resolve-settings.js'
import {FileError} from '../../core/errors/file-error.js'
import {UsageError} from '../../core/errors/usage-error.js'
import {previewValue} from '../../core/output/preview/preview-request.js'
import {buildPreview} from '../build-preview.js'
import {tellOfSandbox} from '../open-sandbox.js'
import {type Runtime} from '../runtime.js'
import {openSession} from '../session.js'
import {tellOfRetry, warn} from '../warn.js'
import {callLine, type LineTools, prepareLine} from './call-line.js'
import {checkUnchanged} from './check-unchanged.js'
import {openConfinedFiles} from './confined-files.js'
import {answerLine, previewLine} from './output-line.js'
import {createPace, paced} from './pace.js'
import {createPlans} from './plans.js'
import {createBatchProgress} from './progress.js'
import {openResumed} from './resume-output.js'
import {type BatchOptions, runBatch, type Shard} from './run-batch.js'
import {loadSetups} from './setups.js'
import {warnOnce} from '../warn-once.js'

/** What `hwc batch` was asked for. */
export interface BatchRequest {
  /** A path, or `-` for stdin. */
  readonly file: string
  readonly settings: Flags
  readonly concurrency: number
  /** Calls per second. */
  readonly rate: number | undefined
  readonly isOrdered: boolean
  /** The folder of the files that lines may use; by default the current one. */
  readonly files: string | undefined
  /** The output that is gone on with. */
  readonly resume: string | undefined
  readonly shard: Shard | undefined
}

interface Input {
  readonly stream: Readable
  /** In bytes, where it is known. */
  readonly size: number | undefined
  /** The same again from its beginning; undefined where it can be read once only. */
  readonly again: (() => Readable) | undefined
}

const openInput = async (file: string, {cwd, io}: Runtime): Promise<Input> => {
  if (file === '-') {
    if (io.stdin.isTerminal)
      throw new UsageError('stdin is a terminal', {hint: 'Pipe lines into hwc batch -, or name a file.'})
    return {stream: io.stdin.stream, size: undefined, again: undefined}
  }
  const path = resolve(cwd, file)
  try {
    const handle = await open(path, 'r')
    const state = await handle.stat()
    await handle.close()
    if (state.isDirectory()) throw Object.assign(new Error('a folder'), {code: 'EISDIR'})
    const read = (): Readable => createReadStream(path, {highWaterMark: 256 * 1024})
    return state.isFile()
      ? {stream: read(), size: state.size, again: read}
      : {stream: read(), size: undefined, again: undefined}
  } catch (cause) {
    const {code = ''} = cause as NodeJS.ErrnoException
    const reasons: Readonly<Record<string, string>> = {ENOENT: 'there is no such file', EISDIR: 'it is a folder'}
    throw new FileError(`Cannot read ${file}: ${reasons[code] ?? code}`, {cause})
  }
}

const resumeHint = ({file, resume}: BatchRequest): string =>
  resume === undefined
    ? `Lines without an answer, and those that failed, are called by: hwc batch ${file} --resume OUT, where OUT is the file that holds this output.`
    : 'The same command again calls the lines without an answer and those that failed.'

/** What one line of the output is made of: a call and its answer, or the preview of the request. */
const prepareWith =
  (
    tools: LineTools,
    {runtime, session, isPreview}: {runtime: Runtime; session: ReturnType<typeof openSession>; isPreview: boolean},
  ): BatchOptions['prepare'] =>
  async (line, origin) => {
    const {warn} = tools
    const call = await prepareLine(line, tools)
    return isPreview
      ? async () => previewLine(origin, previewValue(await buildPreview({...call, runtime, warn})))
      : async () => answerLine(origin, await callLine(session, call, warn))
  }

/**
 * Makes the calls that the lines of a file ask for, and answers each with a line.
 * @throws {HwcError} for what is wrong with the command line, and where lines failed.
 */
export const batch = async (request: BatchRequest, runtime: Runtime): Promise<void> => {
  const {file, settings: flags, concurrency, rate, isOrdered, files, resume, shard} = request
  const {cwd, io} = runtime
  const tell = warn(runtime, flags.get('quiet') === true)
  const setups = loadSetups(flags, runtime, tell)
  const {settings} = setups.base
  const isPreview = settings.get('preview') !== false
  if (isPreview && resume !== undefined)
    throw new UsageError([{message: '--resume goes on with answers, and --preview has none', flag: '--resume'}])
  const confined = await openConfinedFiles(files === undefined ? cwd : resolve(cwd, files))
  const input = await openInput(file, runtime)
  const resumed = resume === undefined ? undefined : await openResumed(resolve(cwd, resume), resume)
  if (resumed && input.again) await checkUnchanged(input.again(), resumed.done)
  if (setups.hasSandbox && !isPreview) tellOfSandbox({runtime, settings})

  const session = openSession({
    runtime,
    warn: warnOnce(tell),
    totalTimeout: settings.get('total-timeout'),
    isDirect: true,
    pace: rate === undefined ? undefined : paced(createPace(rate, runtime)),
    notify: settings.get('debug') ? tellOfRetry(runtime, settings.get('quiet')) : undefined,
  })
  const tools: LineTools = {
    setups,
    planOf: createPlans(await runtime.catalog()),
    files: confined,
    warn: session.warn,
  }
  const progress = await createBatchProgress({
    mode: settings.get('quiet') || (!resumed && io.stdout.isTerminal) ? 'none' : settings.get('progress'),
    stream: io.stderr,
    total: input.size,
    now: runtime.now,
  })
  try {
    if (!isPreview) for (const setup of setups.all) await session.check(setup)
    await runBatch(session, {
      input: input.stream,
      output: resumed?.output ?? io.stdout,
      ...(resume !== undefined && {outputName: resume}),
      isOrdered,
      concurrency,
      shard,
      done: resumed?.done,
      progress,
      prepare: prepareWith(tools, {runtime, session, isPreview}),
      resumeHint: isPreview ? '' : resumeHint(request),
    })
  } finally {
    progress.stop()
    input.stream.destroy()
    await resumed?.close()
    await session.close()
  }
}
