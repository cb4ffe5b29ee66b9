import {type Agent, Agent as HttpAgent, request as httpRequest} from 'node:http'
import {signRequest} from '../../src/core/signing/sign-request.js'

// `node batch-loop.js axios|http|sdk CALLS CONCURRENCY`: the calls of the batch benchmark as a program would make them
// without hwc. Every way signs, keeps connections and reads its answers as data.

const [way = '', calls = '0', concurrency = '1'] = process.argv.slice(2)
const {
  HUAWEICLOUD_SDK_AK: accessKeyId = '',
  HUAWEICLOUD_SDK_SK: secretAccessKey = '',
  HUAWEICLOUD_SDK_PROJECT_ID: projectId = '',
  HWC_ENDPOINT: endpoint = '',
} = process.env

const {host} = new URL(endpoint)
const keys = {accessKeyId, secretAccessKey}

const signed = (): {target: string; headers: Record<string, string>} => {
  const target = `/v1/${projectId}/vpcs?limit=1`
  const headers = {'Content-Type': 'application/json', 'X-Project-Id': projectId}
  const request = signRequest({method: 'GET', scheme: 'http', host, target, headers}, keys, {now: new Date()})
  return {target, headers: {...request.headers}}
}

type Call = () => Promise<{readonly vpcs?: readonly unknown[]}>

const agent = (): Agent => new HttpAgent({keepAlive: true, timeout: 4000})

const withAxios = async (): Promise<Call> => {
  const {default: axios} = await import('axios')
  const httpAgent = agent()
  return async () => {
    const {target, headers} = signed()
    return (await axios.get<{vpcs: unknown[]}>(endpoint + target, {headers, httpAgent})).data
  }
}

const withHttp = (): Call => {
  const own = agent()
  return () =>
    new Promise((resolve, reject) => {
      const {target, headers} = signed()
      httpRequest(endpoint + target, {method: 'GET', headers, agent: own}, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () => {
          resolve(JSON.parse(Buffer.concat(chunks).toString()) as {vpcs: unknown[]})
        })
      })
        .on('error', reject)
        .end()
    })
}

const withSdk = async (): Promise<Call> => {
  const {BasicCredentials} = await import('@huaweicloud/huaweicloud-sdk-core')
  const {ListVpcsRequest, VpcClient} = await import('@huaweicloud/huaweicloud-sdk-vpc/v2/public-api.js')
  const credentials = new BasicCredentials().withAk(accessKeyId).withSk(secretAccessKey).withProjectId(projectId)
  const client = VpcClient.newBuilder().withCredential(credentials).withEndpoint(endpoint).build()
  return async () => (await client.listVpcs(new ListVpcsRequest().withLimit(1))) as {vpcs: unknown[]}
}

const ways: Readonly<Record<string, () => Call | Promise<Call>>> = {axios: withAxios, http: withHttp, sdk: withSdk}
const call = await ways[way]?.()
if (!call) throw new TypeError(`There is no way ${way}`)

let left = Number(calls)
let answered = 0
const work = async (): Promise<void> => {
  while (left > 0) {
    left -= 1
    const {vpcs} = await call()
    if (vpcs?.length !== 1) throw new Error('Not the answer of the server')
    answered += 1
  }
}
await Promise.all(Array.from({length: Number(concurrency)}, work))
process.stdout.write(`${String(answered)} answered\n`)
