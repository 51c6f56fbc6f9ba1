// `npm test`: lint, types and all tests; `npm test -- tests/rules` runs some of them only.
// Installs and builds what it needs, and ends with one line: N passed, N failed.
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build } from './build.mjs'
import { ensureInstalled, root } from './install.mjs'

const chosen = process.argv.slice(2)
const results = join(root, 'dist/.tests.json')
let passed = 0
let failed = 0

try {
  await ensureInstalled()
  process.env.CHROME_PATH = browser()
  const checks = chosen.length > 0 ? [] : [
    check('lint', ['node_modules/eslint/bin/eslint.js', '-c', 'config/eslint.config.mjs', '.']),
    check('types', ['node_modules/typescript/bin/tsc', '--noEmit']),
  ]
  await Promise.all([build().catch(fail), ...checks])
  await tests()
} catch (error) {
  fail(error)
}
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

function fail(error) {
  console.error(error.message)
  failed++
}

/** The browser for the tests, found or installed. */
function browser() {
  const require = createRequire(import.meta.url)
  require('tsx/cjs/api').register()
  return require('./browser.ts').ensureBrowser()
}

/** A check that counts as one test; what it prints is shown where it fails. */
async function check(name, command) {
  const { code, printed } = await node(command, 'pipe')
  if (code === 0) passed++
  else {
    failed++
    console.error(`${name} failed:\n${printed.trim()}`)
  }
}

async function tests() {
  mkdirSync(join(root, 'dist'), { recursive: true })
  rmSync(results, { force: true })
  await node(['node_modules/jest/bin/jest.js', '--config', 'package.json', '--maxWorkers=2', '--json', `--outputFile=${results}`, ...chosen], 'inherit')
  const report = JSON.parse(readFileSync(results, 'utf8'))
  passed += report.numPassedTests
  // A file that could not even be loaded has no failed test of its own.
  failed += report.numFailedTests + report.numRuntimeErrorTestSuites
  if (report.numTotalTests === 0) failed++
}

function node(args, stdio) {
  return new Promise((done, fail) => {
    // Jest's own report goes to stderr; its JSON on stdout is in the file already.
    const child = spawn(process.execPath, args, { cwd: root, stdio: stdio === 'pipe' ? 'pipe' : ['inherit', 'ignore', 'inherit'] })
    let printed = ''
    child.stdout?.on('data', (data) => { printed += data })
    child.stderr?.on('data', (data) => { printed += data })
    child.once('error', fail)
    child.once('exit', (code) => done({ code, printed }))
  })
}
