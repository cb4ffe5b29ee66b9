import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {builtCatalog} from '../support/built-catalog.js'
import {repositoryRoot} from '../support/repository.js'

/** Of a package's release, beside that of the SDK that the catalogue was made from. */
export type Age = 'older' | 'same' | 'newer'

/** The Node SDK's package of a service. */
export interface SdkPackage {
  readonly service: string
  readonly release: string
  readonly age: Age
}

/** The folder of the packages, which has a lockfile of its own. */
export const packagesFolder = join(repositoryRoot, 'test/oracle')

export const packageScope = '@huaweicloud/huaweicloud-sdk-'

const numbers = (release: string): readonly number[] => release.split(/[.-]/).slice(0, 3).map(Number)

const ageOf = (release: string): Age => {
  const theirs = numbers(release)
  const ours = numbers(builtCatalog.list.sources.python.release)
  const [difference = 0] = theirs.map((number, index) => number - (ours[index] ?? 0)).filter((number) => number !== 0)
  if (difference === 0) return 'same'
  return difference < 0 ? 'older' : 'newer'
}

/** The packages that package.json names, but for the core. */
export const sdkPackages = (): readonly SdkPackage[] => {
  const {dependencies} = JSON.parse(readFileSync(join(packagesFolder, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>
  }
  return Object.entries(dependencies)
    .map(([name, release]) => ({service: name.slice(packageScope.length), release, age: ageOf(release)}))
    .filter(({service}) => service !== 'core')
}
