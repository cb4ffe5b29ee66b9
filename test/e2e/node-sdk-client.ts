/** What the official Node SDK makes of a sandbox, sent to the process that forked this one. */
import {BasicCredentials} from '@huaweicloud/huaweicloud-sdk-core'
import {
  CreateVpcOption,
  CreateVpcRequest,
  CreateVpcRequestBody,
  ListVpcsRequest,
  ShowVpcRequest,
  VpcClient,
} from '@huaweicloud/huaweicloud-sdk-vpc/v2/public-api.js'

const [endpoint = '', projectId = '', accessKeyId = '', secretAccessKey = ''] = process.argv.slice(2)

const clientWith = (secret: string): VpcClient =>
  VpcClient.newBuilder()
    .withCredential(new BasicCredentials().withAk(accessKeyId).withSk(secret).withProjectId(projectId))
    .withEndpoint(endpoint)
    .build()

const client = clientWith(secretAccessKey)

const listIds = async (request: ListVpcsRequest): Promise<readonly string[]> => {
  const {vpcs = []} = await client.listVpcs(request)
  return vpcs.map(({id}) => String(id))
}

const create = async (): Promise<readonly unknown[]> => {
  const option = new CreateVpcOption().withName('büro & co').withCidr('10.0.0.0/16')
  const {vpc} = await client.createVpc(new CreateVpcRequest().withBody(new CreateVpcRequestBody().withVpc(option)))
  return [vpc?.name, vpc?.cidr]
}

const refused = async (): Promise<unknown> => {
  try {
    return await clientWith('wrong').listVpcs(new ListVpcsRequest())
  } catch (error) {
    const {httpStatusCode, errorCode, errorMsg, requestId} = error as Readonly<Record<string, unknown>>
    return {httpStatusCode, errorCode, errorMsg, requestId}
  }
}

const all = await listIds(new ListVpcsRequest())
process.send?.({
  all,
  firstTwo: await listIds(new ListVpcsRequest().withLimit(2)),
  afterTwo: await listIds(new ListVpcsRequest().withMarker(all[1] ?? '')),
  created: await create(),
  shownId: (await client.showVpc(new ShowVpcRequest().withVpcId('a1'))).vpc?.id,
  refused: await refused(),
})
process.disconnect()
