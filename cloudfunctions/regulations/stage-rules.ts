/** The stages before membership, their days and their order: 申请人 → 积极分子 → 发展对象 → 预备党员. */
import { stages, type Stage } from '../../types/contracts/codes'
import type { Refusal } from '../../types/contracts/errors'
import { ageOn, plusMonths, rosterRules, type Threshold } from './roster-rules'

const admissionRules = '中国共产党发展党员工作细则（2026年修订）'

export const stageRules = {
  /** Years of age from which one may apply. */
  minimumAge: rosterRules.minimumAge,
  /** Months as an activist, educated and observed, before somebody may be a prospect. */
  activistMonths: { value: 12, regulation: admissionRules, article: '第十三条', effectiveFrom: '2026-05-11', kind: 'fixed' },
  /** A temporary organisation admits nobody. */
  admits: { value: ['ordinary', 'joint'], regulation: admissionRules, article: '第二十二条', effectiveFrom: '2026-05-11', kind: 'fixed' },
} satisfies Record<string, Threshold<unknown>>

export const stageDays = ['appliedOn', 'activistOn', 'prospectOn'] as const
/** The day on which each stage begins. */
export const dayOfStage: Record<Stage, (typeof stageDays)[number]> = { applicant: 'appliedOn', activist: 'activistOn', prospect: 'prospectOn' }
const names: Record<(typeof stageDays)[number] | 'joinedOn', string> = { appliedOn: '申请入党日期', activistOn: '确定为积极分子日期', prospectOn: '列为发展对象日期', joinedOn: '加入党组织日期' }

export type StageDays = Partial<Record<(typeof stageDays)[number] | 'joinedOn', string | null>>
const wrong = (what: string): Refusal => ({ code: 'datesWrong', detail: { what } })

/** Why the days of somebody's stages cannot be right: one to come, or one before an earlier stage. Years ago other texts were in force, so no period is judged here. */
export function whyStageDaysWrong(days: StageDays, today: string): Refusal | null {
  let before: { field: keyof typeof names; day: string } | null = null
  for (const field of [...stageDays, 'joinedOn'] as const) {
    const day = days[field]
    if (!day) continue
    if (day > today) return wrong(`${names[field]}还没有到，只登记已经发生的，请核对`)
    if (before && day < before.day) return wrong(`${names[field]}早于${names[before.field]}，请核对`)
    before = { field, day }
  }
  return null
}

/** The stage after this one; null for a prospect, whom an assembly admits. */
export const stageAfter: Record<Stage, Stage | null> = { applicant: 'activist', activist: 'prospect', prospect: null }
/** The stage before this one; null for an applicant. */
export const stageBefore: Record<Stage, Stage | null> = { applicant: null, activist: 'applicant', prospect: 'activist' }

/** The day from which an activist may be a prospect. */
export const prospectFrom = (activistOn: string): string => plusMonths(activistOn, stageRules.activistMonths.value)

/**
 * Why somebody cannot stand in a stage with these days: the days of the stages up to it are there and in order, the age at
 * application, the year as an activist. What was decided by people is entered; nothing here decides it.
 */
export function whyCannotStand(person: StageDays & { birthday?: string | null }, stage: Stage, today: string): Refusal | null {
  const needed = stageDays.slice(0, stageDays.indexOf(dayOfStage[stage]) + 1)
  const unsaid = needed.find(field => !person[field])
  if (unsaid) return wrong(`请填写${names[unsaid]}`)
  const early = stageDays.slice(needed.length).find(field => person[field])
  if (early) return wrong(`${stages[stage]}还没有${names[early]}，请核对现在的阶段`)
  const order = whyStageDaysWrong(person, today)
  if (order) return order
  const { value: age, article } = stageRules.minimumAge
  if (person.birthday && ageOn(person.birthday, person.appliedOn!) < age) return wrong(`申请时不满${age}岁，${plusMonths(person.birthday, age * 12)}起可以申请（发展党员工作细则${article}）`)
  if (person.activistOn && person.prospectOn && person.prospectOn < prospectFrom(person.activistOn)) {
    return wrong(`作为积极分子培养教育考察满一年才能列为发展对象，最早${prospectFrom(person.activistOn)}（发展党员工作细则${stageRules.activistMonths.article}）`)
  }
  return null
}
