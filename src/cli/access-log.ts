import {join, resolve} from 'node:path'
import {type AccessLogOptions} from '../core/http/access-log.js'
import {formatLogLine} from '../core/http/access-log-line.js'
import {openLogFile} from '../core/http/access-log-file.js'
import {type LogMask} from '../core/http/log-requests.js'
import {hideAccessKeys} from '../core/output/hide-sent.js'
import {maskText} from '../core/output/mask-text.js'
import {showControlsInLine} from '../core/values/show-controls.js'
import {type Runtime} from './runtime.js'

type Append = (line: string) => void

export interface AccessLogPlace {
  /** A path, or `-` for stderr. */
  readonly path: string
  readonly runtime: Runtime
  /** Is told once of a log that cannot be written. */
  readonly warn: (message: string) => void
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'there is no such folder',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be written',
  EPERM: 'it may not be written',
  EROFS: 'its file system may not be written',
  ENOSPC: 'the disk is full',
  ENXIO: 'nobody reads from it',
  EAGAIN: 'nobody reads from it',
}

const reasonOf = (error: unknown): string => {
  const {code = '', message} = error as NodeJS.ErrnoException
  return reasons[code] ?? (code || message)
}

/** A log never stops a call: what goes wrong with it is told, and the call goes on (design §8). */
const toFile = ({path, runtime, warn}: AccessLogPlace): Append => {
  const {cwd, home, now, randomBytes} = runtime
  const absolute = path.startsWith('~/') ? join(home, path.slice(2)) : resolve(cwd, path)
  const token = Buffer.from(randomBytes(16)).toString('hex')
  let isBroken = false
  let append: Append | undefined
  return (line) => {
    try {
      append ??= openLogFile({path: absolute, rotator: {token, now}})
      append(line)
    } catch (error) {
      if (!isBroken) warn(`The log ${path} cannot be written: ${reasonOf(error)}`)
      isBroken = true
    }
  }
}

const known = new WeakMap<Runtime, Map<string, Append>>()

/** One for each file, however many calls write to it. */
const openOnce = (place: AccessLogPlace): Append => {
  const {path, runtime} = place
  const logs = known.get(runtime) ?? new Map<string, Append>()
  known.set(runtime, logs)
  const {stream} = runtime.io.stderr
  const append = logs.get(path) ?? (path === '-' ? (line) => void stream.write(line) : toFile(place))
  logs.set(path, append)
  return append
}

/** What `logAccess` takes to write the lines of one client (design §8). */
export const accessLogOptions = (
  place: AccessLogPlace,
  {client, mask}: {readonly client: string; readonly mask: LogMask},
): AccessLogOptions => {
  const append = openOnce(place)
  const {now, processId, clock} = place.runtime
  return {
    clock,
    mask: {
      target: (request) => hideAccessKeys(request)(mask.target(request.target)),
      text: (text) => showControlsInLine(maskText(text)),
    },
    write: (level, message) => {
      append(formatLogLine({time: now(), processId, client, level, message}))
    },
  }
}
