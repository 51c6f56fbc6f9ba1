/** Words of filled sheets that several pages say. */
import { stages, standings } from '../../../types/contracts/codes'
import type { OutputOf } from '../../../types/contracts'

export type Run = OutputOf<'backfill.get'>
export type Who = Run['who']
type Kind = Who['kinds'][number]

/** Whom a sheet may be about. */
export const kinds: readonly { key: Kind; text: string }[] = [
  { key: 'full', text: standings.full }, { key: 'probationary', text: standings.probationary }, { key: 'prospect', text: stages.prospect }, { key: 'activist', text: stages.activist }, { key: 'applicant', text: stages.applicant },
]

export const stateWords = { draft: '还没填', filled: '已填好', gone: '已填好' } as const
export const stateColours = { draft: 'wait', filled: 'ok', gone: 'ok' } as const
