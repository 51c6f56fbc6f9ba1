// Bundles each cloud function into one CommonJS file with its package.json and config.json, and the list of collections.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from './install.mjs'

/** What each function may ask of WeChat's open API; WeChat refuses whatever config.json does not name. */
const openapi = {
  api: ['wxacode.getUnlimited', 'security.msgSecCheck', 'subscribeMessage.send', 'soter.verifySignature'],
  jobs: ['subscribeMessage.send'],
  // The codes on the slips and password strips that it prints.
  sheets: ['wxacode.getUnlimited'],
}

export const functionNames = Object.keys(openapi)

/** zod's error sentences in fifty languages: 366 KB that every cold start would parse and nobody reads (measured: 12 of 95 ms). */
const withoutLocales = {
  name: 'without-locales',
  setup(builder) {
    builder.onResolve({ filter: /locales\/index\.js$/ }, ({ path, importer }) =>
      /[\\/]zod[\\/]v4[\\/]/.test(importer) ? { path, namespace: 'without-locales', sideEffects: false } : undefined)
    builder.onLoad({ filter: /.*/, namespace: 'without-locales' }, () => ({ contents: 'export {}', loader: 'js' }))
  },
}

/** The file beside index.js into which a package goes that the code imports lazily. */
const lazyFile = (path) => `lazy/${path.replace(/^@/, '').replaceAll('/', '-')}.js`

/**
 * A package that the code imports lazily gets a file of its own beside index.js: V8 reads through every function of a file
 * when it loads it, and pinyin-pro and wx-server-sdk alone are three megabytes of them.
 */
const besides = (found) => ({
  name: 'besides',
  setup(builder) {
    builder.onResolve({ filter: /^[^.]/ }, ({ path, kind }) => {
      if (kind !== 'dynamic-import' || path.startsWith('node:')) return undefined
      found.add(path)
      return { path: `./${lazyFile(path)}`, external: true }
    })
  },
})

const settings = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // Node's own import() of a CommonJS file gives its default export only; as require it gives the names too.
  supported: { 'dynamic-import': false },
  treeShaking: true,
  charset: 'ascii',
  legalComments: 'none',
  logLevel: 'silent',
  absWorkingDir: root,
  plugins: [withoutLocales],
}

/** Writes dist/cloudfunctions/<name>/ for each function and dist/collections.json. */
export async function buildFunctions() {
  const out = join(root, 'dist/cloudfunctions')
  rmSync(out, { recursive: true, force: true })
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  for (const name of functionNames) {
    const lazy = new Set()
    await build({ ...settings, plugins: [withoutLocales, besides(lazy)], entryPoints: [`cloudfunctions/${name}/index.ts`], outfile: `dist/cloudfunctions/${name}/index.js` })
    await Promise.all([...lazy].map((path) => build({ ...settings, stdin: { contents: `module.exports = require(${JSON.stringify(path)})`, resolveDir: root }, outfile: `dist/cloudfunctions/${name}/${lazyFile(path)}` })))
    write(join(out, name, 'package.json'), { name: `zhibu-${name}`, version, private: true, main: 'index.js' })
    write(join(out, name, 'config.json'), { permissions: { openapi: openapi[name] } })
  }
  write(join(root, 'dist/collections.json'), await collections())
}

async function collections() {
  const { outputFiles } = await build({ ...settings, entryPoints: ['cloudfunctions/platform/collections.ts'], write: false })
  const module = { exports: {} }
  new Function('module', 'exports', outputFiles[0].text)(module, module.exports)
  return module.exports.collections
}

function write(file, value) {
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, JSON.stringify(value, null, 2) + '\n')
}
