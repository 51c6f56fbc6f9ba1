// Bundles each cloud function into one CommonJS file with its package.json and config.json, and the list of collections.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from './install.mjs'

/** What each function may ask of WeChat's open API; WeChat refuses whatever config.json does not name. */
const openapi = {
  api: ['wxacode.getUnlimited', 'security.msgSecCheck', 'subscribeMessage.send', 'soter.verifySignature'],
  jobs: ['subscribeMessage.send'],
  sheets: [],
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

const settings = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // One file: what the code imports lazily (wx-server-sdk) becomes a wrapped module that runs when it is first asked for.
  splitting: false,
  treeShaking: true,
  charset: 'utf8',
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
  await build({
    ...settings,
    entryPoints: Object.fromEntries(functionNames.map((name) => [`${name}/index`, `cloudfunctions/${name}/index.ts`])),
    outdir: 'dist/cloudfunctions',
  })
  for (const name of functionNames) {
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
