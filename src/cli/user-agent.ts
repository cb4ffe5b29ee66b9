import {type Runtime} from './runtime.js'

/** What hwc tells of itself, in the form of the SDK's user agent (spec §5.3) with a product of its own. */
export const userAgent = ({version, platform, architecture, systemRelease, nodeVersion}: Runtime): string => {
  const clean = (text: string): string => text.replaceAll(/[^\x21-\x7e]/g, '_')
  return `hwc/${version}; os/${clean(platform)}#${clean(systemRelease())}#${clean(architecture)} node/${clean(nodeVersion)}`
}
