/** Who comes, goes and is away: 组织关系转接, 流动党员, 失联 and 双报到 of the demo's branch. */
import { at, dayOf } from './days'
import type { SeedBranch, SeedMember } from './joining'
import type { Scene } from './life'
import { castOf } from './showcase'
import { university } from './university'

/** Full members without a post, by their place in the demo's branch. */
const [AWAY, LEAVING, LOST] = [13, 12, 14]
const clerk = (branches: SeedBranch[]): SeedMember => branches.flatMap(({ people }) => people).find(({ name }) => name === university.clerk)!

/** Notes the transfers: one waits for the branch, one letter is about to end, one has come from elsewhere. */
export function planTransfers({ calendar, product, today }: Scene, branches: SeedBranch[]): void {
  const [software, , , data] = branches as [SeedBranch, SeedBranch, SeedBranch, SeedBranch]
  const by = castOf(software).officer.openid
  const leaving = software.people[LEAVING]!
  leaving.away = at(today, -86, '09:00')
  calendar.on(at(today, -86, '09:40'), async () => {
    const elsewhere = { name: '示例市高新区创业园党支部', province: '示例省', committee: '示例市高新区党工委' }
    const { items } = await product.call(by, 'transfers.start', { organisationId: software.id, memberIds: [leaving.memberId], elsewhere, reason: '到外地工作', duesUntil: dayOf(at(today, -86, '09:00')).slice(0, 7) })
    const transferId = items[0]!.transferId!
    calendar.on(at(today, -85, '10:10'), async () => {
      await product.prove(by)
      const { version } = await product.call(by, 'transfers.get', { transferId })
      // Ninety days from then end five days from today.
      await product.call(by, 'transfers.issue', { transferId, version, letterNumber: '示例云帆组转字第0017号', issuedOn: dayOf(at(today, -85, '09:00')), validDays: 90 })
    })
  })

  calendar.on(at(today, -6, '10:20'), async () => {
    const comer = data.people[20]!
    const { items } = await product.call(data.secretary.openid, 'transfers.start', { organisationId: data.id, memberIds: [comer.memberId], toBranchId: software.id, reason: '转专业，转入软件工程班', duesUntil: dayOf(today).slice(0, 7) })
    const transferId = items[0]!.transferId!
    calendar.on(at(today, -4, '15:10'), () => product.call(clerk(branches).openid, 'transfers.agree', { transferId, version: 1 }))
  })

  calendar.on(at(today, -24, '09:20'), async () => {
    const keeper = data.secretary.openid
    const seen = await product.call(keeper, 'transfers.announce', {
      organisationId: data.id, name: '卢可心', standing: 'full', from: { name: '示例县第三中学党支部', province: '示例省' }, letterNumber: '示例县教组转字第0042号', issuedOn: dayOf(at(today, -30, '09:00')), duesUntil: dayOf(at(today, -30, '09:00')).slice(0, 7),
    })
    calendar.on(at(today, -22, '11:40'), async () => {
      await product.prove(keeper)
      await product.call(keeper, 'transfers.accept', { transferId: seen.id, version: seen.version, receiptOn: dayOf(at(today, -22, '09:00')) })
    })
  })
}

/** Notes who is away: one out with a contact due, one guest, one of whom nothing has been heard for seven months, one registered in a community. */
export function planAway({ calendar, product, today }: Scene, branch: SeedBranch): void {
  const { officer, member } = castOf(branch)
  const by = officer.openid
  const day = (days: number): string => dayOf(at(today, days, '09:00'))
  const [away, lost] = [branch.people[AWAY]!, branch.people[LOST]!]
  away.away = at(today, -338, '09:00')
  lost.away = at(today, -230, '09:00')

  calendar.on(at(today, -338, '16:00'), () => product.call(away.openid, 'floating.report', {
    memberId: away.memberId, place: '示例省南湾市', abroad: false, reason: '校外实习', from: day(-335), until: day(120), host: '示例南湾科技公司党支部', hostContact: '林书记',
  }))
  calendar.on(at(today, -337, '09:30'), () => product.call(by, 'floating.confirm', { memberId: away.memberId, certificate: 'card', certificateNumber: '示例流字第008号' }))

  calendar.on(at(today, -170, '10:50'), () => product.call(by, 'floating.lost', { memberId: lost.memberId, since: day(-215) }))
  const searches = [[-169, 'phone', '电话无人接听'], [-120, 'family', '家人说换了工作，没有新的联系方式'], [-75, 'visit', '到原住处走访，已经搬走'], [-33, 'message', '微信留言没有回复']] as const
  for (const [days, way, result] of searches) calendar.on(at(today, days, '17:20'), () => product.call(by, 'floating.search', { memberId: lost.memberId, day: day(days), way, result }))

  calendar.on(at(today, -80, '11:10'), async () => {
    const { id: guestId } = await product.call(by, 'floating.addGuest', { organisationId: branch.id, name: '罗文静', home: '示例市第一中学党支部', homeContact: '周书记', certificate: 'card', certificateNumber: '示例流字第112号', since: day(-82), until: '', takesPart: true })
    for (const [days, what] of [[-60, '主题党日'], [-25, '支部党员大会']] as const) calendar.on(at(today, days, '20:30'), () => product.call(by, 'floating.noteGuest', { guestId, day: day(days), what }))
  })

  calendar.on(at(today, -90, '20:10'), () => product.call(member.openid, 'floating.register', { memberId: member.memberId, community: '示例区学府社区党委', contact: '社区党群服务中心', day: day(-90) }))
  for (const [days, what, hours] of [[-50, '社区清洁志愿服务', 2], [-18, '敬老院读报', 1.5]] as const) calendar.on(at(today, days, '20:40'), () => product.call(member.openid, 'floating.act', { memberId: member.memberId, day: day(days), what, hours }))
}
