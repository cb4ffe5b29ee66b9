import {type SendOptions, type Step} from './types.js'

/** The same options, with one more who is told how far the request came. */
export const followSteps = (options: SendOptions | undefined, onStep: (step: Step) => void): SendOptions => {
  const other = options?.onStep
  return {
    ...options,
    onStep: (step) => {
      onStep(step)
      other?.(step)
    },
  }
}
