import {join} from 'node:path'
import {assembleCatalog} from './assemble/assemble-catalog.js'
import {assembleVersion} from './assemble/assemble-version.js'
import {compareCatalogs, formatChanges} from './compare-catalogs.js'
import {readCatalog} from './files/read-catalog.js'
import {writeCatalog} from './files/write-catalog.js'
import {readGoModels} from './go/read-go-models.js'
import {readPins, writePins} from './names/pin-file.js'
import {pinShortNames} from './names/pin-short-names.js'
import {pinVersions} from './names/pin-versions.js'
import {type BuildOptions} from './options.js'
import {formatPages} from './pages/format-pages.js'
import {listServiceVersions} from './python/list-service-versions.js'
import {readServiceVersion} from './python/read-service-version.js'

/**
 * Generates the catalogue of the two checkouts in place of the one in `out`, which decides what names go on meaning.
 * Says through `print` what the SDK contradicts itself about and what changed.
 * @throws {Error} for anything in the checkouts that is not known; then nothing is written.
 */
export const buildCatalog = ({python, go, out, sources}: BuildOptions, print: (text: string) => void): void => {
  const old = readCatalog(out)
  const pinFile = join(out, 'overlay', 'names.yaml')
  const note = (text: string): void => {
    print(`note: ${text}\n`)
  }
  const unpaged = new Map<string, string[]>()
  const told = {
    note,
    unpaged: (operation: string, reason: string) => {
      unpaged.set(reason, [...(unpaged.get(reason) ?? []), operation])
    },
  }
  const assembled = listServiceVersions(python).map((folder) =>
    assembleVersion(folder, readServiceVersion(folder), readGoModels(go, folder.service, folder.version), told),
  )
  const fresh = assembleCatalog(sources, assembled)
  const {catalog, pins} = pinShortNames(pinVersions(fresh, old, readPins(pinFile)), old)
  writeCatalog(out, catalog)
  writePins(pinFile, pins)
  print(formatPages(catalog, unpaged))
  print(formatChanges(compareCatalogs(old, catalog), old === undefined))
}
