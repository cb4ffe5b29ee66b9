import {type NamedOperation} from './named-operations.js'
import {type ReceivedEcho} from './received-echo.js'

/** Questions that every SDK asks by itself: the sandbox answers them before it looks for an operation. */
const lookUps = ['iam/v3/keystone-list-auth-domains', 'iam/v3/keystone-list-projects', 'sts/v1/get-caller-identity']

/** Whether the sandbox can answer with what it understood: to HEAD no answer has a body. */
export const isEchoed = ({operation, title}: NamedOperation): boolean =>
  operation.method !== 'HEAD' && !lookUps.includes(title)

/** Calls whose path, with values that the catalogue knows, is that of another operation as well. */
const ambiguous: Readonly<Record<string, string>> = {'vpn/v5/list-project-tags': 'show-vpn-connection'}

/** Whether the sandbox took a call for another operation, as it may. */
export const isAmbiguous = ({title}: NamedOperation, {command}: Pick<ReceivedEcho, 'command'>): boolean =>
  command === ambiguous[title]
