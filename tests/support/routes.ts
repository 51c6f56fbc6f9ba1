import type { AppConfig } from '@tarojs/taro'

/** The app's settings are wrapped in a word that only Taro's build knows. */
Object.assign(globalThis, { defineAppConfig: (config: AppConfig) => config })
const { pages = [], subPackages = [] } = (require('../../src/app.config') as { default: AppConfig }).default

/** Every page of the mini-program, as src/app.config.ts lists them. */
export const routes: string[] = [...pages, ...subPackages.flatMap(({ root, pages: below }) => below.map((page: string) => `${root}/${page}`))]
