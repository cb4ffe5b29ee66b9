import {lookup, type LookupAddress, type LookupOptions} from 'node:dns'
import {isLoopback} from './host-name.js'

const loopback: readonly LookupAddress[] = [
  {address: '127.0.0.1', family: 4},
  {address: '::1', family: 6},
]

type Callback = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void

/** Looks names up as node does, but answers for `localhost` and `*.localhost` itself, whatever the name servers say. */
export const lookupName = (name: string, options: LookupOptions, callback: Callback): void => {
  if (!isLoopback(name.toLowerCase())) {
    lookup(name, options, callback)
    return
  }
  const wanted = loopback.filter(
    ({family}) => !options.family || `${family}` === `${options.family}`.replace('IPv', ''),
  )
  const [first] = wanted
  if (options.all) callback(null, wanted)
  else callback(null, first?.address ?? '', first?.family)
}
