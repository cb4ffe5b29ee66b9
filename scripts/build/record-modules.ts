const esmHelper =
  /([\w$]+)=(function)?\(([\w$]+),([\w$]+),([\w$]+)\)(=>|\{return )(\(\)=>|function\(\))\{if\(\5\)throw \5\[0\];try\{return \3&&\(/
const commonJsHelper =
  /([\w$]+)=(function)?\(([\w$]+),([\w$]+)\)(=>|\{return )(\(\)=>|function\(\))\{try\{return \4\|\|\3\(\(/

/** A module that only stands for one of another script. */
const stand =
  /([\w$]+\((?:function\([\w$]+,[\w$]+\)|\([\w$]+,[\w$]+\)=>)\{[\w$]+\.exports=require\("hwc:\w+"\)\[\d+\]\(\)\})\)/g

/**
 * Has a minified bundle note in `module.loaded` which of its modules a run initialised: `bin/run.js` writes V8's code
 * cache anew when a run needed modules that the cache has no code for. esbuild gives every lazily loaded module to one of
 * two functions at the bundle's start, always in the same order, so a module's number is the count of calls before. What stands for a module of another script is not
 * noted: it has no code that were worth it.
 */
export const recordModules = (bundle: string): string => {
  const esm = bundle.replace(
    esmHelper,
    (_, name: string, kind: string | undefined, ...[load, result, error, returns, inner]: string[]) =>
      `${name}=${kind ?? ''}(${load},${result},${error},hwcId=hwcCount++)${returns}${inner}{if(${error})throw ${error}[0];try{return ${load}&&(hwcLoaded[hwcId]=1,`,
  )
  const both = esm.replace(
    commonJsHelper,
    (_, name: string, kind: string | undefined, ...[load, result, returns, inner]: string[]) =>
      `${name}=${kind ?? ''}(${load},${result},hwcId=hwcCount++)${returns}${inner}{try{return ${result}||${load}((hwcLoaded[hwcId]=1,`,
  )
  if (both === bundle) throw new Error('bundle: esbuild loads no module as it did')
  return `var hwcLoaded=module.loaded=[],hwcCount=0;${both.replaceAll(stand, '$1,0,-1)')}`
}
