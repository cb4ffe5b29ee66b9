/** What the process answers to its caller (design §8). Numbers are never renumbered; this file alone holds them. */
export const ExitCode = {
  Ok: 0,
  Bug: 1,
  Usage: 2,
  Config: 3,
  Credentials: 4,
  ServiceRefused: 5,
  ServiceFailed: 6,
  Network: 7,
  Waiter: 8,
  Partial: 9,
  NotFound: 10,
  Throttled: 11,
  NotAllowed: 12,
  File: 13,
  Interrupted: 130,
  Terminated: 143,
} as const

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]

/** The exit code for the HTTP status (400–599) of a service's error. */
export const exitCodeForStatus = (status: number): ExitCode => {
  if (status >= 500) return ExitCode.ServiceFailed
  if (status === 404) return ExitCode.NotFound
  if (status === 429) return ExitCode.Throttled
  if (status === 401 || status === 403) return ExitCode.NotAllowed
  return ExitCode.ServiceRefused
}
