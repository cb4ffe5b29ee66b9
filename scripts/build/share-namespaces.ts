import {mustReplace} from './must-replace.js'

const toEsModule = /([\w$]+)=\(([\w$]+),([\w$]+),([\w$]+)\)=>\(\4=\2!=null\?[\w$]+\([\w$]+\(\2\)\):\{\},/

/**
 * Has a minified bundle see a module of node as an ES module without copying its members one by one: node's http, https,
 * crypto and stream have hundreds. The namespace inherits them instead and adds `default`, which is all that is asked of it.
 */
export const shareNamespaces = (bundle: string): string => {
  const [, name = ''] = toEsModule.exec(bundle) ?? []
  const call = new RegExp(
    `(?<![\\w$.])${name.replaceAll('$', '\\$')}\\((require\\("(?:node:)?[a-z_/\\d]+"\\))(?:,1)?\\)`,
    'g',
  )
  const shared = mustReplace(bundle, call, (_, required = '') => `hwcShare(${required})`, 'bundle')
  return `var hwcShare=e=>Object.create(e,{default:{value:e}});${shared}`
}
