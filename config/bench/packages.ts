/** Sizes of the packages of dist/weapp, and the first setData of every page, beside a bare Taro page built in the same run. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Figure } from './report'

const root = resolve(__dirname, '../..')
const KB = 1024
const files = (dir: string): string[] => readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter(file => statSync(join(dir, file)).isFile())
const bytes = (dir: string, which: (file: string) => boolean): number => files(dir).filter(which).reduce((sum, file) => sum + statSync(join(dir, file)).size, 0)

/** Builds a mini-program of one page that shows one line of text, with the product's own Taro settings. */
export function buildBarePage(): string {
  const project = join(root, '.cache/bare')
  rmSync(project, { recursive: true, force: true })
  mkdirSync(join(project, 'src/pages/index'), { recursive: true })
  mkdirSync(join(project, 'types'), { recursive: true })
  cpSync(join(root, 'config/babel.config.cjs'), join(project, 'config/babel.config.cjs'))
  for (const file of ['index.ts', 'taro-shells.ts', 'taro-views.ts']) cpSync(join(root, 'config', file), join(project, 'config', file))
  cpSync(join(root, 'package.json'), join(project, 'package.json'))
  cpSync(join(root, 'package-lock.json'), join(project, 'package-lock.json'))
  const write = (file: string, text: string) => writeFileSync(join(project, 'src', file), text)
  mkdirSync(join(project, 'src/assets'), { recursive: true })
  // The settings copy this folder, so it must hold something.
  write('assets/none.txt', '')
  write('app.config.ts', "export default { pages: ['pages/index/index'] }\n")
  write('app.tsx', "import type { ReactNode } from 'react'\nexport default function App({ children }: { children: ReactNode }) { return children }\n")
  write('pages/index/index.config.ts', 'export default {}\n')
  write('pages/index/index.tsx', "import { Text } from '@tarojs/components'\nexport default function Index() { return <Text>支部</Text> }\n")
  const built = spawnSync(process.execPath, [join(root, 'node_modules/@tarojs/cli/bin/taro'), 'build', '--type', 'weapp'], {
    cwd: project, encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production', TARO_OUTPUT_ROOT: 'dist/weapp', NODE_OPTIONS: '' },
  })
  const out = join(project, 'dist/weapp')
  if (built.status !== 0 || !files(out).includes('app.js')) throw new Error(`The bare page did not build:\n${built.stdout}${built.stderr}`)
  return out
}

/** Bytes of each package beside the bare page's only one. */
export function packageSizes(bare: string): Figure[] {
  const dist = join(root, 'dist/weapp')
  const app = JSON.parse(require('node:fs').readFileSync(join(dist, 'app.json'), 'utf8')) as { subPackages?: { root: string }[] }
  const roots = (app.subPackages ?? []).map(({ root: at }) => at.replace(/\/?$/, '/'))
  const baseline = { name: 'a bare Taro page', value: bytes(bare, () => true) / KB }
  return [
    { name: 'main package', value: bytes(dist, file => !roots.some(at => file.startsWith(at))) / KB, unit: 'KB', baseline, budget: { atMost: 0.6 * KB, of: 'value' } },
    ...roots.map((at): Figure => ({ name: `package ${at}`, value: bytes(dist, file => file.startsWith(at)) / KB, unit: 'KB', budget: { atMost: 0.3 * KB, of: 'value' } })),
  ]
}
