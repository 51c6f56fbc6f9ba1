/// <reference types="@tarojs/taro" />

declare module '*.module.scss' {
  const classes: Record<string, string>
  export default classes
}
declare module '*.scss'
declare module '*.png' {
  const url: string
  export default url
}
declare namespace NodeJS {
  interface ProcessEnv {
    /** Which shell is being built: `weapp` for WeChat, `h5` for the browser preview. */
    TARO_ENV: 'weapp' | 'h5'
    /** The CloudBase environment that the mini-program calls; empty in the preview. */
    CLOUD_ENV?: string
  }
}
