/** Those who have applied in the demo's branch, brought from stage to stage during the year, and the papers that were looked through. */
import { at, dayOf, plusYears } from './days'
import type { SeedBranch } from './joining'
import type { Scene } from './life'
import { castOf } from './showcase'

/** Days before today on which each applied, became an activist and became a prospect. */
const people: { name: string; male: boolean; className: string; days: [number, number?, number?] }[] = [
  { name: '高远航', male: true, className: '软件2301', days: [900, 700, 40] },
  { name: '苏晓彤', male: false, className: '软件2302', days: [650, 390] },
  { name: '冯子墨', male: true, className: '软件2402', days: [330, 200] },
  { name: '邹雨桐', male: false, className: '软件2401', days: [120] },
  { name: '曹一鸣', male: true, className: '软件2501', days: [12] },
]
const mentors = '王建国、李思远'

/** Notes everything about applicants and about papers: entered a month ago, and gone on with since. */
export function planApplicants({ calendar, product, today }: Scene, branch: SeedBranch): void {
  const { secretary, member, probationary } = castOf(branch)
  const by = secretary.openid
  const day = (n: number): string => dayOf(at(today, -n, '09:00'))
  people.forEach(({ name, male, className, days: [applied, active, listed] }, i) => {
    calendar.on(at(today, -Math.min(applied, 27), `10:${10 + i}`), async () => {
      const { applicantId } = await product.call(by, 'applicants.add', {
        organisationId: branch.id, name, className, sex: male ? '1' : '2', birthday: plusYears(day(60 + 31 * i), -21), appliedOn: day(applied),
        ...(active && { stage: 'activist' as const, activistOn: day(active), mentors }),
      })
      if (active) await product.call(by, 'dossier.notePapers', { memberId: applicantId, papers: [{ key: 'application', state: 'complete' }, { key: 'talk', state: 'complete' }, { key: 'filed', state: i === 1 ? 'noSeal' : 'complete' }] })
      if (listed) await product.call(by, 'applicants.advance', { applicantId, version: 1, on: day(listed), names: mentors })
    })
  })
  calendar.on(at(today, -20, '16:30'), async () => {
    await product.call(by, 'dossier.notePapers', { memberId: probationary.memberId, papers: [{ key: 'application', state: 'complete' }, { key: 'pledge', state: 'complete' }, { key: 'training', state: 'none' }, { key: 'resolution', state: 'noSignature' }] })
    const { items } = await product.call(by, 'dossier.papers', { memberId: member.memberId })
    await product.call(by, 'dossier.notePapers', { memberId: member.memberId, papers: items.map(({ key }) => ({ key, state: 'complete' as const })) })
  })
}
