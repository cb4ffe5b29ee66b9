import {type ServiceVersion} from '../core/catalog/types.js'
import {settingError, type Settings} from '../core/config/resolve-settings.js'
import {type CredentialType} from '../core/credentials/types.js'
import {algorithmSettings} from '../core/signing/algorithms.js'
import {chooseDerived} from '../core/signing/choose-derived.js'
import {type SignOptions} from '../core/signing/sign.js'

export interface SigningQuestion {
  readonly head: Pick<ServiceVersion, 'service' | 'derivedName'>
  readonly region: string | undefined
  readonly type: CredentialType
}

/** The algorithm that the settings ask for (spec §2.1). */
export const signingAlgorithm = (settings: Settings): Pick<SignOptions, 'algorithm'> => ({
  algorithm: algorithmSettings.get(settings.get('signing-algorithm')),
})

/**
 * How requests to a service are signed, as the settings say (spec §2.1, §2.7).
 * @throws {UsageError | ConfigError} for derived signing that is asked for where it cannot be.
 */
export const signingOptions = (
  settings: Settings,
  {head: {service, derivedName}, region, type}: SigningQuestion,
): Pick<SignOptions, 'algorithm' | 'derived'> => {
  const {derived, missing} = chooseDerived({
    mode: settings.get('derived-signing'),
    service: derivedName,
    region,
    isGlobal: type === 'global',
  })
  if (missing === 'name')
    throw settingError(settings, 'derived-signing', `${service} has no name to derive a signing key for`, {
      hint: 'Leave it at auto: it happens where a service takes it.',
    })
  if (missing === 'region')
    throw settingError(settings, 'derived-signing', 'a derived key is for a region, and none is set', {
      hint: 'Give --region.',
    })
  return {...signingAlgorithm(settings), derived}
}
