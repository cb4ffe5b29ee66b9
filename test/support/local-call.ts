import {runHwc, type HwcRun, type HwcRunOptions} from './run-hwc.js'

const account = {
  HUAWEICLOUD_SDK_AK: 'TESTACCESSKEY',
  HUAWEICLOUD_SDK_SK: 'test-secret-key',
  HUAWEICLOUD_SDK_PROJECT_ID: 'p0',
  HUAWEICLOUD_SDK_DOMAIN_ID: 'd0',
  HWC_DISABLE_METADATA: '1',
  HWC_REGION: 'cn-north-4',
}

/** Runs the built program with an account in its environment against an endpoint. */
export const callLocally = async (
  words: readonly string[],
  endpoint: string,
  options: HwcRunOptions = {},
): Promise<HwcRun> => runHwc(words, {...options, env: {...account, HWC_ENDPOINT: endpoint, ...options.env}})
