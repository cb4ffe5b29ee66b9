import assert from 'node:assert/strict'
import {relative} from 'node:path'
import {fileURLToPath} from 'node:url'
import {repositoryRoot} from '../../support/repository.js'

/** One case that went wrong. */
export interface Offender {
  /** `vpc/v3/list-vpcs`: what the variable OPERATION takes. */
  readonly title: string
  readonly message: string
}

const mostShown = 2000

const shortened = (text: string): string => (text.length > mostShown ? `${text.slice(0, mostShown)} …` : text)

/** Fails with all offenders in one message and the command that reruns the first of them. */
export const assertNoOffenders = (offenders: readonly Offender[], testUrl: string): void => {
  const [first] = offenders
  if (first === undefined) return
  const file = relative(repositoryRoot, fileURLToPath(testUrl))
  const lines = offenders.map(({title, message}) => `${title}: ${shortened(message)}`)
  assert.fail(
    `${String(offenders.length)} offenders; one case alone: OPERATION=${first.title} npx mocha ${file}\n${lines.join('\n')}`,
  )
}
