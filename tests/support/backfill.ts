/** What the tests of filled sheets share: a sheet from above, uploaded, filled and fetched. `startApi()` first. */
import { read, utils } from '@e965/xlsx'
import type { InputOf, OutputOf } from '../../types/contracts'
import { call, upload } from './api'
import { blankSheet, type BlankSheet } from '../../config/seed/blank-sheets'

/** 党员基本信息汇总表 with student numbers, as a school sends it: blank. */
export const memberSheet: BlankSheet = {
  title: '党员基本信息汇总表', lines: ['填报单位：'], headers: ['序号', '姓名', '公民身份证号', '性别', '出生日期', '入党时间', '学号', '手机号', '家庭住址', '政审结论'],
  rows: [[], [], []], footer: ['填表人：            联系电话：'],
}

/** Uploads bytes for a purpose. */
export async function uploaded(openid: string, purpose: 'template' | 'roster', fileName: string, bytes: Buffer): Promise<{ uploadId: string; fileId: string }> {
  const { uploadId, cloudPath } = await call(openid, 'files.issueUpload', { purpose, fileName, size: Math.max(1, bytes.length) })
  return { uploadId, fileId: await upload(openid, cloudPath, bytes) }
}

/** A run from a sheet. */
export async function startRun(openid: string, organisationId: string, sheet: BlankSheet | Buffer = memberSheet, fileName = '党员信息汇总表.xlsx'): Promise<OutputOf<'backfill.get'>> {
  const bytes = Buffer.isBuffer(sheet) ? sheet : blankSheet(sheet)
  const { runId } = await call(openid, 'backfill.start', { organisationId, ...await uploaded(openid, 'template', fileName, bytes) })
  return call(openid, 'backfill.get', { runId })
}

/** Fills a run and fetches the file. */
export async function filledRows(openid: string, input: InputOf<'backfill.fill'>, requestId?: string): Promise<{ rows: string[][]; bytes: Buffer; answer: OutputOf<'backfill.fill'> }> {
  const answer = await call(openid, 'backfill.fill', input, requestId)
  const bytes = Buffer.from(await (await fetch(answer.link)).arrayBuffer())
  return { answer, bytes, rows: utils.sheet_to_json<string[]>(Object.values(read(bytes).Sheets)[0]!, { header: 1, raw: false, defval: '' }) }
}
