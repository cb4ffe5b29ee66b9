import {type Settings} from '../config/resolve-settings.js'
import {iamRegions, stsRegions} from './iam-regions.js'
import {type Account} from './types.js'

interface Where {
  readonly account: Pick<Account, 'iamEndpoint'>
  readonly settings: Settings
  readonly region: string | undefined
}

/** Where IAM is: the profile's endpoint, HUAWEICLOUD_SDK_IAM_ENDPOINT, the region's, the global one (spec §3.10). */
export const iamEndpoint = ({account, settings, region}: Where): string =>
  account.iamEndpoint ??
  settings.get('iam-endpoint') ??
  (region !== undefined && iamRegions.includes(region)
    ? `https://iam.${region}.myhuaweicloud.com`
    : 'https://iam.myhuaweicloud.com')

/** Where STS is: HUAWEICLOUD_SDK_STS_ENDPOINT, or the region's if it has one (spec §3.10). */
export const stsEndpoint = ({settings, region}: Omit<Where, 'account'>): string | undefined =>
  settings.get('sts-endpoint') ??
  (region !== undefined && stsRegions.includes(region) ? `https://sts.${region}.myhuaweicloud.com` : undefined)
