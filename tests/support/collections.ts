/** What the tests of sheets asked for from above share. `startApi()` first. */
import * as XLSX from '@e965/xlsx'
import type { OutputOf } from '../../types/contracts'
import { call, START, upload } from './api'
import type { World } from './world'

export const hours = (n: number): string => new Date(START.getTime() + n * 3_600_000).toISOString()
/** How the names of the world's two branches begin. */
export const SOFT = '软件本科生'
export const HARD = '硕士第二'
type Draft = OutputOf<'collections.draft'>

/** A blank sheet with a title, a header, empty rows and a footer. */
export function blank(headers = ['序号', '姓名', '所在党支部', '公民身份证号', '性别', '出生日期', '学号', '手机号', '特长']): Buffer {
  const sheet = XLSX.utils.aoa_to_sheet([['示例党委党员情况统计表'], headers, [], [], ['填表人：', '', '', '']])
  sheet['!merges'] = [{ s: { r: 0, c: 0 }, e: { r: 0, c: headers.length - 1 } }]
  return Buffer.from(XLSX.write({ SheetNames: ['统计表'], Sheets: { 统计表: sheet } }, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array)
}
export const columnsOf = (made: Draft) => made.columns.map(({ index, item, required }) => ({ index, item, required }))
export const order = (made: Draft, more: object = {}) => ({ collectionId: made.id, title: made.title, note: '请按名册核对。', due: hours(72), who: 'all' as const, all: true, organisationIds: [] as string[], columns: columnsOf(made), ...more })
/** The item on somebody's home page that asks for a sheet. */
export const todo = async (openid: string, id: string) => (await call(openid, 'session.home', {})).todos.find(item => item.kind === 'collection' && item.refId === id)

/** The acts of who asks, in a world. */
export function collectionsBy(world: () => World) {
  const by = (): string => world().founder.openid
  async function draft(openid = by(), organisationId = world().committeeId, bytes = blank(), fileName = '党员情况统计表.xlsx'): Promise<Draft> {
    const { uploadId, cloudPath } = await call(openid, 'files.issueUpload', { purpose: 'template', fileName, size: bytes.length })
    return call(openid, 'collections.draft', { organisationId, uploadId, fileId: await upload(openid, cloudPath, bytes), fileName })
  }
  const branchesOf = (collectionId: string, part?: 'late' | 'gone' | 'confirmed') => call(by(), 'collections.branches', { collectionId, part, limit: 50 })
  return {
    by, draft, branchesOf,
    sent: async (more: object = {}): Promise<string> => {
      const made = await draft()
      await call(by(), 'collections.send', order(made, more))
      return made.id
    },
    answerAt: async (collectionId: string, name: string) => (await branchesOf(collectionId)).items.find(item => item.name.startsWith(name))!,
  }
}
