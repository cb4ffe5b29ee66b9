import {type DerivedSigning} from './sign.js'

export interface DerivedQuestion {
  readonly mode: 'auto' | 'on' | 'off'
  /** The service's name for derived signing, where it declares one. */
  readonly service: string | undefined
  readonly region: string | undefined
  /** Accounts whose keys are good everywhere sign for the region `globe`. */
  readonly isGlobal: boolean
}

/**
 * Whether requests are signed with a derived key, and for what (spec §2.7): in `auto` for a service that declares its name
 * and hosts that are no usual endpoints, if a region is known; `missing` says what `on` lacks.
 */
export const chooseDerived = ({
  mode,
  service,
  region,
  isGlobal,
}: DerivedQuestion): {readonly derived?: DerivedSigning; readonly missing?: 'name' | 'region'} => {
  if (mode === 'off') return {}
  if (service === undefined) return mode === 'on' ? {missing: 'name'} : {}
  if (region === undefined) return mode === 'on' ? {missing: 'region'} : {}
  return {derived: {service, region: isGlobal ? 'globe' : region, hosts: mode === 'on' ? 'all' : 'unusual'}}
}
