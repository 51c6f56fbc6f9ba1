/** How long each function takes to load, beside the bundled SDK alone, each in a fresh process, taken in turns. */
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import type { Figure } from './report'

const root = resolve(__dirname, '../..')
const ROUNDS = 15

/** Milliseconds of processor that `require(file)` takes in a process of its own: on a shared machine the clock on the wall says more of the others. */
function loadTime(file: string): number {
  const code = `const t = process.cpuUsage(); require(${JSON.stringify(file)}); const { user, system } = process.cpuUsage(t); process.stdout.write(String((user + system) / 1e3)); process.exit(0)`
  const run = spawnSync(process.execPath, ['-e', code], { encoding: 'utf8', env: { ...process.env, TENCENTCLOUD: 'true', TCB_ENV: 'bench', TENCENTCLOUD_SECRETID: 'x', TENCENTCLOUD_SECRETKEY: 'x' } })
  if (run.status !== 0) throw new Error(run.stderr)
  return Number(run.stdout)
}

/** Load times of the three functions: the least of many, which is what the others on the machine have not added to. */
export async function loadTimes(): Promise<Figure[]> {
  const alone = join(root, '.cache/bench/sdk.cjs')
  mkdirSync(join(root, '.cache/bench'), { recursive: true })
  await build({ stdin: { contents: "import tcb from '@cloudbase/node-sdk'\nexport default tcb.init({ env: 'bench' })", resolveDir: root }, outfile: alone, bundle: true, platform: 'node', target: 'node20', format: 'cjs', logLevel: 'silent' })
  const named = { 'the bundled SDK alone': alone, ...Object.fromEntries(['api', 'sheets', 'jobs'].map(name => [name, join(root, 'dist/cloudfunctions', name, 'index.js')])) }
  const times = Object.fromEntries(Object.keys(named).map(name => [name, [] as number[]]))
  for (let round = 0; round < ROUNDS; round++) for (const [name, file] of Object.entries(named)) times[name]!.push(loadTime(file))
  const baseline = { name: 'the bundled SDK alone', value: Math.min(...times['the bundled SDK alone']!) }
  return ['api', 'sheets', 'jobs'].map(name => ({ name: `loading ${name}`, value: Math.min(...times[name]!), unit: 'ms', baseline, budget: { atMost: 1.5, of: 'ratio' as const } }))
}
