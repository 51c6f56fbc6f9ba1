/**
 * Calls an action as WeChat would: through the real router and the unmodified SDK, against a local cloud.
 * Every test file has an environment of its own (its own data), its own clock and its own keys.
 */
import { startLocalCloud, type LocalCloud } from '../../local-cloud'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ActionName, InputOf, OutputOf } from '../../types/contracts'
import type { ErrorCode } from '../../types/contracts/errors'

export const TEST_KEYS = JSON.stringify({ current: 'k1', keys: { k1: Buffer.alloc(32, 7).toString('base64') }, hash: Buffer.alloc(32, 9).toString('base64') })

/** The first instant of every test: Friday 20 November 2026, 09:00 in Asia/Shanghai. */
export const START = new Date('2026-11-20T01:00:00Z')

export interface Failure { code: ErrorCode; message: string; detail?: Record<string, string | number> }
export class ActionFailed extends Error {
  constructor(readonly code: ErrorCode, message: string, readonly detail?: Record<string, string | number>) { super(`${code}: ${message}`) }
}

let cloud: LocalCloud | undefined
let dataDir = ''
let count = 0

/** Starts the local cloud for this test file and points the SDK at it. Call in `beforeAll`, before anything else. */
export async function startApi(): Promise<LocalCloud> {
  dataDir = mkdtempSync(join(tmpdir(), 'zhibu-api-'))
  const { collections } = await import('../../cloudfunctions/platform/collections')
  const collectionsFile = join(dataDir, 'collections.json')
  writeFileSync(collectionsFile, JSON.stringify(collections))
  cloud = await startLocalCloud({ port: 0, dataDir: join(dataDir, 'data'), env: 'test', collections: collectionsFile, quiet: true, timers: false, codePageUrl: 'http://127.0.0.1/#/{page}?scene={scene}' })
  Object.assign(process.env, {
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${cloud.url}/admin` }), TENCENTCLOUD: 'true', TENCENTCLOUD_SECRETID: 'local', TENCENTCLOUD_SECRETKEY: 'local',
    TCB_ENV: 'test', ZHIBU_KEYS: TEST_KEYS,
  })
  await setNow(START)
  return cloud
}

export async function stopApi(): Promise<void> {
  await cloud?.close()
  rmSync(dataDir, { recursive: true, force: true })
}

/** The local cloud's address, for uploads and counters. */
export const cloudUrl = (): string => cloud!.url

/** Where the local cloud keeps everything on disk. */
export const dataFolder = (): string => join(dataDir, 'data')

/** Sets the product's clock; it stands still until set again. */
export async function setNow(instant: Date | string): Promise<void> {
  const { clock } = await import('../../cloudfunctions/platform/clock')
  const fixed = new Date(instant)
  clock.now = () => fixed
}

/** The invocation context of a WeChat call by this openid; without one, of a timer. */
export const contextOf = (openid?: string) => ({
  request_id: `test-${++count}`, function_name: 'api', namespace: 'test',
  environment: JSON.stringify(openid
    ? { WX_OPENID: openid, WX_APPID: 'wx-test', TCB_ENV: 'test', WX_CONTEXT_KEYS: 'WX_OPENID,WX_APPID', TCB_SOURCE: 'wx_client', TRIGGER_SRC: 'wx' }
    : { TCB_ENV: 'test', TRIGGER_SRC: 'timer' }),
})

/** The function's raw reply to an event. */
export async function reply(name: 'api' | 'sheets', event: unknown, openid?: string): Promise<{ ok: true; data: unknown } | { ok: false; error: Failure }> {
  const { main } = name === 'api' ? await import('../../cloudfunctions/api') : await import('../../cloudfunctions/sheets')
  return JSON.parse(JSON.stringify(await main(event, contextOf(openid)))) as never
}

/** Calls an action as an account; throws `ActionFailed` where it is refused. The same `requestId` is the same tap. */
export async function call<A extends ActionName>(openid: string, action: A, input: InputOf<A>, requestId = `request-${++count}`): Promise<OutputOf<A>> {
  const { contracts } = await import('../../types/contracts')
  const contract = contracts[action]
  const answer = await reply('runs' in contract ? contract.runs : 'api', { action, input, requestId }, openid)
  if (!answer.ok) throw new ActionFailed(answer.error.code, answer.error.message, answer.error.detail)
  return answer.data as OutputOf<A>
}

/** The code with which an action is refused; null where it is not. */
export async function refusal<A extends ActionName>(openid: string, action: A, input: InputOf<A>): Promise<ErrorCode | null> {
  try {
    await call(openid, action, input)
    return null
  } catch (error) {
    if (error instanceof ActionFailed) return error.code
    throw error
  }
}

/** How many requests the SDK sends while `work` runs: what the user pays for and what the budgets count. */
export async function operationsOf(work: () => Promise<unknown>): Promise<number> {
  const total = async () => ((await (await fetch(`${cloudUrl()}/_/ops?env=test`)).json()) as { total: number }).total
  const before = await total()
  await work()
  return (await total()) - before
}

/** Uploads bytes to an issued path, as wx.cloud.uploadFile does. */
export async function upload(openid: string, cloudPath: string, bytes: Buffer | Uint8Array): Promise<string> {
  const response = await fetch(`${cloudUrl()}/storage/${cloudPath}`, { method: 'PUT', headers: { 'x-wx-openid': openid }, body: Buffer.from(bytes) })
  return ((await response.json()) as { fileID: string }).fileID
}
