/** A review from its preparation to each one's grade. */
import type { World } from '../../../tests/support/world'
import type { Call } from './play'
import { nonceOf, sentBallot } from '../../../tests/support/sent-ballot'
import type { BallotPaper } from '../../../types/contracts/ballots'

const PINNED = '2023101\n2023102'
/** A number with its password, as it is printed. */
const STRIP = /学号 <em>(\d+)<\/em><\/span><span>密码 <em>(\d{6})<\/em>/

export async function reviews(call: Call, { secretary, member, unbound }: World): Promise<void> {
  const by = secretary.openid
  const { reviewId } = await call(by, 'reviews.create', { year: 2026, title: '2026年度民主评议党员' })
  await call(by, 'reviews.change', { reviewId, version: 1, groups: [{ name: '软件2301班', entry: 'slips', entitled: 6 }, { name: '软件2302班', entry: 'list', list: '2023001 甲\n2023002 乙' }, { name: '软件2303班', entry: 'pins', list: PINNED }, { name: '软件2304班', entry: 'room' }] })
  await call(by, 'reviews.readList', { reviewId, list: '学号\t姓名\n2023001\t甲' })
  await call(by, 'reviews.askSummaries', { reviewId })
  await call(member.openid, 'reviews.writeSummary', { reviewId, text: '一年来按时参加组织生活。' })
  await call(by, 'reviews.open', { reviewId })
  await call(by, 'reviews.redo', { reviewId, reason: '名单错了' })
  await call(by, 'reviews.open', { reviewId })
  await call(by, 'ballots.voters', { kind: 'review', id: reviewId })
  await call(by, 'ballots.strike', { kind: 'review', id: reviewId, memberId: unbound.memberId, reason: '长期外出' })
  await call(by, 'reviews.pause', { reviewId })
  await call(by, 'reviews.resume', { reviewId })
  await call(by, 'reviews.prolong', { reviewId, closesAt: '2026-12-31T10:00:00Z' })
  await call(by, 'reviews.setMeeting', { reviewId, meetingId: null })
  await call(member.openid, 'reviews.summary', { reviewId, memberId: member.memberId })
  await call(member.openid, 'reviews.list', {})
  const { groups } = await call(member.openid, 'reviews.get', { reviewId })
  const [slips, listed, pinned] = ['软件2301班', '软件2302班', '软件2303班'].map(name => groups.find(group => group.name === name)!.key) as [string, string, string]

  const cast = (openid: string, paper: BallotPaper, n: number) =>
    call(openid, 'ballots.cast', sentBallot(paper, paper.questions.map(({ key }) => ({ key, choice: paper.choices[0]!.key })), [], nonceOf(n)))
  const room = { kind: 'review' as const, id: reviewId, group: groups.find(({ name }) => name === '软件2304班')!.key }
  await call(by, 'ballots.setPresent', { ...room, present: 40 })
  const inRoom = await call('openid-bench-room', 'ballots.enter', { scene: (await call(by, 'ballots.roomCode', room)).scene })
  await cast('openid-bench-room', inRoom.paper!, 2)
  const ballot = await call(member.openid, 'ballots.own', { kind: 'review', id: reviewId })
  await cast(member.openid, ballot, 1)
  await call(by, 'ballots.slipSheet', { kind: 'review', id: reviewId, group: slips })
  const shown = await call(by, 'ballots.slips', { kind: 'review', id: reviewId, group: slips, from: 0 })
  // So many that the group is listed for whoever counts again.
  for (const [n, slip] of shown.slips.slice(0, 5).entries()) {
    const { paper } = await call(`openid-bench-classmate${n}`, 'ballots.enter', { scene: slip.scene })
    await cast(`openid-bench-classmate${n}`, paper!, 4 + n)
  }
  const { scene } = await call(by, 'ballots.roomCode', { kind: 'review', id: reviewId, group: listed })
  const { pass } = await call('openid-bench-listed', 'ballots.enter', { scene })
  await cast('openid-bench-listed', await call('openid-bench-listed', 'ballots.join', { pass: pass!, number: '2023001' }), 3)
  const strips = await call(by, 'ballots.slipSheet', { kind: 'review', id: reviewId, group: pinned })
  const [, number, pin] = STRIP.exec(await (await fetch(strips.link)).text())!
  const atDoor = await call('openid-bench-pinned', 'ballots.enter', { scene: `p.${reviewId}.${pinned}` })
  await cast('openid-bench-pinned', await call('openid-bench-pinned', 'ballots.join', { pass: atDoor.pass!, number: number!, pin: pin! }), 9)

  await call(by, 'reviews.close', { reviewId })
  const { people } = await call(by, 'reviews.result', { reviewId })
  await call(by, 'reviews.statistics', { reviewId })
  await call(by, 'reviews.adjust', { reviewId, scored: true, excellentBase: 'reviewed' })
  await call(by, 'reviews.advice', { reviewId })
  const [first, ...others] = people.filter(({ graded }) => graded).map(({ memberId }) => memberId)
  await call(by, 'reviews.grade', { reviewId, memberId: first!, grade: 'good', reason: '支委会研究确定' })
  await call(by, 'reviews.gradeMany', { reviewId, grades: others.map(memberId => ({ memberId, grade: 'good' as const, reason: '优秀名额所限' })) })
  await call(by, 'ballots.scrutiny', { kind: 'review', id: reviewId, group: slips })
  await call(by, 'reviews.summarySheet', { reviewId })
  await call(by, 'reviews.publish', { reviewId })
  const { decidedOn } = await call(by, 'reviews.get', { reviewId })
  await call(by, 'reviews.correct', { reviewId, memberId: member.memberId, grade: 'fair', reason: '上级退回', on: decidedOn!, document: '示例组发〔2026〕9号' })
  await call('openid-bench-listed', 'ballots.commitments', { box: ballot.boxId })
}
