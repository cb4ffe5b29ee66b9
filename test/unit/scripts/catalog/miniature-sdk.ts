import {mkdirSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'

export interface MiniField {
  readonly name: string
  readonly type: string
  readonly wire?: string
  readonly required?: true
  readonly sensitive?: true
  readonly in?: 'path' | 'query' | 'header' | 'host' | 'body'
  /** What the SDK says of it. */
  readonly prose?: string
}

export interface MiniOperation {
  /** `ListThings`. */
  readonly name: string
  readonly method?: string
  readonly path?: string
  readonly contentType?: string
  readonly request?: readonly MiniField[]
  readonly response?: readonly MiniField[]
  readonly responseHeaders?: readonly string[]
  readonly deprecated?: true
}

export interface MiniVersion {
  readonly operations: readonly MiniOperation[]
  /** A model's fields, or an enumeration's values. */
  readonly models?: Readonly<Record<string, readonly MiniField[] | readonly string[]>>
  /** The Go SDK's model files. */
  readonly go?: Readonly<Record<string, string>>
}

/** By service and version. */
export type MiniSdk = Readonly<Record<string, Readonly<Record<string, MiniVersion>>>>

const write = (file: string, text: string): void => {
  mkdirSync(dirname(file), {recursive: true})
  writeFileSync(file, text)
}

const snake = (name: string): string => name.replaceAll(/(?<=[a-z\d])([A-Z])/g, '_$1').toLowerCase()

const dictionary = (entries: readonly (readonly [string, string])[]): string =>
  `{\n${entries.map(([key, value]) => `        '${key}': '${value}'`).join(',\n')}\n    }`

const isValues = (model: readonly MiniField[] | readonly string[]): model is readonly string[] =>
  typeof model[0] === 'string'

/** A model file in the shape of the Python SDK's. */
export const modelSource = (name: string, model: readonly MiniField[] | readonly string[], base = ''): string => {
  const fields = isValues(model) ? [] : model
  const values = isValues(model) ? model.map((value) => `    ${value.toUpperCase()} = "${value}"\n`).join('') : ''
  const sensitive = fields
    .filter((field) => field.sensitive)
    .map((field) => `    sensitive_list.append('${field.name}')\n`)
  const described = fields
    .filter((field) => field.prose !== undefined)
    .map(
      (field) => `\n        :param ${field.name}: ${field.prose ?? ''}\n        :type ${field.name}: ${field.type}\n`,
    )
  const assign = ({name: field, required}: MiniField): string =>
    required
      ? `        self.${field} = ${field}\n`
      : `        if ${field} is not None:\n            self.${field} = ${field}\n`
  return `# coding: utf-8

from huaweicloudsdkcore.utils.http_utils import sanitize_for_serialization


class ${name}${base === '' ? '' : `(${base})`}:
    """what the class is"""
${values}    sensitive_list = []
${sensitive.join('')}
    openapi_types = ${dictionary(fields.map((field) => [field.name, field.type]))}

    attribute_map = ${dictionary(fields.map((field) => [field.name, field.wire ?? field.name]))}

    def __init__(self${fields.map((field) => `, ${field.name}=None`).join('')}):
        r"""prose about ${name}${described.join('')}"""
${base === '' ? '' : '        super().__init__()\n'}${fields.map((field) => `        self._${field.name} = None\n`).join('')}        self.discriminator = None

${fields.map(assign).join('')}
    def to_dict(self):
        return {}
`
}

const bind = ({name, wire = name, in: place = 'query', type}: MiniField): string => {
  const value = `local_var_params['${name}']`
  const format = type.startsWith('list[') ? `            collection_formats['${wire}'] = 'multi'\n` : ''
  const bound = {
    query: `query_params.append(('${wire}', ${value}))\n${format}`,
    path: `path_params['${wire}'] = ${value}\n`,
    header: `header_params['${wire}'] = ${value}\n`,
    host: `cname = ${value}\n`,
    body: `body = ${value}\n`,
  }
  return `        if '${name}' in local_var_params:\n            ${bound[place]}`
}

const operationSource = (client: string, operation: MiniOperation): string => {
  const {name, method = 'GET', path = '/v1/things', contentType = 'application/json', request = []} = operation
  const call = snake(name)
  const warning = `        warnings.warn("${call} of ${client} is deprecated", DeprecationWarning)\n`
  return `
    def ${call}(self, request):
        r"""prose about ${name}

        :param request: Request instance for ${name}
        :type request: :class:\`package.v1.${name}Request\`
        :rtype: :class:\`package.v1.${name}Response\`
        """
${operation.deprecated ? warning : ''}        http_info = self._${call}_http_info(request)
        return self._call_api(**http_info)

    def ${call}_invoker(self, request):
        http_info = self._${call}_http_info(request)
        return SyncInvoker(self, http_info)

    @classmethod
    def _${call}_http_info(cls, request):
        http_info = {
            "method": "${method}",
            "resource_path": "${path}",
            "request_type": request.__class__.__name__,
            "response_type": "${name}Response"
            }

        local_var_params = {attr: getattr(request, attr) for attr in request.attribute_map if hasattr(request, attr)}

        cname = None

        collection_formats = {}

        path_params = {}

        query_params = []

        header_params = {}

        form_params = {}

        body = None
${request.map(bind).join('')}        if isinstance(request, SdkStreamRequest):
            body = request.get_file_stream()

        response_headers = [${(operation.responseHeaders ?? []).map((header) => `"${header}", `).join('')}]

        header_params['Content-Type'] = http_utils.select_header_content_type(
            ['${contentType}'])

        auth_settings = []

        http_info["cname"] = cname
        http_info["body"] = body

        return http_info
`
}

/** A client file in the shape of the Python SDK's. */
export const clientSource = (client: string, operations: readonly MiniOperation[], classes = ''): string => `
class ${client}(Client):
    def __init__(self):
        super().__init__()

    @classmethod
    def new_builder(cls, clazz=None):
        if not clazz:
            client_builder = ClientBuilder(cls${classes === '' ? '' : `, "${classes}"`})
        else:
            client_builder = ClientBuilder(clazz${classes === '' ? '' : `, "${classes}"`})

        return client_builder
${operations.map((operation) => operationSource(client, operation)).join('')}`

/** A region file in the shape of the Python SDK's. */
export const regionSource = (service: string): string => `
class ThingRegion:
    _PROVIDER = RegionProviderChain.get_default_region_provider_chain("${service.toUpperCase()}")

    CN_NORTH_4 = Region("cn-north-4",
                        "https://${service}.cn-north-4.example.com")
    EU_WEST_0 = Region("eu-west-0",
                       "https://${service}.eu-west-0.example.com",
                       "https://${service}.eu-west-0.example.org")

    static_fields = {
        "eu-west-0": EU_WEST_0,
        "cn-north-4": CN_NORTH_4,
    }

    @classmethod
    def value_of(cls, region_id, static_fields=None):
        return None
`

/** Writes checkouts of both SDKs that hold a handful of operations. */
export const writeMiniatureSdks = (folder: string, release: string, sdk: MiniSdk): {python: string; go: string} => {
  const [python, go] = [join(folder, 'python'), join(folder, 'go')]
  write(join(python, 'VERSION'), `${release}\n`)
  write(join(go, 'VERSION'), '0.1.0\n')
  for (const [service, versions] of Object.entries(sdk)) {
    for (const [version, {operations, models = {}, go: goFiles = {}}] of Object.entries(versions)) {
      const base = join(python, `huaweicloud-sdk-${service}`, `huaweicloudsdk${service}`, version)
      const all = new Map<string, string>()
      for (const [name, model] of Object.entries(models)) all.set(name, modelSource(name, model))
      for (const {name, request = [], response = []} of operations) {
        all.set(`${name}Request`, modelSource(`${name}Request`, request))
        all.set(`${name}Response`, modelSource(`${name}Response`, response, 'SdkResponse'))
      }
      const imports = Array.from(all.keys(), (name) => `from package.model.${snake(name)} import ${name}\n`)
      write(join(base, 'model', '__init__.py'), imports.join(''))
      for (const [name, source] of all) write(join(base, 'model', `${snake(name)}.py`), source)
      write(join(base, `${service}_client.py`), clientSource('ThingClient', operations))
      write(join(base, 'region', `${service}_region.py`), regionSource(service))
      for (const [file, source] of Object.entries(goFiles))
        write(join(go, 'services', service, version, 'model', file), source)
    }
  }
  return {python, go}
}
