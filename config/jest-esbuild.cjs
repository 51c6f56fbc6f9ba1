// Jest transformer: esbuild turns TypeScript into CommonJS in a millisecond a file; types are checked by `npm run typecheck`.
const { transformSync } = require('esbuild')
const { createHash } = require('node:crypto')
const version = require('esbuild/package.json').version

module.exports = {
  process(source, filename) {
    const { code, map } = transformSync(source, {
      loader: filename.endsWith('x') ? 'tsx' : 'ts',
      format: 'cjs',
      target: 'node20',
      // Jest's module registry knows require, not import().
      supported: { 'dynamic-import': false },
      jsx: 'automatic',
      sourcemap: true,
      sourcefile: filename,
    })
    return { code, map }
  },
  getCacheKey(source, filename) {
    return createHash('sha1').update(version + 'cjs-2').update(filename).update(source).digest('hex')
  },
}
