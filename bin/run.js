#!/usr/bin/env node
'use strict'
// Starts the program, with the code that V8 compiled for it in earlier runs: reading that is several times faster than
// parsing and compiling. The code cache is a file per script, node version and architecture: one in dist, made by the
// build and as trusted as the scripts beside it, and one in the user's cache folder, made by runs that needed more and
// used only where the folder and the opened file are ours and writable by nobody else. Whatever goes wrong with them
// costs time and nothing else.
const fs = require('node:fs')
const path = require('node:path')
const vm = require('node:vm')

const root = path.join(__dirname, '..')

const month = 30 * 24 * 3600 * 1000
/** Functions that were long unused are dropped by V8: what a run of this age would store is no better than what it read. */
const tooOld = 30

const isOurs = (stat) => process.getuid === undefined || (stat.uid === process.getuid() && (stat.mode & 0o022) === 0)

const attempt = (action) => {
  try {
    return action()
  } catch {
    return undefined
  }
}

const cacheFolder = () => {
  const base = process.env.XDG_CACHE_HOME
  return path.join(base && path.isAbsolute(base) ? base : path.join(require('node:os').homedir(), '.cache'), 'hwc')
}

const isTrustedFolder = (folder) => {
  // Looked at so that no error is made where there is none: that takes longer than looking.
  const stat = fs.lstatSync(folder, {throwIfNoEntry: false})
  return stat !== undefined && stat.isDirectory() && isOurs(stat)
}

/** The file's bytes, or undefined where anybody else could have written them. */
const readTrusted = (file) => {
  if (!isTrustedFolder(path.dirname(file)) || !fs.existsSync(file)) return undefined
  const descriptor = fs.openSync(file, fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0))
  try {
    const stat = fs.fstatSync(descriptor)
    return stat.isFile() && isOurs(stat) ? fs.readFileSync(descriptor) : undefined
  } finally {
    fs.closeSync(descriptor)
  }
}

const writeTrusted = (file, parts) => {
  const folder = path.dirname(file)
  fs.mkdirSync(folder, {mode: 0o700, recursive: true})
  if (!isTrustedFolder(folder)) return
  const unfinished = `${file}.${process.pid}`
  try {
    fs.writeFileSync(unfinished, Buffer.concat(parts), {mode: 0o600, flag: 'wx'})
    fs.renameSync(unfinished, file)
  } catch {
    fs.rmSync(unfinished, {force: true})
  }
}

/** Earlier versions leave their caches behind. */
const removeOld = (folder) => {
  for (const name of fs.readdirSync(folder)) {
    if (!name.startsWith('code-')) continue
    const file = path.join(folder, name)
    attempt(() => Date.now() - fs.lstatSync(file).mtimeMs > month && fs.rmSync(file))
  }
}

/** A cache file is V8's data, a byte for each module of the bundle (1: the data has its code), and their count in two bytes. */
const parseCache = (bytes) => {
  if (bytes === undefined || bytes.length < 2) return undefined
  const end = bytes.length - 2
  const start = end - bytes.readUInt16LE(end)
  return start > 0 ? {data: bytes.subarray(0, start), modules: bytes.subarray(start, end)} : undefined
}

const writeCache = (file, script, known, loaded) => {
  const modules = Buffer.alloc(Math.max(loaded.length, known.length))
  for (const index of modules.keys()) modules[index] = loaded[index] || known[index] ? 1 : 0
  const count = Buffer.alloc(2)
  count.writeUInt16LE(modules.length)
  writeTrusted(file, [script.createCachedData(), modules, count])
  removeOld(path.dirname(file))
}

/** Runs a script of dist, with its code cache, and answers what it exports. */
const loadScript = (name, requireModule) => {
  const filename = path.join(root, `dist/${name}.cjs`)
  const source = fs.readFileSync(filename, 'latin1') // it is ASCII: one byte a character is read and kept fastest
  const id = source.slice('//hwc '.length, source.indexOf('\n'))
  const cacheName = `code-${id}-${process.version}-${process.arch}`
  const file = attempt(() => path.join(cacheFolder(), cacheName))
  const cache =
    attempt(() => parseCache(readTrusted(file))) ??
    attempt(() => parseCache(fs.readFileSync(path.join(root, 'dist', cacheName))))
  const script = new vm.Script(source, {filename, cachedData: cache?.data})
  const module = {exports: {}, loaded: []}
  const known = script.cachedDataRejected ? undefined : cache?.modules
  process.once('exit', () => {
    const isComplete = known !== undefined && module.loaded.every((_, index) => known[index] === 1)
    if (file === undefined || isComplete || process.uptime() > tooOld) return
    attempt(() => writeCache(file, script, known ?? [], module.loaded))
  })
  script.runInThisContext()(module.exports, requireModule, module, filename, path.dirname(filename))
  return module.exports
}

/** The program is some scripts that ask for each other's modules; each is read when another one needs it. */
const loadProgram = () => {
  const scripts = {}
  const requireModule = (name) => {
    if (!name.startsWith('hwc:')) return require(name)
    const script = name.slice('hwc:'.length)
    scripts[script] ??= loadScript(script, requireModule)
    return scripts[script].modules
  }
  scripts.hwc = loadScript('hwc', requireModule)
  return scripts.hwc
}

const tell = (text) => attempt(() => fs.writeSync(2, `hwc: ${text}\n`))

/**
 * A stream that cannot be written says so by an event, which without a listener ends up here, and no stream has to be
 * opened to listen. A reader that has gone away is no fault; a stdout that takes nothing, such as a full disk, is one even
 * if no command noticed. Anything else is a bug.
 */
const watchFaults = () => {
  let fault
  process.on('uncaughtException', (error) => {
    const code = error?.code
    if (code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED') return
    if (error?.syscall !== 'write') {
      tell(`internal error: ${error?.stack ?? error}`)
      process.exit(1)
    }
    fault ??= code
  })
  process.once('exit', (exitCode) => {
    if (fault === undefined || exitCode !== 0) return
    process.exitCode = 13
    tell(unwritable(fault))
  })
}

const unwritable = (code) => `Cannot write to standard output: ${code === 'ENOSPC' ? 'the disk is full' : code}`

const printVersion = () => {
  const {version} = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'))
  try {
    fs.writeSync(1, `hwc/${version} ${process.platform}-${process.arch} node-${process.version}\n`)
  } catch (error) {
    if (error.code === 'EPIPE') return
    process.exitCode = 13
    tell(unwritable(error.code))
  }
}

const run = async () => {
  process.exitCode = 1 // until main has answered: a run that ends before is no success
  watchFaults()
  process.exitCode = await loadProgram().main(process.argv.slice(2), {root})
  // All is written by now. Taking the heap down object by object takes a millisecond, and is for nobody.
  process.exit()
}

if (process.argv[2] === '--version') printVersion()
else run()
