import {mustReplace} from './must-replace.js'

const esmHelper = /([\w$]+)=\(([\w$]+),([\w$]+),([\w$]+)\)=>\(\)=>\{if\(\4\)throw \4\[0\];try\{return \2&&\(/
const commonJsHelper = /([\w$]+)=\(([\w$]+),([\w$]+)\)=>\(\)=>\{try\{return \3\|\|\2\(\(/

/**
 * Has a minified bundle note in `module.loaded` which of its modules a run initialised: `bin/run.js` writes V8's code
 * cache anew when a run needed modules that the cache has no code for. esbuild gives every lazily loaded module to one of
 * two functions at the bundle's start, always in the same order, so a module's number is the count of calls before.
 */
export const recordModules = (bundle: string): string => {
  const esm = mustReplace(
    bundle,
    esmHelper,
    (_, name = '', load = '', result = '', error = '') =>
      `${name}=(${load},${result},${error},hwcId=hwcCount++)=>()=>{if(${error})throw ${error}[0];try{return ${load}&&(hwcLoaded[hwcId]=1,`,
    'bundle',
  )
  const both = mustReplace(
    esm,
    commonJsHelper,
    (_, name = '', load = '', result = '') =>
      `${name}=(${load},${result},hwcId=hwcCount++)=>()=>{try{return ${result}||${load}((hwcLoaded[hwcId]=1,`,
    'bundle',
  )
  return `var hwcLoaded=module.loaded=[],hwcCount=0;${both}`
}
