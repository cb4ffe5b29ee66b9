import {type Age} from './sdk-package.js'

/** What of operations, parameters or fields of bodies one side alone has. */
export interface Inventory {
  /** What the package lacks. */
  readonly missing: readonly string[]
  /** What the package alone has. */
  readonly extra: readonly string[]
}

/** What packages older than the catalogue have and the Python SDK of the catalogue's release has no more. */
const withdrawn: readonly string[] = [
  'cce v3 NodeExtendParam.enterprise_project_id',
  'cce v3 NodeExtendParam.nicMultiqueue',
  'cce v3 NodeExtendParam.nicThreshold',
  'iam v5 ShowTokenPolicyV5',
  'iam v5 UpdateTokenPolicyV5',
]

export const joinInventories = (inventories: readonly Inventory[]): Inventory => ({
  missing: inventories.flatMap(({missing}) => missing),
  extra: inventories.flatMap(({extra}) => extra),
})

/**
 * What the ages of the two do not explain: a package older than the catalogue may lack something, and a newer one may have
 * more; one of the same release neither.
 */
export const unexplained = ({missing, extra}: Inventory, age: Age): readonly string[] => {
  const known = age === 'older' ? withdrawn : []
  return [
    ...(age === 'older' ? [] : missing).map(
      (name) => `${name}: hwc has it, and the package, which is no older, does not`,
    ),
    ...(age === 'newer' ? [] : extra)
      .filter((name) => !known.includes(name))
      .map((name) => `${name}: the package has it, which is no newer, and hwc does not`),
  ]
}
