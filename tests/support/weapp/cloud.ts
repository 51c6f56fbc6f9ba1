/** The whole product on a local cloud, as it is deployed: the built functions in processes of their own, called over HTTP. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { startLocalCloud } from '../../../local-cloud'
import type { ActionName, ActionsRunBy, InputOf, OutputOf } from '../../../types/contracts'
import { newFoundingCode, storeFoundingCode } from '../../../config/founding'
import { newKeys } from '../../../config/keys'

const root = resolve(__dirname, '../../..')
const bySheets: Record<ActionsRunBy<'sheets'>, true> = { 'imports.preview': true, 'imports.columns': true, 'imports.commit': true, 'imports.undo': true, 'exports.roster': true, 'ballots.slipSheet': true, 'ballots.scrutiny': true, 'ballots.printed': true, 'ballots.sealed': true, 'reviews.summarySheet': true, 'reviews.readList': true, 'votes.record': true, 'elections.record': true, 'collections.draft': true, 'collections.conflicts': true, 'collections.merge': true, 'collections.sheet': true, 'backfill.start': true, 'backfill.fill': true }

export interface Product {
  url: string
  /** Calls an action as this WeChat account; throws with the sentence where it is refused. */
  call<A extends ActionName>(openid: string, action: A, input: InputOf<A>): Promise<OutputOf<A>>
  /** Puts bytes at an issued path, as the phone does; the file's id. */
  upload(openid: string, cloudPath: string, bytes: Buffer): Promise<string>
  close(): Promise<void>
}

/**
 * Starts the product with an empty database. The functions must have been built; `FUNCTIONS_DIST` names another folder of them.
 * With `CLOUD_LOG` in the environment their logs are printed.
 */
export async function startProduct(): Promise<Product> {
  const functionsDir = resolve(process.env.FUNCTIONS_DIST ?? join(root, 'dist/cloudfunctions'))
  if (!existsSync(join(functionsDir, 'api/index.js'))) throw new Error(`${functionsDir} holds no functions: build them with node config/build.mjs functions`)
  const dataDir = mkdtempSync(join(tmpdir(), 'zhibu-weapp-'))
  const ZHIBU_KEYS = newKeys()
  const cloud = await startLocalCloud({
    port: 0, dataDir, env: 'test', functionsDir, functionsConfig: join(root, 'config/cloudbaserc.json'), functionEnv: { ZHIBU_KEYS, ZHIBU_TEMPLATES: JSON.stringify({ activityReminder: 'template-reminder', placeFreed: 'template-freed' }) },
    collections: join(functionsDir, '../collections.json'), timers: false, quiet: !process.env.CLOUD_LOG, codePageUrl: 'http://127.0.0.1/#/{page}?scene={scene}',
  })
  // The founding code is put in by deployment, outside the functions, with the same keys.
  Object.assign(process.env, { TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${cloud.url}/admin` }), TENCENTCLOUD: 'true', TENCENTCLOUD_SECRETID: 'local', TENCENTCLOUD_SECRETKEY: 'local', TCB_ENV: 'test', ZHIBU_KEYS })
  let count = 0
  return {
    url: cloud.url,
    async call(openid, action, input) {
      const response = await fetch(`${cloud.url}/functions/${action in bySheets ? 'sheets' : 'api'}`, {
        method: 'POST', headers: { 'content-type': 'application/json', 'x-wx-openid': openid }, body: JSON.stringify({ action, input, requestId: `set-up-${++count}` }),
      })
      const reply = (await response.json()) as { ok: true; data: never } | { ok: false; error: { code: string; message: string } }
      if (!reply.ok) throw new Error(`${action}: ${reply.error.code} ${reply.error.message}`)
      return reply.data
    },
    async upload(openid, cloudPath, bytes) {
      const response = await fetch(`${cloud.url}/storage/${cloudPath}`, { method: 'PUT', headers: { 'x-wx-openid': openid }, body: new Uint8Array(bytes) })
      return ((await response.json()) as { fileID: string }).fileID
    },
    async close() {
      await cloud.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export interface Branch { secretary: string; organisationId: string; secretaryId: string; members: { name: string; memberId: string }[] }

/** A branch of a fictitious university: its secretary has joined, the members stand on the roster only. */
export async function foundBranch(product: Product, names: string[] = ['王建国', '李晓梅', '赵新民']): Promise<Branch> {
  const code = newFoundingCode()
  await storeFoundingCode(code)
  const secretary = 'o-secretary'
  const { organisationId, memberId: secretaryId } = await product.call(secretary, 'organisations.found', { code, organisationName: '示例大学计算机学院学生第一党支部', kind: 'branch', name: '陈书记' })
  const members: Branch['members'] = []
  for (const [index, name] of names.entries()) {
    const { memberId } = await product.call(secretary, 'roster.add', { organisationId, name, standing: index === 2 ? 'probationary' : 'full', phone: `1990000000${index}` })
    members.push({ name, memberId })
  }
  return { secretary, organisationId, secretaryId, members }
}

/** An activity that starts `hours` from now and lasts two. */
export async function createActivity(product: Product, branch: Branch, title: string, { hours = 48, capacity = null as number | null } = {}): Promise<string> {
  const at = (h: number): string => new Date(Date.now() + h * 3600_000).toISOString()
  const { activityId } = await product.call(branch.secretary, 'activities.create', { title, place: '示例大学图书馆报告厅', detail: '请带学习笔记。', startsAt: at(hours), endsAt: at(hours + 2), capacity })
  return activityId
}
