import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineConfig } from '@tarojs/cli'
import { shells } from './taro-shells'

const root = resolve(__dirname, '..')
const shell = process.env.TARO_ENV ?? 'weapp'
// Titles and the like go into the preview's app module, which the cache does not know to depend on them.
const pageConfigs = readdirSync(resolve(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.config.ts')).map((file) => resolve(root, 'src', file))
const output = process.env.TARO_OUTPUT_ROOT ?? `dist/${shell}`

/**
 * Taro's configuration: `npx taro build --type weapp` makes dist/weapp, `--type h5` makes dist/h5.
 * The two may run at the same time: each has its own output and its own cache.
 * TARO_OUTPUT_ROOT names another folder for the output, with a cache of its own.
 * CLOUD_ENV in the environment names the CloudBase environment that the WeChat bundle calls.
 */
export default defineConfig<'webpack5'>(async () => ({
  projectName: 'zhibu',
  date: '2026-11-20',
  designWidth: 375,
  deviceRatio: { 375: 2, 750: 1 },
  sourceRoot: 'src',
  outputRoot: output,
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: true, cacheDirectory: resolve(root, '.cache/taro', output.replaceAll('/', '_')), buildDependencies: { config: [...pageConfigs, resolve(root, 'config/babel.config.cjs'), resolve(root, 'config/taro-shells.ts'), resolve(root, 'package-lock.json')] } },
  env: { CLOUD_ENV: JSON.stringify(process.env.CLOUD_ENV ?? '') },
  plugins: [resolve(root, 'config/taro-views.ts')],
  // The tab bar's icons are named in theme.json, where Taro does not look for files to take along.
  copy: { patterns: shell === 'weapp' ? [{ from: 'src/assets/', to: `${output}/assets/` }] : [], options: {} },
  ...shells(root),
}))
