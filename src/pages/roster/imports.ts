/** What the two import pages share: states as tags, counts in words, and the report of the dry run that was just made. */
import type { OutputOf } from '../../../types/contracts'
import type { ImportState, ImportWay } from '../../../types/contracts/codes'
import type { TagKind } from '../../components/tag'
import { call, newRequestId } from '../../services/cloud'
import { noteWrite } from '../../services/query'
import { upload, type LocalFile } from '../../services/upload'

export type Status = OutputOf<'imports.status'>
export type Report = OutputOf<'imports.preview'>

export const stateColours: Record<ImportState, TagKind> = { staged: 'wait', committing: 'info', done: 'ok', undoing: 'info', undone: 'past', cancelled: 'past' }

/** 新增12，变更3，有问题2; what is none is left out. */
export function countsText({ new: added, changed, unchanged, refused, skipped }: Status['counts']): string {
  const parts = [added && `新增${added}人`, changed && `变更${changed}人`, unchanged && `不变${unchanged}人`, refused && `有问题${refused}人`, skipped && `跳过${skipped}人`].filter(Boolean)
  return parts.join('，') || '没有读到人员'
}

// The sheet that was chosen last, so that it can be tried again once its columns have been told; nothing of it is kept by the server.
let held: { file: LocalFile; way: ImportWay } | null = null
export const holdSheet = (file: LocalFile, way: ImportWay): void => { held = { file, way } }
export const heldSheet = (): { file: LocalFile; way: ImportWay } | null => held

/** Uploads a sheet and has it tried; `onStep` hears when the upload is over. Throws a CallError. */
export async function trySheet(organisationId: string, file: LocalFile, way: ImportWay, onStep: () => void = () => undefined): Promise<Report> {
  holdSheet(file, way)
  const uploaded = await upload('roster', file)
  onStep()
  const report = await call('imports.preview', { organisationId, ...uploaded, fileName: file.name.slice(-120), way }, { requestId: newRequestId() })
  keepReport(report)
  noteWrite()
  return report
}

/** The columns of a sheet as they would be read. Throws a CallError. */
export async function columnsOf(organisationId: string, file: LocalFile): Promise<OutputOf<'imports.columns'>> {
  const uploaded = await upload('roster', file)
  return call('imports.columns', { organisationId, ...uploaded, fileName: file.name.slice(-120) }, { requestId: newRequestId() })
}

// Which columns were read is told by the dry run only, so it is carried from the page that made it to the page that shows it.
let latest: Report | null = null
export const keepReport = (report: Report): void => { latest = report }
export const reportOf = (importId: string): Report | null => (latest?.id === importId ? latest : null)
