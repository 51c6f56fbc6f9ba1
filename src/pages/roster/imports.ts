/** What the two import pages share: states as tags, counts in words, and the report of the dry run that was just made. */
import type { OutputOf } from '../../../types/contracts'
import type { ImportState } from '../../../types/contracts/codes'
import type { TagKind } from '../../components/tag'

export type Status = OutputOf<'imports.status'>
export type Report = OutputOf<'imports.preview'>

export const stateColours: Record<ImportState, TagKind> = { staged: 'wait', committing: 'info', done: 'ok', undoing: 'info', undone: 'past', cancelled: 'past' }

/** 新增12，变更3，有问题2; what is none is left out. */
export function countsText({ new: added, changed, unchanged, refused }: Status['counts']): string {
  const parts = [added && `新增${added}人`, changed && `变更${changed}人`, unchanged && `不变${unchanged}人`, refused && `有问题${refused}人`].filter(Boolean)
  return parts.join('，') || '没有读到人员'
}

// Which columns were read is told by the dry run only, so it is carried from the page that made it to the page that shows it.
let latest: Report | null = null
export const keepReport = (report: Report): void => { latest = report }
export const reportOf = (importId: string): Report | null => (latest?.id === importId ? latest : null)
