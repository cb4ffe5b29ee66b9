import {type Operation, type Schema} from '../../../../src/core/catalog/types.js'

/** Schemas of a made-up service. */
export const schemas: Readonly<Record<string, Schema>> = {
  CreateVpcBody: {fields: [{name: 'vpc', type: {ref: 'Vpc'}, required: true}]},
  ChangeVpcBody: {
    fields: [
      {name: 'routes', type: {list: {ref: 'Route'}}},
      {name: 'description', type: 'string'},
      {name: 'name', type: 'string'},
    ],
  },
  Vpc: {
    fields: [
      {name: 'description', type: 'string'},
      {name: 'name', type: 'string', required: true},
      {name: 'cidr_block', wire: 'cidr', type: 'string', required: true},
      {name: 'tags', type: {list: 'string'}},
      {name: 'metadata', type: {map: 'string'}},
      {name: 'routes', type: {list: {ref: 'Route'}}},
      {name: 'shared', type: 'boolean'},
    ],
  },
  Route: {
    fields: [
      {name: 'destination', type: 'string'},
      {name: 'next', type: {ref: 'Route'}},
    ],
  },
  LoginBody: {
    fields: [
      {name: 'name', type: 'string', required: true},
      {name: 'password', type: 'string', required: true, sensitive: true},
    ],
  },
}

export const findSchema = (name: string): Schema => {
  const schema = schemas[name]
  if (schema === undefined) throw new Error(`No schema ${name}`)
  return schema
}

export const listVpcs: Operation = {
  name: 'ListVpcs',
  method: 'GET',
  path: '/v1/{project_id}/vpcs',
  contentType: 'application/json',
  parameters: [
    {name: 'limit', type: 'integer', in: 'query'},
    {name: 'status', type: 'string', in: 'query', enum: ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']},
    {name: 'region', type: 'string', in: 'query'},
    {name: 'X-Project-Id', type: 'string', in: 'header', required: true},
  ],
  response: 'ListVpcsResponse',
}

export const createVpc: Operation = {
  name: 'CreateVpc',
  method: 'POST',
  path: '/v1/{project_id}/vpcs',
  contentType: 'application/json',
  parameters: [],
  body: {ref: 'CreateVpcBody'},
  bodyRequired: true,
  response: 'CreateVpcResponse',
}

export const login: Operation = {
  name: 'KeystoneLogin',
  method: 'POST',
  path: '/v3/{project_id}/login',
  contentType: 'application/json',
  parameters: [{name: 'project_id', type: 'string', in: 'path', required: true}],
  scopeProject: true,
  body: {ref: 'LoginBody'},
  bodyRequired: true,
  deprecated: true,
  response: 'LoginResponse',
}
