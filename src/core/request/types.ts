import {type Parameter} from '../catalog/types.js'
import {type Value} from '../values/value.js'

/** A parameter outside the body, with what it is given. */
export interface ParameterValue {
  readonly parameter: Parameter
  readonly value: Value
}

/** An operation's arguments after reading and coercing: values of the catalogue's types, ready to be serialised. */
export interface RequestArguments {
  /** In the order of the operation's parameters. */
  readonly parameters: readonly ParameterValue[]
  /** The whole body or form by wire name, in any order (serialising puts models into the SDK's order). Absent: no body is sent. */
  readonly body?: Value
}

/** Ids that fill `{project_id}` and `{domain_id}` and go into X-Project-Id or X-Domain-Id. */
export interface Scope {
  readonly credentialType: 'basic' | 'global' | 'own'
  readonly projectId?: string | undefined
  readonly domainId?: string | undefined
}
