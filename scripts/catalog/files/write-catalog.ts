import {mkdirSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {type CatalogData} from './catalog-data.js'
import {formatServiceList, formatVersion} from './format-catalog.js'

/** Folders of `catalog/` that hold no service. */
const otherFolders = new Set(['overlay'])

/** Writes services.json and a file for each service version; removes the files of services and versions that are gone. */
export const writeCatalog = (folder: string, {list, services}: CatalogData): void => {
  mkdirSync(folder, {recursive: true})
  for (const entry of readdirSync(folder, {withFileTypes: true})) {
    if (entry.isDirectory() && !otherFolders.has(entry.name)) rmSync(join(folder, entry.name), {recursive: true})
  }
  for (const [service, versions] of services) {
    mkdirSync(join(folder, service), {recursive: true})
    for (const [version, data] of versions) {
      writeFileSync(join(folder, service, `${version}.json`), formatVersion(data))
    }
  }
  writeFileSync(join(folder, 'services.json'), formatServiceList(list))
}
