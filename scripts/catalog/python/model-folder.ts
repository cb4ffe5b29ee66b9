import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {parser} from '@lezer/python'
import {parseSource} from '../syntax/syntax-node.js'
import {readModel} from './read-model.js'
import {type SourceModel} from './source-types.js'

/** The models of a service version, read when they are asked for. */
export interface Models {
  get(name: string): SourceModel | undefined
}

/** Class names and their modules: what a model package's `__init__.py` imports. */
const readImports = (file: string): ReadonlyMap<string, string> => {
  const modules = new Map<string, string>()
  for (const statement of parseSource(parser, file, readFileSync(file, 'utf8')).all('ImportStatement')) {
    const names = statement.all('VariableName').map(({text}) => text)
    if (names[0] === '__future__') continue
    const [folder, module, name] = names.slice(-3)
    if (statement.children[0]?.text !== 'from' || folder !== 'model' || module === undefined || name === undefined) {
      return statement.fail('from <package>.model.<module> import <Class>')
    }
    if (modules.has(name)) statement.fail('every class once')
    modules.set(name, module)
  }
  return modules
}

/** Opens a model folder. A model that nothing asks for is not read. */
export const openModels = (folder: string): Models => {
  const modules = readImports(join(folder, '__init__.py'))
  const models = new Map<string, SourceModel>()
  return {
    get(name) {
      const module = modules.get(name)
      if (module === undefined) return undefined
      const file = join(folder, `${module}.py`)
      const model = models.get(name) ?? readModel(file, readFileSync(file, 'utf8'))
      if (model.name !== name) throw new Error(`${file}: expected the class ${name}`)
      models.set(name, model)
      return model
    },
  }
}
