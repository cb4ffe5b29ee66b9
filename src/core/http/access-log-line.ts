import {type LogLevel} from './access-log.js'

export interface LogLine {
  readonly time: Date
  /** In place of the SDK's thread: hwc has one, and processes share a log. */
  readonly processId: number
  /** The SDK's client class: `VpcClient`; empty where no service is called. */
  readonly client: string
  readonly level: LogLevel
  /** One line. */
  readonly message: string
}

const pad = (value: number, length = 2): string => String(value).padStart(length, '0')

const day = (time: Date): string => [time.getFullYear(), pad(time.getMonth() + 1), pad(time.getDate())].join('-')

const timeOfDay = (time: Date): string =>
  `${[time.getHours(), time.getMinutes(), time.getSeconds()].map((part) => pad(part)).join(':')},${pad(time.getMilliseconds(), 3)}`

/** Where the SDK names the file and line that wrote the line: in one bundle there is nothing to tell. */
const place = 'access-log.ts 0'

/**
 * A line in the SDK's layout (spec §9.5), its line feed included: local time with milliseconds, process, logger, file and
 * line, level, message.
 */
export const formatLogLine = ({time, processId, client, level, message}: LogLine): string =>
  `${day(time)} ${timeOfDay(time)} ${processId} HuaweiCloud-SDK-${client || 'Client'} ${place} ${level} ${message}\n`
