#!/usr/bin/env node
'use strict'
// hwc from the compiled sources, for development: `npm run compile` before. The catalogue is that of dist.
const path = require('node:path')
const {version} = require('../package.json')

const root = path.join(__dirname, '..')

const run = async () => {
  const {main} = await import('../build/src/cli/main.js')
  process.exitCode = await main(process.argv.slice(2), {root, version})
}

run()
