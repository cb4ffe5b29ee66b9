import {type Middleware} from '../../core/http/types.js'
import {type Runtime} from '../runtime.js'

/** Waits for its turn. */
type Turn = (signal?: AbortSignal) => Promise<void>

/** How far a slot may lie back, in milliseconds: a timer that came late is made good, a pause is not. */
const slack = 100

/** Gives out slots, so many a second, evenly. */
export const createPace = (perSecond: number, {now, sleep}: Pick<Runtime, 'now' | 'sleep'>): Turn => {
  const interval = 1000 / perSecond
  let next: number | undefined
  return async (signal) => {
    const time = now().getTime()
    const slot = next === undefined ? time : Math.max(next, time - slack)
    next = slot + interval
    if (slot > time) await sleep(slot - time, signal)
  }
}

/** Sends every try, the first one and the repeated ones, only in its turn. */
export const paced =
  (turn: Turn): Middleware =>
  (next) =>
  async (request, options) => {
    await turn(options?.signal)
    return next(request, options)
  }
