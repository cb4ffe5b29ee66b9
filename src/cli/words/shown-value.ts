import {type Setting} from '../../core/config/settings-table.js'
import {type Target} from '../../core/request/names/target.js'
import {type Type} from '../../core/catalog/types.js'

const isScalar = (type: Type): boolean => {
  if (typeof type === 'string') return type !== 'any'
  return 'list' in type && isScalar(type.list)
}

/** A typed value may be shown where the catalogue names every field on its way and knows that none of them is sensitive. */
export const mayShowValue = ({sensitive, named, type}: Target): boolean => !sensitive && named && isScalar(type)

/** Proxies and endpoints may hold a password. */
export const mayShowSetting = ({name}: Setting): boolean => !['proxy', 'endpoint', 'body'].includes(name)
