import type * as z from '../../../types/contracts/zod'
import type { backfill } from '../../../types/contracts/backfill'
import type { FillRunDocument } from '../../platform/documents'
import { refuse } from '../../platform/errors'
import { fileIdAt, shortLink } from '../../platform/files'
import { dayOf } from '../../platform/time'
import { filledName } from './rules'

/** The way to a filled file; `fillFileGone` where it is no more. Two operations. */
export async function linkOf({ _id, filePath, fileName, macros, made }: FillRunDocument, now: Date): Promise<z.input<(typeof backfill)['backfill.open']['output']>> {
  if (filePath === null || !made) return refuse('fillFileGone')
  return { runId: _id, fileName: filledName(fileName, dayOf(made.at), macros), people: made.people, ...(await shortLink(await fileIdAt(filePath), now) ?? refuse('fillFileGone')) }
}
