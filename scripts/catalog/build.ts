import {buildCatalog} from './build-catalog.js'
import {readOptions} from './options.js'

buildCatalog(readOptions(process.argv.slice(2)), (text) => process.stdout.write(text))
