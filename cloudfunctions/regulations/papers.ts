/** The papers of a member's file by the stage at which each has to be there. Source: 中国共产党发展党员工作细则（2026年修订）, the steps of DOMAIN.md §2. */
import { paperStates, type PaperState, type Stage, type Standing } from '../../types/contracts/codes'

/** Before and after admission, in the order of time. */
export const fileStages = ['applicant', 'activist', 'prospect', 'probationary', 'full'] as const
export type FileStage = Stage | Standing

export interface Paper { key: string; title: string; /** From this stage on it is missed. */ from: FileStage; article: string }

export const papersRegulation = { regulation: '中国共产党发展党员工作细则（2026年修订）', effectiveFrom: '2026-05-11', kind: 'default' } as const

/** In the order in which they come about. Local extras (自传, 成绩单) are not asked for. */
export const papers: readonly Paper[] = [
  { key: 'application', title: '入党申请书', from: 'applicant', article: '第五条、第六条' },
  { key: 'talk', title: '派人谈话记录', from: 'applicant', article: '第七条' },
  { key: 'recommended', title: '推荐（推优）和确定为积极分子的记录', from: 'activist', article: '第八条' },
  { key: 'filed', title: '积极分子备案表', from: 'activist', article: '第八条' },
  { key: 'observation', title: '入党积极分子培养考察登记表', from: 'activist', article: '第十一条' },
  { key: 'consent', title: '上级党委同意列为发展对象的意见', from: 'prospect', article: '第十三条' },
  { key: 'publicNotice', title: '发展对象公示材料', from: 'prospect', article: '第十三条' },
  { key: 'review', title: '政治审查结论性材料', from: 'probationary', article: '第十六条' },
  { key: 'training', title: '集中培训结业证明', from: 'probationary', article: '第十七条' },
  { key: 'preliminary', title: '上级党委预审意见', from: 'probationary', article: '第十八条' },
  { key: 'pledge', title: '入党志愿书', from: 'probationary', article: '第十八条' },
  { key: 'resolution', title: '接收预备党员的支部大会决议', from: 'probationary', article: '第二十一条' },
  { key: 'approval', title: '上级派人谈话和审批意见', from: 'probationary', article: '第二十三条至第二十五条' },
  { key: 'probationBook', title: '预备党员教育考察登记表', from: 'full', article: '第三十六条' },
  { key: 'fullApplication', title: '转正申请书', from: 'full', article: '第三十一条' },
  { key: 'fullResolution', title: '转正的支部大会决议', from: 'full', article: '第三十二条' },
  { key: 'fullApproval', title: '转正审批意见', from: 'full', article: '第三十三条' },
]

/** The papers that have to be in a file at a stage. */
export const papersDue = (stage: FileStage): readonly Paper[] => papers.filter(({ from }) => fileStages.indexOf(from) <= fileStages.indexOf(stage))

const sound: readonly PaperState[] = ['complete', 'notNeeded']

export interface PapersLeft { /** What is wrong with each, in words. */ lacking: { key: string; title: string; state: PaperState }[]; /** Papers that nobody has looked at yet. */ unseen: number; text: string }

/** What a file still lacks at a stage, and in one phrase: 还缺3项，5项没清点. */
export function papersLeft(stage: FileStage, notes: Record<string, { state: PaperState }> = {}): PapersLeft {
  const due = papersDue(stage)
  const lacking = due.flatMap(({ key, title }) => { const state = notes[key]?.state; return state && !sound.includes(state) ? [{ key, title, state }] : [] })
  const unseen = due.filter(({ key }) => !notes[key]).length
  const parts = [...(lacking.length > 0 ? [`还缺${lacking.length}项`] : []), ...(unseen > 0 ? [unseen === due.length ? '还没清点' : `${unseen}项没清点`] : [])]
  return { lacking, unseen, text: parts.join('，') || '材料齐全' }
}

/** A paper's state as it is said: 缺签名. */
export const paperStateText = (state: PaperState): string => paperStates[state]
