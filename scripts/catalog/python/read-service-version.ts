import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {type ServiceVersionFolder} from './list-service-versions.js'
import {type Models, openModels} from './model-folder.js'
import {readClient} from './read-client.js'
import {readRegions} from './read-regions.js'
import {type SourceClient, type SourceRegions} from './source-types.js'

export interface SourceServiceVersion {
  readonly client: SourceClient
  readonly models: Models
  readonly regions: SourceRegions
}

const read = <T>(file: string, reader: (file: string, source: string) => T): T =>
  reader(file, readFileSync(file, 'utf8'))

/** Client, models and regions of one service version of the Python SDK. */
export const readServiceVersion = ({service, folder}: ServiceVersionFolder): SourceServiceVersion => ({
  client: read(join(folder, `${service}_client.py`), readClient),
  models: openModels(join(folder, 'model')),
  regions: read(join(folder, 'region', `${service}_region.py`), readRegions),
})
