// Bundles each cloud function into one CommonJS file with its package.json and config.json, and the list of collections.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
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

/** Parts of the SDK for which the product has no use: they are loaded where the SDK comes to use them, not when it is loaded. */
const seldom = ['@cloudbase/ai', '@cloudbase/app', '@cloudbase/wx-cloud-client-sdk', 'web-streams-polyfill']

/**
 * What the code imports lazily, and what is seldom used, is packed until it is asked for: V8 reads through every function
 * of a file when it loads it, and pinyin-pro and wx-server-sdk alone are three megabytes of them.
 */
const packed = {
  name: 'packed',
  setup(builder) {
    builder.onResolve({ filter: /^[^.]/ }, ({ path, kind, resolveDir }) =>
      (kind === 'dynamic-import' && !path.startsWith('node:')) || seldom.includes(path) ? { path, namespace: 'packed', pluginData: resolveDir } : undefined)
    builder.onLoad({ filter: /.*/, namespace: 'packed' }, async ({ path, pluginData: resolveDir }) => {
      const { outputFiles } = await build({ ...settings, write: false, stdin: { contents: `module.exports = require(${JSON.stringify(path)})`, resolveDir } })
      return {
        resolveDir,
        contents: `const loaded = { exports: {} }
          const source = require('node:zlib').gunzipSync(Buffer.from('${gzipSync(outputFiles[0].contents).toString('base64')}', 'base64')).toString()
          require('node:vm').runInThisContext('(function (module, exports, require) {' + source + '})', { filename: ${JSON.stringify(`${path}.js`)} })(loaded, loaded.exports, require)
          module.exports = loaded.exports`,
      }
    })
    // const a = require('x') … a.b  →  a.b asks for x when it gets there; where the SDK is written otherwise it stays as it is.
    builder.onLoad({ filter: /@cloudbase[\\/]node-sdk[\\/].*\.js$/ }, ({ path }) => ({
      contents: seldom.reduce((text, name) => {
        const found = new RegExp(`const (\\w+) = ((?:__importDefault\\()?require\\("${name}"\\)\\)?);`).exec(text)
        if (!found) return text
        const [line, variable, value] = found
        return text.replace(line, '').replace(new RegExp(`\\b${variable}\\b`, 'g'), `(${variable}$ ??= ${value})`).replace('"use strict";', `"use strict"; let ${variable}$;`)
      }, readFileSync(path, 'utf8')),
      loader: 'js',
    }))
  },
}

const settings = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
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
  await build({
    ...settings,
    plugins: [withoutLocales, packed],
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
