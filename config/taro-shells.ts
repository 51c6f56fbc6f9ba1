import { resolve } from 'node:path'
import type { IH5Config, IMiniAppConfig } from '@tarojs/taro/types/compile'

interface Shells {
  mini: IMiniAppConfig<'webpack5'>
  h5: IH5Config<'webpack5'>
}
/** The part of webpack-chain that is used here. */
interface Chain {
  module: { rule(name: string): { use(name: string): { tap(change: (options: object) => object): unknown } } }
}

/** Short class names: Taro sends them with every setData. */
const cssModules = { enable: true, config: { namingPattern: 'module' as const, generateScopedName: 'z[hash:base64:4]' } }

/** What differs between the two shells: WeChat (`mini`) and the browser preview (`h5`). */
export function shells(root: string): Shells {
  const withBabel = (chain: Chain): void => {
    chain.module.rule('script').use('babelLoader').tap((options) => ({ ...options, configFile: resolve(root, 'config/babel.config.cjs') }))
  }
  // Taro compiles only what lies in src; the agreement of both sides lies in types.
  const compile = { include: [(file: string) => file.startsWith(resolve(root, 'types'))] }

  return {
    mini: {
      compile: compile as never,
      // Code that only sub-packages share leaves the main package.
      optimizeMainPackage: { enable: true },
      postcss: { pxtransform: { enable: true, config: {} }, cssModules },
      imageUrlLoaderOption: { limit: false as never },
      // CSS modules do not meet one another's classes, so their order says nothing.
      miniCssExtractPluginOption: { ignoreOrder: true },
      webpackChain: withBabel as never,
    },
    h5: {
      compile: compile as never,
      // Served under /app/ beside the outer page, so every address is relative.
      publicPath: './',
      staticDirectory: 'static',
      router: { mode: 'hash' },
      output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
      miniCssExtractPluginOption: { ignoreOrder: true, filename: 'css/[name].[contenthash:8].css', chunkFilename: 'css/[name].[contenthash:8].css' },
      postcss: { autoprefixer: { enable: true }, pxtransform: { enable: true, config: { baseFontSize: 20, minRootSize: 16, maxRootSize: 24 } }, cssModules },
      webpackChain: ((chain: Chain & { optimization: { splitChunks(options: object): unknown } }) => {
        withBabel(chain)
        // Without this each page's chunk repeats Taro's runtime.
        chain.optimization.splitChunks({ chunks: 'all', minSize: 20_000, cacheGroups: { vendors: { name: 'vendors', test: /[\\/]node_modules[\\/]/, chunks: 'initial', priority: 10 } } })
      }) as never,
    },
  }
}
