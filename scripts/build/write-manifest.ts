import {writeFileSync} from 'node:fs'
import {isManifestCurrent, manifestFile, manifestText} from './manifest.js'

// `npm run manifest` writes oclif.manifest.json, `npm run manifest:check` fails where it is not what would be written.
if (!process.argv.includes('--check')) writeFileSync(manifestFile, await manifestText())
else if (!(await isManifestCurrent())) throw new Error('oclif.manifest.json is out of date: npm run manifest')
