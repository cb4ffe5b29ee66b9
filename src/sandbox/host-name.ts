/** The host of a Host header, in lower case, without its port. */
export const hostName = (host: string): string => {
  const lower = host.trim().toLowerCase()
  const bracketed = /^(\[[^\]]*\])(?::\d*)?$/.exec(lower)
  return bracketed?.[1] ?? lower.replace(/:\d*$/, '')
}

const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)'
const loopback = new RegExp(`^(?:127\\.${octet}\\.${octet}\\.${octet}|\\[::1\\]|(?:[a-z0-9_-]+\\.)*localhost)$`)

/** True for 127.0.0.0/8, ::1, localhost and names below it: a page in a browser that made its name point here has another one. */
export const isLoopbackName = (name: string): boolean => loopback.test(name)

/** The labels in front of `localhost`: `vpc.localhost` → [`vpc`]. */
export const labelsBeforeLocalhost = (name: string): readonly string[] =>
  name.endsWith('.localhost') ? name.slice(0, -'.localhost'.length).split('.') : []
