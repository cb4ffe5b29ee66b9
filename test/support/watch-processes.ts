import {readdirSync, readFileSync} from 'node:fs'
import {setTimeout as sleep} from 'node:timers/promises'

/** The words of every process that runs now, as `ps` shows them; empty where the system has no /proc. */
const commandLines = (): readonly string[] => {
  let entries: readonly string[]
  try {
    entries = readdirSync('/proc')
  } catch {
    return []
  }
  return entries.flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return []
    try {
      return [readFileSync(`/proc/${entry}/cmdline`, 'utf8').replaceAll('\0', ' ')]
    } catch {
      // It has ended meanwhile.
      return []
    }
  })
}

/** Looks at all processes while `work` runs, some fifty times a second. Answers the command lines that hold one of the texts. */
export const watchProcesses = async (
  texts: readonly string[],
  work: () => Promise<void>,
): Promise<readonly string[]> => {
  const found = new Set<string>()
  let isOver = false
  const watch = async (): Promise<void> => {
    while (!isOver) {
      for (const line of commandLines()) if (texts.some((text) => line.includes(text))) found.add(line)
      await sleep(20)
    }
  }
  const watching = watch()
  try {
    await work()
  } finally {
    isOver = true
    await watching
  }
  return Array.from(found)
}
