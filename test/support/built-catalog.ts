import {join} from 'node:path'
import {Catalog} from '../../src/core/catalog/catalog.js'
import {repositoryRoot} from './repository.js'

/** The catalogue that the build made, which commands read; its files are read once for all tests of a process. */
export const builtCatalog = new Catalog(join(repositoryRoot, 'dist/catalog'))
