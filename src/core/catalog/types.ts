/** Where a parameter goes in the request; `host` is a label put in front of the endpoint's host (spec §6.8). */
export type Place = 'path' | 'query' | 'header' | 'form' | 'body' | 'host'

export type Primitive =
  | 'string'
  | 'integer'
  | 'int32'
  | 'int64'
  | 'number'
  | 'decimal'
  | 'boolean'
  | 'datetime'
  | 'date'
  | 'bytes'
  | 'file'
  | 'any'

/** The type of a field. `any` is what the SDK calls object: no type in the catalogue. A `ref` names a schema of the same service version. */
export type Type = Primitive | {readonly list: Type} | {readonly map: Type} | {readonly ref: string}

/** A field of a schema, in the order of the SDK's model (the wire follows it). */
export interface Field {
  /** The SDK's attribute name: `enterprise_project_id`. */
  readonly name: string
  /** The name on the wire, where it differs from `name`; of a host prefix, which has none there, `cname`. */
  readonly wire?: string
  readonly type: Type
  readonly required?: true
  /** Marked by the SDK; in `dist/catalog` also what overlay/sensitive.yaml marks. */
  readonly sensitive?: true
  /** The values that the catalogue knows; the service may know more. For a list or map: of its elements. */
  readonly enum?: readonly (string | number | boolean)[]
  /** Pinned by overlay/names.yaml: this field keeps its short name although another has the same one now. */
  readonly short?: true
}

/** A parameter of an operation's path, query, header or host prefix. (Fields of a form are fields of its body's schema.) */
export interface Parameter extends Field {
  readonly in: 'path' | 'query' | 'header' | 'host'
  /** How the SDK declares a list parameter. */
  readonly collection?: 'csv' | 'multi'
  /**
   * From overlay/idempotency.yaml, only in `dist/catalog`: a name for one call, by which the service knows its
   * repetitions. Filled in where nobody gives it.
   */
  readonly idempotencyToken?: true
}

/**
 * How the pages of an operation's list follow each other (design §3, derived pagination): `marker`, each answer tells what
 * the next page begins after; `offset`, so many items are passed over; `page`, pages are numbered; `link`, each answer holds
 * a link to the next page. All names are those of the wire; paths lead from the answer's body down.
 */
export interface Pages {
  readonly style: 'marker' | 'offset' | 'page' | 'link'
  /** What says where a page begins: a parameter of the query, or a field of the body. A link needs none. */
  readonly parameter?: string
  /** `parameter`, `limit` and `drops` are fields of the body. */
  readonly inBody?: true
  /** Leads to the list that holds the items; empty where the answer is that list. */
  readonly items: readonly string[]
  /** What takes the size of a page. */
  readonly limit?: string
  /** Leads to the number of all items, where the answer has one. */
  readonly total?: readonly string[]
  /** That number is said to be of the whole list; else it may turn out to be of a page. */
  readonly countsAll?: true
  /** Leads to the next page's marker, or to its link: a text, or a list of links of which one has `rel: next`. */
  readonly next?: readonly string[]
  /** Of a marker that the answer does not have: the field of the page's last item that is the marker. */
  readonly key?: string
  /** The number that `parameter` has on the first page where nobody gives one; 0 unless it is said. */
  readonly first?: 1
  /** An offset has to be a multiple of the limit. */
  readonly aligned?: true
  /** A page that is not the first takes its limit too. */
  readonly needsLimit?: true
  /** Other parameters that say where the first page begins; the pages after it go without them. */
  readonly drops?: readonly string[]
  /** A parameter of the query that turns the direction: whoever gives it cannot be taken on from page to page. */
  readonly reverse?: string
}

/** One operation of a service version: everything needed to make its request and to read its answer. */
export interface Operation {
  /** As the SDK's model names spell it: `ListVpcs`. */
  readonly name: string
  readonly method: 'GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** `/v1/{project_id}/vpcs`: placeholders are wire names of path parameters, or `project_id`/`domain_id` of the scope. */
  readonly path: string
  /** Lower-cased as it goes out (spec §6.4); parameters of the type such as `charset=utf-8` included. */
  readonly contentType: string
  /** In the order of the SDK's request model. */
  readonly parameters: readonly Parameter[]
  /** The body's type; for a form a `ref` to the schema that holds its fields. */
  readonly body?: Type
  readonly bodyRequired?: true
  /** The name of the schema of the answer. */
  readonly response: string
  /** Wire names of response fields that a header of the answer fills. */
  readonly responseHeaders?: readonly string[]
  /** The body is a file (octet-stream). */
  readonly streamRequest?: true
  /** The answer is a stream of bytes. */
  readonly streamResponse?: true
  readonly deprecated?: true
  /** Absent where the operation has no pages, or nobody can tell with confidence how they follow each other. */
  readonly pages?: Pages
  /** There if and only if several versions of the service have this operation: the one that is meant when none is typed. */
  readonly preferred?: string
  /**
   * From overlay/scope.yaml, only in `dist/catalog`: the project id that is a declared parameter of the path (by the rule
   * of names: one is called `projectid`) is IAM's and is filled from the scope.
   */
  readonly scopeProject?: true
}

export interface Schema {
  readonly fields: readonly Field[]
  /** Root element of an XML body. */
  readonly xmlName?: string
}

/**
 * How a service writes its errors, where the shapes of all services do not fit: `flat` is CCE's (spec §8.2), `xml` an
 * element with Code, Message and RequestId.
 */
export type ErrorFormat = 'flat' | 'xml'

/** The head of a service version's file: everything but its operations and schemas. */
export interface ServiceVersion {
  readonly schemaVersion: number
  readonly service: string
  readonly version: string
  /** The SDK's client class: `VpcClient`. */
  readonly client: string
  /** Credential classes that the SDK's builder accepts, the first is the one that its chain looks for. */
  readonly credentials: readonly string[]
  /** Name for derived signing (spec §2.7), where the service declares one. */
  readonly derivedName?: string
  /** `VPC`, as in HUAWEICLOUD_SDK_REGION_VPC_CN_NORTH_4 and regions.yaml. */
  readonly regionName?: string
  /** Region id to endpoints with their scheme (`https://vpc.cn-north-4.myhuaweicloud.com`), in the SDK's order. */
  readonly regions: Readonly<Record<string, readonly string[]>>
  /** From overlay/<service>.yaml, only in `dist/catalog`. */
  readonly errorFormat?: ErrorFormat
}

/** `basic`, `global`, or `own` for the services that sign their own way (spec §3.1). */
export type CredentialType = 'basic' | 'global' | 'own'

/** One service in services.json. */
export interface ServiceSummary {
  readonly versions: readonly string[]
  readonly defaultVersion: string
  /** What the chain is asked for. */
  readonly credentialType: CredentialType
  /** Further types the service accepts. */
  readonly alsoAccepts?: readonly CredentialType[]
  /** Number of operations by version. */
  readonly operations: Readonly<Record<string, number>>
  /** Merged in by the build from catalog/services.yaml. */
  readonly title?: string
  readonly description?: string
  readonly area?: string
}

/** services.json. */
export interface ServiceList {
  readonly schemaVersion: number
  readonly sources: Readonly<Record<'python' | 'go', {readonly release: string; readonly commit: string}>>
  readonly services: Readonly<Record<string, ServiceSummary>>
}
