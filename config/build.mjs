// Builds dist/: `node config/build.mjs [functions] [h5] [weapp] [--force]`; all parts where none is named.
// A part whose inputs are the same as at its last build is left as it is.
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { hashOf, isFresh, stamped } from './build-stamps.mjs'
import { ensureInstalled, root } from './install.mjs'

const taroInputs = ['src', 'types', 'config/index.ts', 'config/taro-shells.ts', 'config/taro-views.ts', 'config/babel.config.cjs', 'package.json', 'package-lock.json']

const taro = (type) => ({
  inputs: taroInputs,
  words: [process.env.CLOUD_ENV ?? ''],
  outputs: [`dist/${type}`],
  build: () => runTaro(type),
})

const parts = {
  functions: {
    inputs: ['cloudfunctions', 'types', 'config/build-functions.mjs', 'package-lock.json'],
    words: [],
    outputs: ['dist/cloudfunctions', 'dist/collections.json'],
    build: async () => (await import('./build-functions.mjs')).buildFunctions(),
  },
  h5: taro('h5'),
  weapp: taro('weapp'),
}

export const partNames = Object.keys(parts)

/** Builds parts of dist/ side by side, each only where it must be; says what it does in one line each. */
export async function build(names = partNames, { force = false, say = console.log } = {}) {
  const results = await Promise.allSettled(names.map((name) => buildPart(name, force, say)))
  const failed = results.find(({ status }) => status === 'rejected')
  if (failed) throw failed.reason
}

async function buildPart(name, force, say) {
  const part = parts[name]
  const hash = hashOf(part.inputs, part.words)
  if (!force && isFresh(name, hash, part.outputs)) return
  const started = performance.now()
  const built = await stamped(name, hash, part.outputs, force, part.build)
  if (built) say(`Built ${part.outputs.join(', ')} in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}

/** One of Taro's two builds. What it prints is shown only where it fails. */
function runTaro(type) {
  rmSync(join(root, 'dist', type), { recursive: true, force: true })
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/@tarojs/cli/bin/taro'), 'build', '--type', type], {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production', TARO_OUTPUT_ROOT: `dist/${type}`, FORCE_COLOR: '0', NODE_OPTIONS: '' },
    })
    let printed = ''
    child.stdout.on('data', (data) => { printed += data })
    child.stderr.on('data', (data) => { printed += data })
    child.once('error', fail)
    child.once('exit', (code) => {
      // Taro may end with 0 where webpack found errors; warnings of styles' order begin with "Error:" and are none.
      if (code === 0 && !/compiled with (some|\d+) error|✖ Errors/i.test(printed)) done()
      // Before the first error stands nothing but a progress bar.
      else fail(new Error(`Building ${type} failed:\n${printed.replace(/^[\s\S]*?(?=✖)/, '').trim()}`))
    })
  })
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const words = process.argv.slice(2)
  const names = words.filter((word) => word !== '--force')
  const unknown = names.filter((name) => !partNames.includes(name))
  try {
    if (unknown.length > 0) throw new Error(`There is no part "${unknown[0]}": choose among ${partNames.join(', ')}.`)
    await ensureInstalled()
    await build(names.length > 0 ? names : partNames, { force: words.includes('--force') })
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}
