import {settingError, type Settings} from '../core/config/resolve-settings.js'
import {type RefuseTlsFile, type TlsPaths} from '../core/http/read-tls-files.js'
import {type TlsMaterial} from '../core/http/tls-options.js'
import {type Setup} from './setup.js'

/** The files that the settings name for TLS, read and checked. */
export type TlsFiles = (setup: Pick<Setup, 'settings'>) => Promise<TlsMaterial>

const pathsOf = (settings: Settings): TlsPaths => ({
  'ca-bundle': settings.get('ca-bundle'),
  'client-cert': settings.get('client-cert'),
  'client-key': settings.get('client-key'),
})

/** Of two settings that do not go together, the one that was typed is at fault. */
const refuseFor =
  (settings: Settings): RefuseTlsFile =>
  (names, {problem, hint}) => {
    const typed = names.find((name) => settings.provenance(name).origin === 'flag')
    return settingError(settings, typed ?? names[0], problem, {hint})
  }

/** The paths that the settings give for TLS, as a text; the same for the same ones. */
export const tlsKey = ({settings}: Pick<Setup, 'settings'>): string => JSON.stringify(pathsOf(settings))

/**
 * Reads the files of TLS, once for the same settings from the same sources. A call without any loads nothing.
 * @throws {UsageError} for a file that holds something else and was named by a flag, {ConfigError} by anything else
 * (what it makes, not this function)
 * @throws {FileError} for one that cannot be read.
 */
export const createTlsFiles = (): TlsFiles => {
  const known = new Map<string, Promise<TlsMaterial>>()
  return async ({settings}) => {
    const paths = pathsOf(settings)
    const named = Object.entries(paths).filter(([, path]) => path !== undefined)
    if (named.length === 0) return {}
    const key = JSON.stringify(named.map(([name, path]) => [path, settings.provenance(name as keyof TlsPaths).source]))
    const read = async (): Promise<TlsMaterial> => {
      const {readTlsFiles} = await import('../core/http/read-tls-files.js')
      return readTlsFiles(paths, refuseFor(settings))
    }
    const files = known.get(key) ?? read()
    known.set(key, files)
    return files
  }
}
