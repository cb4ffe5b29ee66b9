import {readFileSync, writeFileSync} from 'node:fs'

// Required before a program: leaves the most memory that it ever had, in KiB, in the file that HWC_BENCH_MEMORY names.

const peak = (): string => {
  try {
    // What the system counts for this program alone; `maxRSS` begins with that of the process that started it.
    return /^VmHWM:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? ''
  } catch {
    return String(process.resourceUsage().maxRSS)
  }
}

process.on('exit', () => {
  writeFileSync(process.env['HWC_BENCH_MEMORY'] ?? '', peak())
})
