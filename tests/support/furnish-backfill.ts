/** A sheet from above that waits to be filled, for the pages that show one; made through the product's own actions. */
import type { ActionName, InputOf, OutputOf } from '../../types/contracts'
import { memberSheet } from './backfill'
import { blankSheet } from '../../config/seed/blank-sheets'

type Call = <A extends ActionName>(openid: string, action: A, input: InputOf<A>) => Promise<OutputOf<A>>
/** Puts bytes where an upload was issued; what the action that takes them asks for. */
type Upload = (fileName: string, bytes: Buffer) => Promise<{ uploadId: string; fileId: string }>

/** The address parameters of the pages of filled sheets, by route. */
export async function furnishBackfill(call: Call, upload: Upload, secretary: string, organisationId: string): Promise<[string, string][]> {
  const fileName = '党员基本信息汇总表（学院）.xlsx'
  const { runId } = await call(secretary, 'backfill.start', { organisationId, fileName, ...await upload(fileName, blankSheet(memberSheet)) })
  return [['pages/backfill/list/index', `id=${organisationId}`], ['pages/backfill/new/index', `id=${organisationId}`], ['pages/backfill/detail/index', `id=${runId}`]]
}
