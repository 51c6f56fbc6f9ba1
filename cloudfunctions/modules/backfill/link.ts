import type * as z from '../../../types/contracts/zod'
import type { backfill } from '../../../types/contracts/backfill'
import type { FillRunDocument } from '../../platform/documents'
import { refuse } from '../../platform/errors'
import { fileIdAt, linkTo } from '../../platform/files'
import { dayOf, iso, plusMinutes } from '../../platform/time'
import { filledName } from './rules'

/** How long a link to a file is good, in minutes. */
const LINK_MINUTES = 10

/** The way to a filled file; `fillFileGone` where it is no more. Two operations. */
export async function linkOf({ _id, filePath, fileName, macros, made }: FillRunDocument, now: Date): Promise<z.input<(typeof backfill)['backfill.open']['output']>> {
  if (filePath === null || !made) return refuse('fillFileGone')
  const [link] = await linkTo([await fileIdAt(filePath)], LINK_MINUTES * 60)
  return { runId: _id, fileName: filledName(fileName, dayOf(made.at), macros), people: made.people, link: link || refuse('fillFileGone'), until: iso(plusMinutes(now, LINK_MINUTES)) }
}
