import {join} from 'node:path'
import {Catalog} from '../../src/core/catalog/catalog.js'
import {repositoryRoot} from './repository.js'

/** The catalogue as it is committed, overlays not merged; its files have the form of the built ones. */
export const committedCatalog = (): Catalog => new Catalog(join(repositoryRoot, 'catalog'))
