import {readCatalog} from './files/read-catalog.js'
import {readSensitive} from './overlay/read-overlays.js'
import {sensitiveReport} from './sensitive-report.js'

const folder = process.argv[2] ?? 'catalog'
const catalog = readCatalog(folder)
if (!catalog) throw new Error(`${folder}: no catalogue`)
process.stdout.write(sensitiveReport(catalog, readSensitive(folder)))
