/** How long each function takes to load, beside the bundled SDK alone, each in a fresh process, taken in turns. */
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { median, type Figure } from './report'

const root = resolve(__dirname, '../..')
const ROUNDS = 15

/** Milliseconds that `require(file)` takes in a process of its own. */
function loadTime(file: string): number {
  const code = `const t = process.hrtime.bigint(); require(${JSON.stringify(file)}); process.stdout.write(String(Number(process.hrtime.bigint() - t) / 1e6)); process.exit(0)`
  const run = spawnSync(process.execPath, ['-e', code], { encoding: 'utf8', env: { ...process.env, TENCENTCLOUD: 'true', TCB_ENV: 'bench', TENCENTCLOUD_SECRETID: 'x', TENCENTCLOUD_SECRETKEY: 'x' } })
  if (run.status !== 0) throw new Error(run.stderr)
  return Number(run.stdout)
}

/** Load times of the three functions as medians. */
export async function loadTimes(): Promise<Figure[]> {
  const alone = join(root, '.cache/bench/sdk.cjs')
  mkdirSync(join(root, '.cache/bench'), { recursive: true })
  await build({ stdin: { contents: "import tcb from '@cloudbase/node-sdk'\nexport default tcb.init({ env: 'bench' })", resolveDir: root }, outfile: alone, bundle: true, platform: 'node', target: 'node20', format: 'cjs', logLevel: 'silent' })
  const named = { 'the bundled SDK alone': alone, ...Object.fromEntries(['api', 'sheets', 'jobs'].map(name => [name, join(root, 'dist/cloudfunctions', name, 'index.js')])) }
  const times = Object.fromEntries(Object.keys(named).map(name => [name, [] as number[]]))
  for (let round = 0; round < ROUNDS; round++) for (const [name, file] of Object.entries(named)) times[name]!.push(loadTime(file))
  const baseline = { name: 'the bundled SDK alone', value: median(times['the bundled SDK alone']!) }
  return ['api', 'sheets', 'jobs'].map(name => ({ name: `loading ${name}`, value: median(times[name]!), unit: 'ms', baseline, budget: { atMost: 1.5, of: 'ratio' as const } }))
}
