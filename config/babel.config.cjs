// Babel for the mini-program and the preview. It lies here and not at the top level, so config/index.ts names it to the loader.
module.exports = {
  presets: [
    [
      'taro',
      {
        framework: 'react',
        ts: true,
        compiler: 'webpack5',
        hot: false,
        // What WeChat's base library 2.32 runs on: async functions and spread stay as they are and the bundle stays small.
        targets: { ios: '13', chrome: '78' },
      },
    ],
  ],
}
