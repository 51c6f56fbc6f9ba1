/** The stages before membership: their days, their order, and both sides of each limit. */
import { prospectFrom, stageAfter, stageBefore, whyCannotStand, whyStageDaysWrong, type StageDays } from '../../cloudfunctions/regulations/stage-rules'
import type { Stage } from '../../types/contracts/codes'

const today = '2026-11-20'

test.each<[string, StageDays, string | null]>([
  ['nothing', {}, null],
  ['in order', { appliedOn: '2023-10-01', activistOn: '2024-03-01', prospectOn: '2025-04-01', joinedOn: '2025-06-01' }, null],
  ['all on one day, as old files have it', { appliedOn: '1976-05-01', activistOn: '1976-05-01', joinedOn: '1976-05-01' }, null],
  ['less than a year as an activist, years ago', { activistOn: '1998-03-01', prospectOn: '1998-09-01' }, null],
  ['today', { appliedOn: today }, null],
  ['tomorrow', { appliedOn: '2026-11-21' }, '还没有到'],
  ['an activist before applying', { appliedOn: '2024-03-02', activistOn: '2024-03-01' }, '确定为积极分子日期早于申请入党日期'],
  ['a stage left out between', { appliedOn: '2024-03-02', prospectOn: '2024-03-01' }, '列为发展对象日期早于申请入党日期'],
  ['admitted before being a prospect', { prospectOn: '2025-04-01', joinedOn: '2025-03-31' }, '加入党组织日期早于列为发展对象日期'],
])('days of stages: %s', (_, days, wrong) => {
  const why = whyStageDaysWrong(days, today)
  if (wrong === null) expect(why).toBeNull()
  else expect(why?.detail?.what).toContain(wrong)
})

test.each<[string, Stage, Parameters<typeof whyCannotStand>[0], string | null]>([
  ['applied on the 18th birthday', 'applicant', { birthday: '2008-11-20', appliedOn: '2026-11-20' }, null],
  ['applied the day before it', 'applicant', { birthday: '2008-11-20', appliedOn: '2026-11-19' }, '2026-11-20起可以申请（发展党员工作细则第五条）'],
  ['born on 29 February: 18 by the 28th is not yet', 'applicant', { birthday: '2008-02-29', appliedOn: '2026-02-28' }, '不满18岁'],
  ['… by 1 March is', 'applicant', { birthday: '2008-02-29', appliedOn: '2026-03-01' }, null],
  ['no birthday known', 'applicant', { appliedOn: '2026-11-19' }, null],
  ['no day of application', 'applicant', {}, '请填写申请入党日期'],
  ['an activist without the day', 'activist', { appliedOn: '2024-01-01' }, '请填写确定为积极分子日期'],
  ['an applicant with a day of becoming an activist', 'applicant', { appliedOn: '2024-01-01', activistOn: '2024-05-01' }, '请核对现在的阶段'],
  ['a prospect after exactly a year', 'prospect', { appliedOn: '2024-01-01', activistOn: '2024-05-01', prospectOn: '2025-05-01' }, null],
  ['… a day earlier', 'prospect', { appliedOn: '2024-01-01', activistOn: '2024-05-01', prospectOn: '2025-04-30' }, '最早2025-05-01（发展党员工作细则第十三条）'],
  ['the year of 29 February ends on 28 February', 'prospect', { appliedOn: '2024-01-01', activistOn: '2024-02-29', prospectOn: '2025-02-28' }, null],
])('standing in a stage: %s', (_, stage, person, wrong) => {
  const why = whyCannotStand(person, stage, today)
  if (wrong === null) expect(why).toBeNull()
  else expect(why?.detail?.what).toContain(wrong)
})

test('one stage follows the other', () => {
  expect([prospectFrom('2024-05-31'), stageAfter.applicant, stageAfter.activist, stageAfter.prospect]).toEqual(['2025-05-31', 'activist', 'prospect', null])
  expect([stageBefore.applicant, stageBefore.activist, stageBefore.prospect]).toEqual([null, 'applicant', 'activist'])
})
