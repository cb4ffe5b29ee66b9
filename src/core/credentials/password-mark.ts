import {scryptSync} from 'node:crypto'
import {type Proof} from './claims.js'

/** What tells one password from another in the name of a cache's file, from which it cannot be guessed. */
export const passwordMark = ({userName, userPassword, accountName}: Extract<Proof, {kind: 'password'}>): string =>
  scryptSync(userPassword, JSON.stringify([accountName, userName]), 32).toString('hex')
