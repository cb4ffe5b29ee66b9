import {type Profile} from '../../src/core/config/profile.js'

/** A named, trusted profile with these settings. */
export const profileOf = (settings: Readonly<Record<string, string>>): Profile => ({
  name: 'prod',
  kind: 'file',
  title: 'profile prod',
  explicit: true,
  trusted: true,
  path: '/p',
  settings: new Map(Object.entries(settings)),
})
