import type * as z from '../../../types/contracts/zod'
import type { Applicant as ApplicantAnswer, ApplicantLine } from '../../../types/contracts/applicants'
import { dayInWords } from '../../../types/words'
import type { Applicant, Organisation } from '../../platform/documents'
import { abilities } from '../../platform/errors'
import { maskIdTail } from '../../platform/secrets'
import { dayOfStage, prospectFrom } from '../../regulations/stage-rules'
import { moreOf } from '../../services/person'
import { missingOfApplicant, whyCannotAdmit, whyCannotAdvance, whyCannotKeep, whyCannotStepBack } from './applicant-rules'
import { filedApplicant, leftOf } from './views'


/** What may come next for an activist: the day from which the branch may decide it. */
const nextOf = ({ stage, activistOn }: Applicant, today: string): string | null =>
  (stage !== 'activist' || !activistOn ? null : prospectFrom(activistOn) <= today ? '培养教育考察已满一年，可以研究列为发展对象' : `${dayInWords(prospectFrom(activistOn))}起可以列为发展对象`)

export const applicantLine = (applicant: Applicant, today: string): z.input<typeof ApplicantLine> => ({
  id: applicant._id, name: applicant.name, stage: applicant.stage, since: applicant[dayOfStage[applicant.stage]] ?? null, className: applicant.className,
  papers: leftOf(filedApplicant(applicant)).text, next: applicant.archived ? null : nextOf(applicant, today),
})

/** An applicant as officers see one: sensitive items masked. */
export function applicantOf(applicant: Applicant, organisation: Organisation, groups: { id: string; name: string }[], keeps: boolean, today: string): Omit<z.input<typeof ApplicantAnswer>, 'admittedOn'> {
  const forbidden = keeps ? null : { code: 'forbidden' as const }
  return {
    id: applicant._id, organisationId: applicant.organisationId, organisationName: organisation.name, version: applicant.version, name: applicant.name, stage: applicant.stage,
    since: applicant[dayOfStage[applicant.stage]] ?? null, next: applicant.archived ? null : nextOf(applicant, today),
    sex: applicant.sex, ethnicity: applicant.ethnicity, birthday: applicant.birthday, education: applicant.education, job: applicant.job, studentNumber: applicant.studentNumber, className: applicant.className,
    ...moreOf(applicant),
    phoneMasked: applicant.phoneMasked, landlineMasked: applicant.landlineMasked ?? null, idMasked: applicant.idTail ? maskIdTail(applicant.idTail) : null, hasAddress: applicant.address !== null,
    missing: missingOfApplicant(applicant), papers: leftOf(filedApplicant(applicant)), archived: applicant.archived, archiveReason: applicant.archiveReason, groups,
    ...abilities({
      edit: forbidden ?? whyCannotKeep(applicant), advance: forbidden ?? whyCannotAdvance(applicant, today), stepBack: forbidden ?? whyCannotStepBack(applicant),
      admit: forbidden ?? whyCannotAdmit(applicant, organisation), archive: forbidden ?? whyCannotKeep(applicant),
      restore: forbidden ?? (applicant.archived ? null : { code: 'notFound' }), notePapers: forbidden ?? whyCannotKeep(applicant),
    }),
  }
}
