/** A choice that a later release would change, and why it was written down. */
export interface Pin {
  readonly pin: string
  readonly reason: string
}

type PinMap = Readonly<Record<string, Pin>>

/** catalog/overlay/names.yaml. */
export interface Pins {
  /** By service: its default version. */
  readonly defaultVersions: PinMap
  /** By `service command`: the version that is meant when none is typed. */
  readonly preferredVersions: PinMap
  /** By `service version command name`: the field that keeps that short name, by its qualified name. */
  readonly shortNames: PinMap
}

export const noPins: Pins = {defaultVersions: {}, preferredVersions: {}, shortNames: {}}
