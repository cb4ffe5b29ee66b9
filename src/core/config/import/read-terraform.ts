import {readVariable} from '../read-variable.js'
import {type Surroundings} from '../surroundings.js'
import {ConfigError} from '../../errors/config-error.js'
import {type ImportedProfile, withoutHalves} from './imported-profile.js'

/** The settings whose variables are Terraform's, by the keys of a profile. */
const rows: Readonly<Record<string, string>> = {
  ak: 'terraform-access-key',
  sk: 'terraform-secret-key',
  security_token: 'terraform-security-token',
  project_id: 'terraform-project-id',
  domain_id: 'terraform-domain-id',
}

const passwordRows = ['terraform-user-name', 'terraform-user-password']

/** What Terraform's variables say. @throws {ConfigError} where none is set. */
export const readTerraform = (env: Surroundings['env'], name: string): ImportedProfile => {
  const values = new Map<string, string>()
  for (const [key, row] of Object.entries(rows)) {
    const said = readVariable(env, row)
    if (said !== undefined) values.set(key, said.text)
  }
  const region = readVariable(env, 'region')
  if (region?.variable.startsWith('HW_')) values.set('region', region.text)
  const leftOut = passwordRows.flatMap((row) => {
    const said = readVariable(env, row)
    return said === undefined ? [] : [{name: said.variable, reason: 'a password is not kept; it works as it is'}]
  })
  if (values.size === 0 && leftOut.length === 0) throw new ConfigError("None of Terraform's variables is set")
  return withoutHalves({name, values, leftOut})
}
