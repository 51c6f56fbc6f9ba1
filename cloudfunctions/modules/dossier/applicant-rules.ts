/** What may be done with an applicant. People decide; the days that they enter are judged by regulations/stage-rules. */
import { stages } from '../../../types/contracts/codes'
import type { Refusal } from '../../../types/contracts/errors'
import type { Applicant, Organisation } from '../../platform/documents'
import { prospectFrom, stageAfter, stageBefore, stageRules } from '../../regulations/stage-rules'

type Who = Pick<Applicant, 'name' | 'stage' | 'archived' | 'activistOn'>

/** Why nothing can be written for now. */
export const whyCannotKeep = ({ name, archived }: Pick<Who, 'name' | 'archived'>): Refusal | null => (archived ? { code: 'applicantArchived', detail: { name } } : null)

/** Why somebody cannot go on to the next stage today; a prospect is admitted instead. */
export function whyCannotAdvance(who: Who, today: string): Refusal | null {
  const refusal = whyCannotKeep(who)
  if (refusal) return refusal
  if (stageAfter[who.stage] === null) return { code: 'stageLast', detail: { name: who.name, stage: stages[who.stage] } }
  if (who.stage !== 'activist' || !who.activistOn || prospectFrom(who.activistOn) <= today) return null
  return { code: 'datesWrong', detail: { what: `作为积极分子培养教育考察满一年才能列为发展对象，最早${prospectFrom(who.activistOn)}（发展党员工作细则${stageRules.activistMonths.article}）` } }
}

/** Why somebody cannot go back a stage: an applicant is taken off the list instead. */
export const whyCannotStepBack = (who: Who): Refusal | null => whyCannotKeep(who) ?? (stageBefore[who.stage] ? null : { code: 'stageLast', detail: { name: who.name, stage: stages[who.stage] } })

/** Why somebody cannot be entered as admitted: no prospect, or a temporary organisation. */
export function whyCannotAdmit(who: Who, organisation: Pick<Organisation, 'form'>): Refusal | null {
  const { value, regulation, article } = stageRules.admits
  return whyCannotKeep(who) ?? (who.stage !== 'prospect' ? { code: 'notYetProspect', detail: { name: who.name } }
    : !value.includes(organisation.form ?? 'ordinary') ? { code: 'temporaryAdmitsNobody', detail: { rule: `${regulation}${article}` } } : null)
}

/** What an applicant's record still lacks, as a person calls it. */
export function missingOfApplicant(who: Applicant): string[] {
  const items: [unknown, string][] = [
    [who.idHash, '身份证号'], [who.sex, '性别'], [who.birthday, '出生日期'], [who.ethnicity, '民族'], [who.education, '学历'], [who.phone ?? who.landline, '手机号'],
    [who.appliedOn, '申请入党日期'], [who.stage === 'applicant' || who.mentors, '培养联系人'],
  ]
  return items.filter(([value]) => !value).map(([, label]) => label)
}
