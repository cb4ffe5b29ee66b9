import {type NamedOperation} from './named-operations.js'

/** Whether the sandbox can answer with what it understood: to HEAD no answer has a body. */
export const isEchoed = ({operation}: NamedOperation): boolean => operation.method !== 'HEAD'
