import assert from 'node:assert/strict'
import {parseHost} from '../../src/core/config/parse-setting.js'
import {type Finding} from '../../src/core/credentials/claims.js'
import {loadFromChain} from '../../src/core/credentials/chain.js'
import {fromEnvironment} from '../../src/core/credentials/from-environment.js'
import {fromMetadata} from '../../src/core/credentials/from-metadata.js'
import {fromPodIdentity} from '../../src/core/credentials/from-pod-identity.js'
import {fromProfile} from '../../src/core/credentials/from-profile.js'
import {createIdCache} from '../../src/core/credentials/id-cache.js'
import {lookUpDomainId} from '../../src/core/credentials/look-up-domain-id.js'
import {lookUpProjectId} from '../../src/core/credentials/look-up-project-id.js'
import {type LookUp} from '../../src/core/credentials/look-up.js'
import {providersFor} from '../../src/core/credentials/resolve-account.js'
import {toProvider} from '../../src/core/credentials/to-provider.js'
import {
  type Account,
  type CredentialProvider,
  type CredentialType,
  type Keys,
} from '../../src/core/credentials/types.js'
import {ConfigError} from '../../src/core/errors/config-error.js'
import {CredentialsError} from '../../src/core/errors/credentials-error.js'
import {ServiceError} from '../../src/core/errors/service-error.js'
import {
  meansOn,
  readCases,
  type Sent,
  setStage,
  type Stage,
  stubOutreach,
  type VectorCase,
} from '../support/credential-cases.js'

const cases = readCases<VectorCase>('credentials.json')

/** The SDK asks by the class's name or its beginning, in any letter case; here a service's type is data. */
const typeOf = ({input}: VectorCase): CredentialType | undefined => {
  const name = (input.credential_type ?? '').split(',')[0]?.toLowerCase() ?? ''
  return (['basic', 'global'] as const).find((type) => name.startsWith(type))
}

/** What the SDK shows of its credential object. */
const describeFinding = (finding: Finding, type: CredentialType, stage: Stage): Record<string, string | null> => {
  const {proof} = finding
  const keys: Partial<Keys> = proof.kind === 'keys' ? proof.keys : {}
  const scope = type === 'basic' ? {project_id: finding.projectId ?? null} : {domain_id: finding.domainId ?? null}
  return {
    type: type === 'basic' ? 'BasicCredentials' : 'GlobalCredentials',
    ak: keys.accessKeyId ?? null,
    sk: keys.secretAccessKey ?? null,
    security_token: keys.securityToken ?? null,
    ...scope,
    idp_id: proof.kind === 'federation' ? proof.identityProvider : null,
    id_token_file: proof.kind === 'federation' ? stage.contract(proof.identityTokenFile) : null,
    iam_endpoint: finding.iamEndpoint ?? null,
    refresh_source: proof.kind === 'federation' ? 'federation' : null,
  }
}

interface Outcome {
  readonly finding?: Record<string, string | null>
  readonly absence?: string
  readonly error?: unknown
}

const observe = (
  run: (explain: (reason: string) => void) => Finding | undefined,
  describe: (finding: Finding) => Record<string, string | null>,
): Outcome => {
  let absence = ''
  try {
    const finding = run((reason) => {
      absence = reason
    })
    return finding ? {finding: describe(finding)} : {absence}
  } catch (error) {
    return {error}
  }
}

/** Where hwc is meant to do otherwise, and what it does instead (docs/sdk-differences.md). */
const refused =
  (message: RegExp) =>
  (outcome: Outcome): void => {
    assert.ok(outcome.error instanceof CredentialsError, 'the source is an error')
    assert.match(outcome.error.message, message)
  }

const same =
  (changes: Readonly<Record<string, null>>) =>
  ({finding}: Outcome, expected: VectorCase['expected']): void => {
    assert.deepEqual(finding, {...expected, ...changes})
  }

const sourceDifferences: Readonly<Record<string, (outcome: Outcome, expected: VectorCase['expected']) => void>> = {
  // An empty variable or key says nothing.
  'env-empty-token': same({security_token: null}),
  'profile-empty-token': same({security_token: null}),
  'env-empty-project': same({project_id: null}),
  // A half-set source is an error of its own instead of nothing.
  'env-only-ak': refused(/has HUAWEICLOUD_SDK_AK but no HUAWEICLOUD_SDK_SK$/),
  'env-only-sk': refused(/has HUAWEICLOUD_SDK_SK but no HUAWEICLOUD_SDK_AK$/),
  'env-empty-ak': refused(/has HUAWEICLOUD_SDK_SK but no HUAWEICLOUD_SDK_AK$/),
  'env-idp-partial-file': refused(/has HUAWEICLOUD_SDK_ID_TOKEN_FILE but no HUAWEICLOUD_SDK_IDP_ID$/),
  'profile-partial': refused(/^\[basic\] of profile default .* has ak but no sk$/),
  'profile-empty-value': refused(/ has sk but no ak$/),
  'profile-idp-partial-none': refused(/ has idp_id but no id_token_file$/),
  // What no request can carry, or what only came with a copy, is told instead of sent.
  'env-spaces-kept': refused(/^HUAWEICLOUD_SDK_AK begins or ends with a blank\.$/),
  'profile-multiline': refused(/^ak in \[basic\] of profile default .* holds a line break or another control/),
  'profile-blank-in-value': refused(/^sk in \[basic\] of profile default .* holds a line break or another control/),
  // [basic] is the section, whichever name asks for it.
  'profile-type-basiccredentials-basic-section': ({finding}) => {
    assert.deepEqual([finding?.['ak'], finding?.['sk']], ['ak1', 'sk1'])
  },
}

/** Errors by which the SDK's chain goes on to the next provider: for hwc the source has nothing. */
const sdkAbsences = ['ApiValueError', 'ApiTypeError', 'SdkException']

const checkSource = (vector: VectorCase, outcome: Outcome): void => {
  const difference = sourceDifferences[vector.id]
  if (difference) return difference(outcome, vector.expected)
  if (vector.expected) return assert.deepEqual(outcome.finding, vector.expected, String(outcome.error))
  const {class: name} = vector.expected_error ?? {class: ''}
  if (sdkAbsences.includes(name)) return assert.ok(outcome.absence, `expected nothing, got ${String(outcome.error)}`)
  assert.ok(outcome.error instanceof ConfigError, `expected a malformed file, got ${JSON.stringify(outcome)}`)
}

/** Cases that nothing of today can meet, and why. */
const notCovered = (vector: VectorCase): string | undefined => {
  const {group, id, input} = vector
  if (group === 'service-specific') return 'own-credentials.test.ts has them'
  if (id.startsWith('project-idp-')) return 'half a federation is refused where it is read, before any look-up'
  if (input.provider === 'builder') return "the client builder's own checks have no counterpart"
  if (input.credential_type !== undefined && typeOf(vector) === undefined)
    return 'a type is data here: there is no text that could be no type'
  return undefined
}

const covered = cases.filter((vector) => notCovered(vector) === undefined)
const inGroup = (group: string): readonly VectorCase[] => covered.filter((vector) => vector.group === group)

describe('Credentials of the environment and of a profile, as the SDK finds them', () => {
  for (const vector of inGroup('provider')) {
    it(`${vector.id}: ${vector.description}`, () => {
      const stage = setStage(vector.input)
      const type = typeOf(vector) ?? 'basic'
      const source =
        vector.input.provider === 'env'
          ? fromEnvironment(stage.surroundings.env, type)
          : fromProfile(stage.load().profile, type, () => assert.fail('no other profile is named'))
      checkSource(
        vector,
        observe(
          (explain) => source.find(explain),
          (finding) => describeFinding(finding, type, stage),
        ),
      )
      stage.strike()
    })
  }
})

/** Headers that signing or the HTTP library adds; they have vectors of their own. */
const added = ['Host', 'User-Agent', 'X-Sdk-Date', 'Authorization', 'X-Security-Token']

const describeSent = (sent: readonly Sent[], {signed}: {readonly signed: boolean}): readonly unknown[] =>
  sent.map(({request: {method, scheme, host, target, headers, body}, keys}) => ({
    method,
    scheme,
    target,
    host,
    headers: Object.fromEntries(
      Object.entries(headers).filter(([name]) => !added.includes(name) || (!signed && name === 'Authorization')),
    ),
    body: body instanceof Uint8Array ? Buffer.from(body).toString() : null,
    token: keys?.securityToken,
  }))

const describeExpected = (vector: VectorCase, {signed}: {readonly signed: boolean}): readonly unknown[] =>
  (vector.requests ?? []).map(({method, scheme, target, headers, body}) => ({
    method,
    scheme,
    target,
    host: headers['Host'],
    headers: Object.fromEntries(
      Object.entries(headers).filter(([name]) => !added.includes(name) || (!signed && name === 'Authorization')),
    ),
    body: body?.utf8 ?? null,
    token: headers['X-Security-Token'],
  }))

/** What a provider that fetches came to: keys, or why it has none. */
interface Fetched {
  readonly keys?: readonly (string | null)[]
  readonly absence?: string
  readonly error?: unknown
}

const keysIn = ({accessKeyId, secretAccessKey, securityToken}: Keys): readonly (string | null)[] => [
  accessKeyId,
  secretAccessKey,
  securityToken ?? null,
]

const expectedKeys = ({expected}: VectorCase): readonly (string | null | undefined)[] => [
  expected?.['ak'],
  expected?.['sk'],
  expected?.['security_token'],
]

const fetchWith = async (provider: CredentialProvider): Promise<Fetched> => {
  let absence = ''
  try {
    const account = await provider.load((reason) => {
      absence = reason
    })
    return account ? {keys: keysIn(account.keys)} : {absence}
  } catch (error) {
    return {error}
  }
}

const absent =
  (reason: RegExp) =>
  ({absence, error}: Fetched): void => {
    assert.match(absence ?? String(error), reason)
  }

const fails =
  (kind: new (...facts: never[]) => Error, message: RegExp) =>
  ({error}: Fetched): void => {
    assert.ok(error instanceof kind, String(error))
    assert.match(error.message, message)
  }

const gives =
  (...keys: readonly string[]) =>
  (fetched: Fetched): void => {
    assert.deepEqual(fetched.keys, keys, String(fetched.error))
  }

/** Vectors of which the SDK's result is an error, and those where hwc does otherwise (docs/sdk-differences.md). */
const fetchOutcomes: Readonly<Record<string, (fetched: Fetched) => void>> = {
  'metadata-token-500': absent(/^it answered 500$/),
  'metadata-token-403': absent(/^it answered 403$/),
  'metadata-token-201': absent(/^it answered 201$/),
  'metadata-key-404': absent(/^it answered 404$/),
  'metadata-key-401-agency': absent(/^the instance has no agency/),
  'metadata-key-401-then-token-404': absent(/^it answered 404$/),
  'metadata-key-401-twice': absent(/^it answered 401$/),
  'metadata-not-json': fails(CredentialsError, /^the instance metadata did not answer with JSON$/),
  // Differences: a time without a fraction is a time; off the cloud the chain goes on.
  'metadata-no-fraction': gives('m-ak', 'm-sk', 'm-st'),
  'metadata-refused': absent(/^nobody answers/),
  'metadata-timeout': absent(/^nobody answers/),
  'pod-no-env': absent(/are not set$/),
  'pod-one-env': fails(CredentialsError, / but no HC_CONTAINER_AUTHORIZATION_TOKEN_FILE$/),
  'pod-no-file': fails(CredentialsError, /^Cannot read the token file .*: there is no such file$/),
  'pod-empty-file': fails(CredentialsError, /^The token file .* is empty$/),
  // Difference: no empty token is sent.
  'pod-blank-file': fails(CredentialsError, /^The token file .* is empty$/),
  'pod-404': fails(CredentialsError, /^pod identity answered 404: /),
  'federation-file-missing': fails(CredentialsError, /^Cannot read the token file .*: there is no such file$/),
  'federation-file-empty': fails(CredentialsError, /^The token file .* is empty$/),
  'federation-no-subject-token': fails(CredentialsError, / gave none in return$/),
  'federation-empty-token-body': fails(CredentialsError, / gave none in return$/),
  'federation-token-401': fails(ServiceError, /^bad token$/),
  'federation-key-500': fails(ServiceError, /^m$/),
  'federation-key-empty': fails(CredentialsError, / answered without an access key$/),
}

/** How many of the vector's requests hwc sends, where that differs. */
const fewerRequests: Readonly<Record<string, number>> = {
  // Difference: keys of 40 minutes are kept until 20 are left, not fetched at every call.
  'federation-refresh': 2,
  'pod-blank-file': 0,
}

const runFetching = (
  group: string,
  create: (vector: VectorCase, stage: Stage, means: ReturnType<typeof meansOn>) => CredentialProvider,
): void => {
  for (const vector of inGroup(group)) {
    it(`${vector.id}: ${vector.description}`, async () => {
      const stage = setStage(vector.input)
      const {outreach, sent} = stubOutreach(vector.input)
      const provider = create(vector, stage, meansOn(stage, outreach))
      const fetched = await fetchWith(provider)
      // The vectors about reuse and refresh are about a second use.
      if (/-(reuse|refresh)$/.test(vector.id) && group === 'federation') await fetchWith(provider)
      const outcome = fetchOutcomes[vector.id]
      if (outcome) outcome(fetched)
      else assert.deepEqual(fetched.keys, expectedKeys(vector), String(fetched.error))
      const expected = describeExpected(vector, {signed: false})
      assert.deepEqual(
        describeSent(sent, {signed: false}),
        expected.slice(0, fewerRequests[vector.id] ?? expected.length),
      )
      stage.strike()
    })
  }
}

describe('Instance metadata, as the SDK asks for it', () => {
  runFetching('metadata', (_vector, stage, means) =>
    fromMetadata({
      ...means,
      settings: stage.load().settings,
      surroundings: stage.surroundings,
      isLastHope: true,
      companions: () => ({}),
    }),
  )
})

describe('Pod identity, as the SDK asks for it', () => {
  runFetching('pod-identity', (_vector, stage, means) =>
    fromPodIdentity(stage.surroundings.env, {
      ...means,
      now: stage.surroundings.now,
      companions: () => ({}),
    }),
  )
})

/** A source that the vector's federation comes from. */
const federatedSource = ({input, expected}: VectorCase, stage: Stage, iamEndpoint = expected?.['iam_endpoint']) => {
  const host = parseHost(iamEndpoint ?? '')
  const finding: Finding = {
    source: 'the vector',
    proof: {
      kind: 'federation',
      identityProvider: input.idp_id ?? expected?.['idp_id'] ?? '',
      identityTokenFile: stage.expand(input.id_token_file ?? expected?.['id_token_file'] ?? ''),
    },
    ...('value' in host ? {iamEndpoint: host.value} : {}),
  }
  return {name: 'the vector', find: () => finding}
}

describe('Federation, as the SDK does it', () => {
  runFetching('federation', (vector, stage, means) => {
    const {surroundings} = stage
    const {settings} = stage.load()
    return toProvider(federatedSource(vector, stage), {means, settings, surroundings, type: 'basic'})
  })
})

describe('The chain, as the SDK walks it', () => {
  const differences: Readonly<Record<string, (run: Promise<Account>) => Promise<void>>> = {
    // A half-set environment stops the chain, so that a typing error never uses another account.
    'chain-file-second': async (run) => {
      await assert.rejects(
        run,
        (error) => error instanceof CredentialsError && / but no HUAWEICLOUD_SDK_SK$/.test(error.message),
      )
    },
    'chain-builder-file-basic-section': async (run) => {
      assert.deepEqual((await run).keys, {accessKeyId: 'file-ak', secretAccessKey: 'file-sk'})
    },
    // Off the cloud the chain goes on.
    'chain-metadata-refused-stops': async (run) => {
      assert.deepEqual((await run).keys, {accessKeyId: 'pod-ak', secretAccessKey: 'pod-sk', securityToken: 'pod-st'})
    },
    'chain-nothing': async (run) => {
      await assert.rejects(run, (error) => {
        assert.ok(error instanceof CredentialsError)
        assert.deepEqual(error.message.split('\n').slice(4), [
          '  instance metadata: it answered 404',
          '  pod identity: HC_CONTAINER_CREDENTIALS_FULL_URI and HC_CONTAINER_AUTHORIZATION_TOKEN_FILE are not set',
        ])
        return true
      })
    },
  }

  for (const vector of inGroup('chain')) {
    it(`${vector.id}: ${vector.description}`, async () => {
      const stage = setStage(vector.input)
      const {outreach, sent} = stubOutreach(vector.input)
      const sources = {
        credentialType: typeOf(vector) ?? ('basic' as const),
        surroundings: stage.surroundings,
        ...stage.load(),
        warn: () => undefined,
        means: meansOn(stage, outreach),
      }
      // The vector's stubs answer for the SDK; what they are not asked is part of the outcome.
      const run = Promise.resolve().then(async () => loadFromChain(providersFor(sources)))
      const difference = differences[vector.id]
      if (difference) await difference(run)
      else if (vector.expected_error) await assert.rejects(run, ConfigError)
      else {
        const {keys, projectId, domainId} = await run
        assert.deepEqual(keysIn(keys), expectedKeys(vector))
        const expected = vector.expected ?? {}
        assert.equal(projectId ?? domainId ?? null, expected['project_id'] ?? expected['domain_id'] ?? null)
      }
      if (!difference) assert.deepEqual(describeSent(sent, {signed: false}), describeExpected(vector, {signed: false}))
      stage.strike()
    })
  }
})

/** What the vectors' descriptions say of the credential object and the region; else ak1, sk1 and cn-north-4. */
const lookUpInputs: Readonly<Record<string, Partial<Account> & {readonly region?: string; readonly token?: string}>> = {
  'project-explicit': {projectId: 'given'},
  'project-token': {token: 'st1'},
  'project-region-map': {region: 'la-south-2'},
  'project-region-unknown': {region: 'xx-test-9'},
  'project-cred-endpoint': {iamEndpoint: 'https://iam.cred.example.com'},
  'domain-explicit': {domainId: 'given'},
  'domain-empty-sts-token': {token: 'st'},
  'domain-empty-no-sts': {region: 'cn-north-1'},
  'domain-empty-sts-env': {region: 'cn-north-1'},
  'domain-cred-endpoint': {iamEndpoint: 'https://iam.cred.example.com'},
}

/** Errors of the look-ups: the class and what its message must hold. */
const lookUpErrors: Readonly<Record<string, readonly [new (...facts: never[]) => Error, RegExp]>> = {
  'project-none': [ConfigError, /^The account has no project in cn-north-4, trace id tr2$/],
  'project-no-key': [ConfigError, /^The account has no project in cn-north-4$/],
  'project-two': [ConfigError, /^The account has several projects in cn-north-4: pid-1, pid-2, trace id tr3$/],
  'project-error-403': [ServiceError, /^Cannot look up the project of cn-north-4: Policy denied$/],
  'project-error-401': [ServiceError, /^Cannot look up the project of cn-north-4: The token must be updated\.$/],
  'domain-empty-no-sts': [ConfigError, /^IAM told no account, trace id tr2, and cn-north-1 has no STS endpoint$/],
  'domain-sts-404': [ServiceError, /^Cannot look up the account: nf$/],
  'domain-sts-500': [ServiceError, /^Cannot look up the account: boom$/],
  'domain-sts-no-account': [ConfigError, /^Neither IAM nor STS told the account, trace id tr2$/],
  'domain-error-403': [ServiceError, /^Cannot look up the account: denied$/],
}

/** The look-up as the vector describes it, its answers stubbed. */
const stubbedLookUp = async (
  vector: VectorCase,
  stage: Stage,
): Promise<{readonly lookUp: LookUp; readonly sent: readonly Sent[]}> => {
  const {outreach, sent} = stubOutreach(vector.input)
  const {region = 'cn-north-4', token, ...ids} = lookUpInputs[vector.id] ?? {}
  const {settings} = stage.load()
  let keys: Keys = {accessKeyId: 'ak1', secretAccessKey: 'sk1', ...(token === undefined ? {} : {securityToken: token})}
  if (vector.id === 'project-federated') {
    const {surroundings} = stage
    const means = meansOn(stage, outreach, region)
    const source = federatedSource(vector, stage, null)
    const account = await toProvider(source, {means, settings, surroundings, type: 'basic'}).load(() => undefined)
    assert.ok(account)
    keys = account.keys
  }
  const account = {keys, source: 'the vector', ...ids}
  return {lookUp: {...outreach, account, settings, region, cache: createIdCache(stage.surroundings)}, sent}
}

const describeLookUps = (
  group: string,
  name: 'project_id' | 'domain_id',
  run: (lookUp: LookUp) => Promise<string>,
): void => {
  for (const vector of inGroup(group)) {
    it(`${vector.id}: ${vector.description}`, async () => {
      const stage = setStage(vector.input)
      const {lookUp, sent} = await stubbedLookUp(vector, stage)
      const failure = lookUpErrors[vector.id]
      if (failure) {
        const [kind, message] = failure
        await assert.rejects(run(lookUp), (error) => error instanceof kind && message.test(error.message))
        assert.ok(vector.expected_error)
      } else {
        assert.equal(await run(lookUp), vector.expected?.[name])
        // A second command of the same account asks nobody: the cache is on disk.
        assert.equal(await run({...lookUp, cache: createIdCache(stage.surroundings)}), vector.expected?.[name])
      }
      assert.deepEqual(describeSent(sent, {signed: true}), describeExpected(vector, {signed: true}))
      const userAgents = sent.map(({request}) => request.headers['User-Agent'])
      assert.deepEqual(
        userAgents,
        vector.requests?.map(({headers}) => headers['User-Agent']),
      )
      stage.strike()
    })
  }
}

describe('The project id look-up at IAM', () => {
  describeLookUps('project-id', 'project_id', lookUpProjectId)
})

describe('The domain id look-up at IAM and STS', () => {
  describeLookUps('domain-id', 'domain_id', lookUpDomainId)
})

describe('vectors/credentials.json', () => {
  it('is covered', function () {
    const reasons = new Map<string, number>()
    for (const vector of cases) {
      const reason = notCovered(vector)
      if (reason !== undefined) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
    }
    const lines = Array.from(reasons, ([reason, count]) => `      ${count} skipped: ${reason}`)
    process.stderr.write(`\n      credentials.json: ${covered.length} of ${cases.length} run\n${lines.join('\n')}\n`)
    const known = ['provider', 'metadata', 'pod-identity', 'federation', 'chain', 'project-id', 'domain-id']
    assert.deepEqual(
      covered.filter(({group}) => !known.includes(group)).map(({id}) => id),
      [],
    )
  })
})
