/** The papers of a member's file by the stage at which each has to be there. Source: 中国共产党发展党员工作细则（2026年修订）, the steps of DOMAIN.md §2. */
import { paperStates, paperTitles, type PaperKey, type PaperState, type Stage, type Standing } from '../../types/contracts/codes'

/** Before and after admission, in the order of time. */
export const fileStages = ['applicant', 'activist', 'prospect', 'probationary', 'full'] as const
export type FileStage = Stage | Standing

export interface Paper { key: PaperKey; title: string; /** From this stage on it is missed. */ from: FileStage; article: string }

export const papersRegulation = { regulation: '中国共产党发展党员工作细则（2026年修订）', effectiveFrom: '2026-05-11', kind: 'default' } as const

/** In the order in which they come about. Local extras (自传, 成绩单) are not asked for. */
export const papers: readonly Paper[] = (
  [
    ['application', 'applicant', '第五条、第六条'],
    ['talk', 'applicant', '第七条'],
    ['recommended', 'activist', '第八条'],
    ['filed', 'activist', '第八条'],
    ['observation', 'activist', '第十一条'],
    ['consent', 'prospect', '第十三条'],
    ['publicNotice', 'prospect', '第十三条'],
    ['review', 'probationary', '第十六条'],
    ['training', 'probationary', '第十七条'],
    ['preliminary', 'probationary', '第十八条'],
    ['pledge', 'probationary', '第十八条'],
    ['resolution', 'probationary', '第二十一条'],
    ['approval', 'probationary', '第二十三条至第二十五条'],
    ['probationBook', 'full', '第三十六条'],
    ['fullApplication', 'full', '第三十一条'],
    ['fullResolution', 'full', '第三十二条'],
    ['fullApproval', 'full', '第三十三条'],
  ] as const
).map(([key, from, article]) => ({ key, title: paperTitles[key], from, article }))

/** The papers that have to be in a file at a stage. */
export const papersDue = (stage: FileStage): readonly Paper[] => papers.filter(({ from }) => fileStages.indexOf(from) <= fileStages.indexOf(stage))

const sound: readonly PaperState[] = ['complete', 'notNeeded']

export interface PapersLeft { /** What is wrong with each, in words. */ lacking: { key: string; title: string; state: PaperState }[]; /** Papers that nobody has looked at yet. */ unseen: number; text: string }

/** What a file still lacks at a stage, and in one phrase: 还缺3项，5项没清点. */
export function papersLeft(stage: FileStage, notes: Partial<Record<string, { state: PaperState }>> = {}): PapersLeft {
  const due = papersDue(stage)
  const lacking = due.flatMap(({ key, title }) => { const state = notes[key]?.state; return state && !sound.includes(state) ? [{ key, title, state }] : [] })
  const unseen = due.filter(({ key }) => !notes[key]).length
  const parts = [...(lacking.length > 0 ? [`还缺${lacking.length}项`] : []), ...(unseen > 0 ? [unseen === due.length ? '还没清点' : `${unseen}项没清点`] : [])]
  return { lacking, unseen, text: parts.join('，') || '材料齐全' }
}

/** A paper's state as it is said: 缺签名. */
export const paperStateText = (state: PaperState): string => paperStates[state]
