import core = require('@huaweicloud/huaweicloud-sdk-core')
import vpc = require('@huaweicloud/huaweicloud-sdk-vpc/v2/public-api')

// The benchmark's call as a script with the official SDK for Node, loaded the way that starts fastest.

const {
  HUAWEICLOUD_SDK_AK = '',
  HUAWEICLOUD_SDK_SK = '',
  HUAWEICLOUD_SDK_PROJECT_ID = '',
  HWC_ENDPOINT = '',
} = process.env
const credentials = new core.BasicCredentials()
  .withAk(HUAWEICLOUD_SDK_AK)
  .withSk(HUAWEICLOUD_SDK_SK)
  .withProjectId(HUAWEICLOUD_SDK_PROJECT_ID)
const client = vpc.VpcClient.newBuilder().withCredential(credentials).withEndpoint(HWC_ENDPOINT).build()
client.listVpcs(new vpc.ListVpcsRequest().withLimit(1)).then(
  (answer) => process.stdout.write(JSON.stringify(answer)),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`)
    process.exitCode = 1
  },
)
