/** Who leaves school, a post that changes hands, and what members have to do with their own records. */
import { at, dayOf, plusYears } from './days'
import type { SeedBranch } from './joining'
import type { Scene } from './life'
import { castOf } from './showcase'

/** Notes the graduation list: two who have not answered, one with a wish, one with a letter, one who stays. */
export function planGraduation({ calendar, product, today }: Scene, branch: SeedBranch): void {
  const { officer, member } = castOf(branch)
  const by = officer.openid
  const thisJune = `${dayOf(today).slice(0, 4)}-06-30`
  const leavesOn = thisJune > dayOf(at(today, 30, '09:00')) ? thisJune : plusYears(thisJune, 1)
  const [two, three, working, staying] = [2, 3, 15, 16].map((place) => branch.people[place]!) as [typeof member, typeof member, typeof member, typeof member]
  calendar.on(at(today, -15, '10:30'), async () => {
    const { year } = await product.call(by, 'graduation.add', { organisationId: branch.id, leavesOn, dueOn: dayOf(at(today, 12, '09:00')), memberIds: [member, two, three, working, staying].map(({ memberId }) => memberId) })
    calendar.on(at(today, -13, '12:20'), () => product.call(three.openid, 'graduation.fill', { kind: 'study', to: '中共示例理工大学研究生院委员会' }))
    calendar.on(at(today, -12, '09:50'), async () => {
      await product.call(by, 'graduation.assign', { organisationId: branch.id, year, memberIds: [working.memberId], kind: 'work', to: '中共示例科技有限公司委员会' })
      await product.call(by, 'graduation.assign', { organisationId: branch.id, year, memberIds: [staying.memberId], kind: 'kept', until: plusYears(leavesOn, 1) })
      await product.call(by, 'graduation.keep', { organisationId: branch.id, year, memberIds: [staying.memberId] })
      await product.call(by, 'graduation.send', { organisationId: branch.id, year, memberIds: [working.memberId], duesUntil: dayOf(today).slice(0, 7) })
    })
    calendar.on(at(today, -8, '10:05'), async () => {
      const { transferId } = await product.call(by, 'graduation.leaver', { memberId: working.memberId })
      const { version } = await product.call(by, 'transfers.get', { transferId: transferId! })
      await product.prove(by)
      await product.call(by, 'transfers.issue', { transferId: transferId!, version, letterNumber: '示例云帆组转字第0023号', issuedOn: dayOf(at(today, -8, '09:00')), validDays: 90 })
    })
  })
}

/** Notes a handover of the 纪检委员 that two of three have signed: the secretary witnesses. */
export function planHandover({ calendar, product, today }: Scene, branch: SeedBranch): void {
  const [giver, receiver] = [branch.people[8]!, branch.people[5]!]
  calendar.on(at(today, -2, '15:30'), async () => {
    const { handoverId } = await product.call(giver.openid, 'handover.start', { organisationId: branch.id, receiverId: receiver.memberId, witnessId: branch.secretary.memberId })
    const { files, revision } = await product.call(giver.openid, 'handover.get', { handoverId })
    const list = await product.call(giver.openid, 'handover.change', {
      handoverId, revision,
      changes: { files: files.slice(1, 5).map(({ name }, n) => ({ name, count: [2, 1, 1, 6][n]! })), dues: { fen: 0, asOn: dayOf(at(today, -2, '09:00')) }, remarks: '党费由组织委员保管，这里没有结存。' },
    })
    for (const person of [giver, receiver]) {
      await product.prove(person.openid)
      await product.call(person.openid, 'handover.sign', { handoverId, revision: list.revision })
    }
  })
}

/** Notes a request for a correction that waits, and that the member's number was opened once. */
export function planRecords({ calendar, product, today }: Scene, branch: SeedBranch): void {
  const { officer, member } = castOf(branch)
  calendar.on(at(today, -2, '21:10'), () => product.call(branch.people[3]!.openid, 'corrections.ask', { changes: { job: '学生兼职辅导员', nativePlace: '示例省示例市' }, note: '从九月起兼职辅导员' }))
  calendar.on(at(today, -10, '14:20'), async () => {
    await product.prove(officer.openid)
    await product.call(officer.openid, 'privacy.reveal', { memberId: member.memberId, item: 'phone', reason: '通知参加志愿服务' })
  })
}
