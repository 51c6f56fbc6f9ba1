import { appealStates, type AppealState } from '../../../types/contracts/codes'
import type { Refusal } from '../../../types/contracts/errors'
import type { Appeal } from '../../platform/documents'

/** What can be done with an appeal: officers answer and close, the author says whether it is solved. */
export type AppealAct = 'answer' | 'close' | 'confirm' | 'reopen'
/** How the caller stands to an appeal; an officer may be the author too. */
export interface Role { author: boolean; officer: boolean }

/**
 * submitted → answered → closed → solved or reopened → answered …: closing takes an answer with it, the author may call
 * it solved as soon as it is answered, and reopens only what the branch has closed.
 */
const next: Record<AppealState, Partial<Record<AppealAct, AppealState>>> = {
  submitted: { answer: 'answered', close: 'closed' },
  answered: { answer: 'answered', close: 'closed', confirm: 'solved' },
  closed: { confirm: 'solved', reopen: 'reopened' },
  solved: {},
  reopened: { answer: 'answered', close: 'closed' },
}

/** The state after an act, or null where the state does not allow it. */
export const nextStateOf = (state: AppealState, act: AppealAct): AppealState | null => next[state][act] ?? null

/** Whether an appeal waits for the branch. */
export const isOpen = (state: AppealState): boolean => state === 'submitted' || state === 'answered' || state === 'reopened'
/** Whether an officer has to answer next. */
export const waitsForAnswer = (state: AppealState): boolean => state === 'submitted' || state === 'reopened'

/** Whether the caller may do this now. */
export function whyCannot(act: AppealAct, state: AppealState, role: Role): Refusal | null {
  const whose = act === 'answer' || act === 'close' ? role.officer : role.author
  if (!whose) return { code: 'forbidden' }
  return nextStateOf(state, act) ? null : { code: 'appealState', detail: { state: appealStates[state] } }
}

/** The first words of an appeal, for lists. */
export function excerptOf(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const letters = [...line]
  return letters.length > length ? `${letters.slice(0, length).join('')}…` : line
}

/** The history lines that an act adds; an answer that closes adds two. */
export function linesOf(act: AppealAct, said: Omit<Appeal['history'][number], 'act'>): Appeal['history'] {
  if (act === 'close') return [{ ...said, act: 'answered' }, { ...said, act: 'closed', text: '' }]
  return [{ ...said, act: ({ answer: 'answered', confirm: 'solved', reopen: 'reopened' } as const)[act] }]
}
