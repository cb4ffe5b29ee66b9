import {type Operation, type Schema, type ServiceSummary, type ServiceVersion} from '../../../src/core/catalog/types.js'
import {type SandboxCatalog, type SandboxServiceFile} from '../../../src/sandbox/sandbox-catalog.js'

interface FixtureFile {
  readonly operations: Readonly<Record<string, Operation>>
  readonly schemas: Readonly<Record<string, Schema>>
}

const json = 'application/json;charset=utf-8'

const net: FixtureFile = {
  operations: {
    'list-nets': {
      name: 'ListNets',
      method: 'GET',
      path: '/v1/{project_id}/nets',
      contentType: json,
      parameters: [
        {name: 'limit', type: 'int32', in: 'query'},
        {name: 'offset', type: 'int32', in: 'query'},
        {name: 'marker', type: 'string', in: 'query'},
        {name: 'id', type: {list: 'string'}, in: 'query', collection: 'multi'},
        {name: 'is_shared', wire: 'shared', type: 'boolean', in: 'query'},
      ],
      response: 'ListNetsResponse',
      responseHeaders: ['X-Total', 'X-Request-Id'],
    },
    'create-net': {
      name: 'CreateNet',
      method: 'POST',
      path: '/v1/{project_id}/nets',
      contentType: json,
      parameters: [{name: 'x_language', wire: 'X-Language', type: 'string', required: true, in: 'header'}],
      body: {ref: 'CreateNetBody'},
      bodyRequired: true,
      response: 'CreateNetResponse',
    },
    'show-net': {
      name: 'ShowNet',
      method: 'GET',
      path: '/v1/{project_id}/nets/{net_id}',
      contentType: json,
      parameters: [{name: 'net_id', type: 'string', required: true, in: 'path'}],
      response: 'CreateNetResponse',
    },
    'list-net-details': {
      name: 'ListNetDetails',
      method: 'GET',
      path: '/v1/{project_id}/nets/details',
      contentType: json,
      parameters: [{name: 'kind', type: 'string', required: true, in: 'query'}],
      response: 'WholeListResponse',
    },
    'delete-net': {
      name: 'DeleteNet',
      method: 'DELETE',
      path: '/v1/{project_id}/nets/{net_id}',
      contentType: json,
      parameters: [{name: 'net_id', type: 'string', required: true, in: 'path'}],
      response: 'EmptyResponse',
    },
    'show-ptr': {
      name: 'ShowPtr',
      method: 'GET',
      path: '/v1/ptrs/{region}:{ip_id}',
      contentType: json,
      parameters: [
        {name: 'region', type: 'string', required: true, in: 'path'},
        {name: 'ip_id', type: 'integer', required: true, in: 'path'},
      ],
      response: 'PtrResponse',
    },
    'start-job': {
      name: 'StartJob',
      method: 'POST',
      path: '/v1/{project_id}/jobs',
      contentType: json,
      parameters: [],
      body: {map: 'any'},
      response: 'JobResponse',
    },
  },
  schemas: {
    ListNetsResponse: {
      fields: [
        {name: 'nets', type: {list: {ref: 'Net'}}},
        {name: 'page_info', type: {ref: 'PageInfo'}},
        {name: 'total_count', type: 'int32'},
        {name: 'x_total', wire: 'X-Total', type: 'int32'},
        {name: 'x_request_id', wire: 'X-Request-Id', type: 'string'},
      ],
    },
    PageInfo: {
      fields: [
        {name: 'next_marker', type: 'string'},
        {name: 'previous_marker', type: 'string'},
        {name: 'current_count', type: 'int32'},
      ],
    },
    Net: {
      fields: [
        {name: 'id', type: 'string'},
        {name: 'name', type: 'string'},
        {name: 'cidr', type: 'string'},
        {name: 'tenant_id', type: 'string'},
        {name: 'status', type: 'string', enum: ['OK', 'DOWN']},
        {name: 'is_shared', wire: 'shared', type: 'boolean'},
        {name: 'size', type: 'int64'},
        {name: 'created_at', type: 'datetime'},
        {name: 'tags', type: {list: 'string'}},
        {name: 'parent', type: {ref: 'Net'}},
      ],
    },
    CreateNetBody: {
      fields: [
        {name: 'net', type: {ref: 'NetOption'}, required: true},
        {name: 'dry_run', type: 'boolean'},
      ],
    },
    NetOption: {
      fields: [
        {name: 'name', type: 'string', required: true},
        {name: 'cidr', type: 'string'},
        {name: 'size', type: 'int64'},
        {name: 'tags', type: {list: 'string'}},
        {name: 'rate', type: 'number'},
        {name: 'labels', type: {map: 'string'}},
      ],
    },
    CreateNetResponse: {fields: [{name: 'net', type: {ref: 'Net'}}]},
    WholeListResponse: {fields: [{name: 'body', type: {list: {ref: 'Ptr'}}}]},
    Ptr: {fields: [{name: 'ptr_id', type: 'string'}]},
    PtrResponse: {
      fields: [
        {name: 'ip_id', type: 'integer'},
        {name: 'ptr_name', type: 'string'},
      ],
    },
    JobResponse: {fields: [{name: 'job_id', type: 'string'}]},
    EmptyResponse: {fields: []},
  },
}

const picture: FixtureFile = {
  operations: {
    'mark-picture': {
      name: 'MarkPicture',
      method: 'POST',
      path: '/v1/{project_id}/pictures/mark',
      contentType: 'multipart/form-data',
      parameters: [],
      body: {ref: 'MarkPictureForm'},
      response: 'StreamResponse',
      streamResponse: true,
    },
    'download-picture': {
      name: 'DownloadPicture',
      method: 'GET',
      path: '/v1/{project_id}/pictures/{id}',
      contentType: 'application/json',
      parameters: [{name: 'id', type: 'string', required: true, in: 'path'}],
      response: 'StreamResponse',
      streamResponse: true,
    },
    // The same path as an operation of another service, told apart by its query and its body alone.
    'list-nets-of-pictures': {
      name: 'ListNetsOfPictures',
      method: 'GET',
      path: '/v1/{project_id}/nets',
      contentType: 'application/json',
      parameters: [{name: 'picture', type: 'string', in: 'query'}],
      response: 'StreamResponse',
    },
    'create-net-of-pictures': {
      name: 'CreateNetOfPictures',
      method: 'POST',
      path: '/v1/{project_id}/nets',
      contentType: 'application/json',
      parameters: [],
      body: {ref: 'CreateNetOfPicturesBody'},
      response: 'StreamResponse',
    },
  },
  schemas: {
    MarkPictureForm: {
      fields: [
        {name: 'file', type: 'file', required: true},
        {name: 'mark', type: 'string', required: true},
        {name: 'depth', type: 'int32'},
      ],
    },
    CreateNetOfPicturesBody: {fields: [{name: 'picture', type: 'string', required: true}]},
    StreamResponse: {fields: []},
  },
}

const own: FixtureFile = {
  operations: {
    'put-thing': {
      name: 'PutThing',
      method: 'PUT',
      path: '/things',
      contentType: 'application/json',
      parameters: [],
      body: 'string',
      response: 'EmptyResponse',
    },
  },
  schemas: {EmptyResponse: {fields: []}},
}

const store: FixtureFile = {
  operations: {
    'list-boxes': {
      name: 'ListBoxes',
      method: 'GET',
      path: '/',
      contentType: 'application/json',
      parameters: [],
      response: 'EmptyResponse',
    },
    'list-things': {
      name: 'ListThings',
      method: 'GET',
      path: '/',
      contentType: 'application/json',
      parameters: [{name: 'box', type: 'string', in: 'host', required: true}],
      response: 'EmptyResponse',
    },
    'put-rules': {
      name: 'PutRules',
      method: 'PUT',
      path: '/',
      contentType: 'application/xml',
      parameters: [{name: 'box', type: 'string', in: 'host', required: true}],
      body: {ref: 'Rules'},
      response: 'EmptyResponse',
    },
    'put-record': {
      name: 'PutRecord',
      method: 'POST',
      path: '/records',
      contentType: 'application/bson',
      parameters: [],
      body: {ref: 'Record'},
      response: 'EmptyResponse',
    },
  },
  schemas: {
    Rules: {xmlName: 'Rules', fields: [{name: 'rule', wire: 'Rule', type: {list: {ref: 'Rule'}}, required: true}]},
    Rule: {fields: [{name: 'days', wire: 'Days', type: 'int32', required: true}]},
    Record: {fields: [{name: 'key', type: 'string', required: true}]},
    EmptyResponse: {fields: []},
  },
}

const talk: FixtureFile = {
  operations: {
    'show-talk': {
      name: 'ShowTalk',
      method: 'GET',
      path: '/talks/{id}',
      contentType: 'application/json',
      parameters: [{name: 'id', type: 'string', in: 'path', required: true}],
      response: 'EmptyResponse',
    },
  },
  schemas: {EmptyResponse: {fields: []}},
}

const people: FixtureFile = {
  operations: {
    'create-token': {
      name: 'CreateToken',
      method: 'POST',
      path: '/tokens',
      contentType: 'application/json',
      parameters: [],
      response: 'TokenResponse',
      responseHeaders: ['X-Subject-Token'],
    },
    'list-people': {
      name: 'ListPeople',
      method: 'GET',
      path: '/people',
      contentType: 'application/json',
      parameters: [],
      response: 'EmptyResponse',
    },
  },
  schemas: {
    TokenResponse: {fields: [{name: 'token', wire: 'X-Subject-Token', type: 'string'}]},
    EmptyResponse: {fields: []},
  },
}

const files: Readonly<Record<string, FixtureFile>> = {
  'people/v1': people,
  'net/v1': net,
  'own/v1': own,
  'picture/v1': picture,
  'store/v1': store,
  'talk/v1': talk,
}

const summary = (credentialType: ServiceSummary['credentialType']): ServiceSummary => ({
  versions: ['v1'],
  defaultVersion: 'v1',
  credentialType,
  operations: {v1: 1},
})

/** Which credentials a service takes; keys where nothing is said. */
const classes: Readonly<Record<string, readonly string[]>> = {
  own: ['IdentityCenterOIDCCredentials'],
  people: ['GlobalCredentials', 'IamCredentials'],
  store: ['ObsCredentials'],
  talk: ['MeetingCredentials'],
}

const head = (service: string): ServiceVersion => ({
  schemaVersion: 1,
  service,
  version: 'v1',
  client: 'Client',
  credentials: classes[service] ?? ['BasicCredentials'],
  regions: {},
})

const schemaOf = (file: FixtureFile, name: string): Schema => {
  const schema = file.schemas[name]
  if (schema === undefined) throw new Error(`The fixture has no schema ${name}`)
  return schema
}

/** A catalogue of a few small services; `opened` tells which files were read. */
export const fixtureCatalog = (): SandboxCatalog & {readonly opened: readonly string[]} => {
  const opened: string[] = []
  return {
    opened,
    services: {
      net: summary('basic'),
      own: summary('own'),
      people: summary('global'),
      picture: summary('basic'),
      store: summary('own'),
      talk: summary('own'),
    },
    open: (service, version): SandboxServiceFile => {
      opened.push(`${service}/${version}`)
      const file = files[`${service}/${version}`]
      if (file === undefined) throw new Error(`The fixture has no file ${service}/${version}`)
      return {
        head: head(service),
        operation: (command) => file.operations[command],
        schema: (name) => schemaOf(file, name),
        commands: () => Object.keys(file.operations),
      }
    },
  }
}
