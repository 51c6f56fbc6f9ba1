import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sdk from '@cloudbase/node-sdk'
import { startLocalCloud, type LocalCloud, type LocalCloudOptions } from '../../../local-cloud'

process.env['TENCENTCLOUD'] = 'true'
// The SDK's warnings about slow requests outlive a test whose cloud was killed.
process.env['SILENCE'] = 'true'
process.env['TENCENTCLOUD_SECRETID'] ??= 'local'
process.env['TENCENTCLOUD_SECRETKEY'] ??= 'local'

type App = ReturnType<typeof sdk.init>
export type Transaction = Awaited<ReturnType<Db['startTransaction']>>
export type Db = ReturnType<App['database']>

/** Where an installed package starts, for functions that lie outside this tree. */
export const installed = (name: string): string => createRequire(__filename).resolve(name)

const folders: string[] = []
afterAll(() => {
  for (const path of folders) rmSync(path, { recursive: true, force: true })
})

/** A folder that is gone after the tests of the file. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'local-cloud-'))
  folders.push(path)
  return path
}

/** A JSON file in a folder of its own. */
export function jsonFile(value: unknown): string {
  const path = join(folder(), 'file.json')
  writeFileSync(path, JSON.stringify(value))
  return path
}

/** A local cloud on a free port and an empty folder, closed after the tests of the file. */
export function cloudForFile(options: () => Partial<LocalCloudOptions> = () => ({})): { readonly cloud: LocalCloud; app(env?: string): App; db(env?: string): Db; env(): string } {
  let cloud: LocalCloud | undefined
  const dataDir = folder()
  beforeAll(async () => {
    cloud = await startLocalCloud({ port: 0, dataDir, quiet: true, timers: false, sync: false, ...options() })
  })
  afterAll(() => cloud?.close())
  const running = (): LocalCloud => {
    if (!cloud) throw new Error('the cloud runs inside tests only')
    return cloud
  }
  const app = (env = 'test'): App => appOf(running().url, env)
  return {
    get cloud() {
      return running()
    },
    app,
    db: (env) => app(env).database(),
    env: newEnv,
  }
}

/** The unmodified SDK, pointed at a local cloud. */
export const appOf = (url: string, env: string): App => sdk.init({ env, serviceUrl: `${url}/admin` } as never)

/** An environment that nobody else uses. */
export const newEnv = (): string => `t-${randomUUID().slice(0, 8)}`

/** The code of the error that a call throws; fails where it throws none. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  return (await errorOf(call)).code
}

export async function errorOf(call: Promise<unknown>): Promise<{ code: string; message: string }> {
  try {
    await call
  } catch (error) {
    return error as { code: string; message: string }
  }
  throw new Error('the call was expected to be refused')
}

/** Calls a function over HTTP. */
export async function callFunction(cloud: LocalCloud, name: string, event: unknown, headers: Record<string, string> = { 'x-wx-openid': 'o-test' }): Promise<{ status: number; body: unknown; operations: number }> {
  const answer = await fetch(`${cloud.url}/functions/${name}`, { method: 'POST', headers, body: JSON.stringify(event) })
  return { status: answer.status, body: (await answer.json()) as unknown, operations: Number(answer.headers.get('x-operations') ?? 0) }
}
