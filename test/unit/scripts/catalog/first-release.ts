import {type MiniField, type MiniSdk, type MiniVersion} from './miniature-sdk.js'

const limit: MiniField = {name: 'limit', type: 'int'}

const goListThings = `package model

// ListThingsRequest prose
type ListThingsRequest struct {

	// prose
	Limit *int32 \`json:"limit,omitempty"\`

	State *[]ListThingsRequestState \`json:"state,omitempty"\`
}

type ListThingsRequestState struct {
	value string
}

type ListThingsRequestStateEnum struct {
	ACTIVE ListThingsRequestState
	GONE   ListThingsRequestState
}

func GetListThingsRequestStateEnum() ListThingsRequestStateEnum {
	return ListThingsRequestStateEnum{
		ACTIVE: ListThingsRequestState{
			value: "ACTIVE",
		},
		GONE: ListThingsRequestState{
			value: " GONE",
		},
	}
}

func (c ListThingsRequestState) Value() string {
	return c.value
}
`

export const alphaV1: MiniVersion = {
  operations: [
    {
      name: 'ListThings',
      path: '/v1/{project_id}/things',
      request: [
        limit,
        {name: 'state', type: 'list[str]'},
        {name: 'region', type: 'str'},
        {name: 'x_language', wire: 'X-Language', type: 'str', in: 'header'},
      ],
      response: [{name: 'things', type: 'list[Thing]'}],
      responseHeaders: ['X-Request-Id'],
    },
    {
      name: 'CreateThing',
      method: 'POST',
      path: '/v1/{project_id}/things',
      request: [{name: 'body', type: 'CreateThingBody', required: true, in: 'body'}],
      response: [{name: 'thing', type: 'Thing'}],
    },
    {
      name: 'DeleteThing',
      method: 'DELETE',
      request: [{name: 'thing_id', type: 'str', required: true, in: 'path'}],
      path: '/v1/things/{thing_id}',
    },
  ],
  models: {
    Thing: [
      {name: 'id', type: 'str'},
      {name: 'color', type: 'Color'},
      {name: 'parts', type: 'dict(str, Thing)'},
    ],
    CreateThingBody: [
      {name: 'name', type: 'str', required: true},
      {name: 'admin_pass', wire: 'adminPass', type: 'str'},
    ],
    Color: ['red', 'green'],
    Unused: [{name: 'id', type: 'str'}],
  },
  go: {'model_list_things_request.go': goListThings},
}

const alphaV2: MiniVersion = {
  operations: [
    {name: 'ListThings', path: '/v2/{project_id}/things', request: [limit]},
    {
      name: 'ShowThing',
      path: '/v2/{project_id}/things/{thing_id}',
      request: [{name: 'thing_id', type: 'str', required: true, in: 'path'}],
    },
  ],
}

const betaV1: MiniVersion = {
  operations: [
    {
      name: 'ListParts',
      path: '/v1/{project_id}/parts',
      request: [{name: 'project_id', type: 'str', required: true, in: 'path'}],
      deprecated: true,
    },
  ],
}

/** Two services, one of them in two versions. */
export const firstRelease: MiniSdk = {alpha: {v1: alphaV1, v2: alphaV2}, beta: {v1: betaV1}}

/**
 * What a release may do to what names mean: alpha's v2 has most operations now; it has `delete-thing` too; creating a
 * thing has a parameter `name` beside the field of its body; and an operation is gone.
 */
export const secondRelease: MiniSdk = {
  alpha: {
    v1: {
      ...alphaV1,
      operations: alphaV1.operations.map((operation) =>
        operation.name === 'CreateThing'
          ? {...operation, request: [...(operation.request ?? []), {name: 'name', type: 'str'} as const]}
          : operation,
      ),
    },
    v2: {
      operations: [
        ...alphaV2.operations.filter(({name}) => name !== 'ShowThing'),
        ...['DeleteThing', 'StartThing', 'StopThing'].map((name) => ({name, path: '/v2/{project_id}/things'})),
      ],
    },
  },
  beta: {v1: betaV1},
}
