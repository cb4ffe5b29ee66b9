import assert from 'node:assert/strict'
import {readName, resourceOf, summarize} from '../../../../src/cli/help/summary.js'

describe('summarize', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['ListVpcs', 'List VPCs'],
    ['NeutronListSecurityGroups', 'List security groups (Neutron)'],
    ['ListDomain', 'List domains'],
    ['ListTenantQuota', 'List tenant quotas'],
    ['ListMetadata', 'List metadata'],
    ['ShowMetadatas', 'Show metadata'],
    ['ListJobStatus', 'List job status'],
    ['ListSecurityGroupByTags', 'List security groups by tags'],
    ['BatchCreateTags', 'Create tags in batch'],
    ['BatchCreateOrDeleteTags', 'Create or delete tags in batch'],
    ['BatchCreateDeleteTransitIpTags', 'Create or delete transit IP tags in batch'],
    ['ListApisV2', 'List APIs (v2)'],
    ['ShowAllDataSource', 'Show all data sources'],
    ['DetectFaceByUrlIntl', 'Detect face by URL (international)'],
    ['ShowAssetNew', 'Show asset (new)'],
    ['CountObjectsUsingPost', 'Count objects (POST)'],
    ['ListDDosStatus', 'List DDoS status'],
    ['CreateGaussMySqlBackup', 'Create Gauss MySQL backup'],
    ['AddClientIDToOIDCProviderV5', 'Add client ID to OIDC provider (v5)'],
    ['ListK8sPods', 'List Kubernetes pods'],
    ['ListPublicIps', 'List public IPs'],
    ['CreateLoadbalancer', 'Create load balancer'],
    ['ShowRdsPassWord', 'Show RDS password'],
    ['UpdateDns', 'Update DNS'],
    ['CreateL7Policy', 'Create L7 policy'],
    ['Checkin', 'Checkin'],
    ['ListPLuginVersion', 'List plug-in versions'],
    ['ListAclPolicyBindedToApiV2', 'List ACL policies bound to API (v2)'],
    ['ListApisUnbindedToApp', 'List APIs unbound to app'],
    ['ListApisNotBoundWithSignatureKey', 'List APIs not bound with signature key'],
    ['AddingBackendInstances', 'Add backend instances'],
    ['Create2dModelTrainingJob', 'Create 2D model training job'],
    ['Cancel2DDigitalHumanVideo', 'Cancel 2D digital human video'],
    ['DeleteSShkey', 'Delete SSH key'],
    ['CreateRdSforMySqlProxy', 'Create RDS for MySQL proxy'],
  ]
  for (const [name, summary] of cases) it(`reads ${name} as "${summary}"`, () => assert.equal(summarize(name), summary))
})

describe('resourceOf', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['ListVpcs', 'VPC'],
    ['ShowVpc', 'VPC'],
    ['BatchDeleteSecurityGroupRules', 'security group rule'],
    ['NeutronListSecurityGroupsByTags', 'security group'],
    ['ListPolicies', 'policy'],
    ['ShowStatus', 'status'],
    ['ListApisBindedToApp', 'API'],
    ['ShowDetailsOfAppCodesV2', 'app code'],
    ['ShowStatusOfJobsInQueue', 'job'],
    ['CheckUsersOfApp', 'user'],
    ['UpdateDns', 'DNS'],
    ['Checkin', ''],
  ]
  for (const [name, resource] of cases)
    it(`finds "${resource}" in ${name}`, () => assert.equal(resourceOf(readName(name)).join(' '), resource))
})
