/**
 * 民主评议 of the demo's branch: that of two years ago was made up for on paper, last year's is published with scores,
 * both large enough to be compared; this year's is going on, with members and a class taking part and teachers on paper.
 */
import { at } from './days'
import type { SeedBranch } from './joining'
import { usersOf, type Scene } from './life'
import { Dice } from './random'
import type { Cast } from './showcase'
import { nonceOf, sentBallot } from '../../tests/support/sent-ballot'
import type { BallotPaper } from '../../types/contracts/ballots'

const SLIPS = 12
/** Of the class that took part last year, and how many of it did; those who did the year before, on paper. */
const CLASS = 30
const CAME = 26
const PAPERS = { members: 17, others: 28 }
const TEACHERS = 8
const SUMMARIES = [
  '一年来按时参加组织生活，完成了全部学习任务，带头参加志愿服务三次。不足是联系群众还不够主动。', '认真学习党章党规，担任宿舍楼志愿者，参加了两次主题党日的筹备。不足是理论学习不够系统。', '按时交纳党费，参加了社区清扫和支教活动。不足是有时忙于实验，参加讨论发言少。',
]

/** Notes all three reviews. */
export function planReviews(scene: Scene, branch: SeedBranch, { secretary, officer, member, probationary }: Cast): void {
  const { calendar, product, today, dice } = scene
  const by = officer.openid
  // Dice of their own: what else happens in the demo does not depend on how many voted.
  const past = new Dice(20_241_231)
  const choices = (questions: { key: string }[], from = dice, excellent = 30) => questions.map(({ key }) => ({ key, choice: from.chance(excellent) ? 'excellent' : from.chance(90) ? 'good' : 'unknown' }))

  const open = async (year: number, counters: string[], prepare?: (reviewId: string) => Promise<void>): Promise<{ reviewId: string; scenes: string[] }> => {
    await product.prove(by)
    const { reviewId } = await product.call(by, 'reviews.create', { year, title: `${year}年度民主评议党员` })
    await product.call(by, 'reviews.change', {
      reviewId, version: 1, scored: true,
      groups: [{ name: '软件2301班', entry: 'slips', entitled: SLIPS }, ...(counters.length > 0 ? [{ name: '任课教师和班主任', entry: 'paper' as const, entitled: TEACHERS }] : [])],
    })
    if (counters.length > 0) await product.call(by, 'ballots.setCounters', { kind: 'review', id: reviewId, memberIds: counters })
    await prepare?.(reviewId)
    await product.call(by, 'reviews.open', { reviewId })
    const pages = []
    for (let from = 0; from < SLIPS; from += 6) pages.push((await product.call(by, 'ballots.slips', { kind: 'review', id: reviewId, group: 'a', from })).slips)
    return { reviewId, scenes: pages.flat().map(({ scene: one }) => one) }
  }
  const vote = async (openid: string, paper: BallotPaper, n: number): Promise<void> => {
    await product.call(openid, 'ballots.cast', sentBallot(paper, choices(paper.questions), [], nonceOf(n)))
  }
  const takePart = async ({ reviewId, scenes }: { reviewId: string; scenes: string[] }, members: string[], students: number): Promise<void> => {
    for (const [n, openid] of members.entries()) await vote(openid, await product.call(openid, 'ballots.own', { kind: 'review', id: reviewId }), n)
    for (const [n, one] of scenes.slice(0, students).entries()) {
      const { paper } = await product.call(`openid-classmate-${n}`, 'ballots.enter', { scene: one })
      if (paper) await vote(`openid-classmate-${n}`, paper, 100 + n)
    }
  }

  // 看票不唯票: as most voted, 优秀 as far as the share has room, and the reason of those for whom it has none.
  const grade = async (reviewId: string): Promise<void> => {
    const { people, excellentAtMost } = await product.call(by, 'reviews.advice', { reviewId })
    const best = [...people].sort((a, b) => Number(b.suggestion === 'excellent') - Number(a.suggestion === 'excellent')).slice(0, excellentAtMost)
    await product.call(by, 'reviews.gradeMany', {
      reviewId, grades: people.map((person) => (best.includes(person) ? { memberId: person.memberId, grade: 'excellent' as const, reason: person.leading === 'excellent' ? '' : '支委会研究确定' } : { memberId: person.memberId, grade: 'good' as const, reason: person.leading === 'good' ? '' : '优秀名额所限' })),
    })
    await product.call(by, 'reviews.publish', { reviewId })
  }

  calendar.on(at(today, -334, '15:00'), async () => {
    await product.prove(by)
    const year = today.getFullYear() - 2
    const { reviewId } = await product.call(by, 'reviews.create', { year, title: `${year}年度民主评议党员（补办）` })
    await product.call(by, 'reviews.change', { reviewId, version: 1, scored: true, groups: [{ name: '会上党员', entry: 'paper', members: true, entitled: PAPERS.members }, { name: '软件2301班', entry: 'paper', entitled: PAPERS.others }] })
    await product.call(by, 'reviews.open', { reviewId })
    for (const [group, papers, excellent] of [['a', PAPERS.members, 0.62], ['b', PAPERS.others, 0.55]] as const) {
      const { questions } = await product.call(by, 'ballots.counting', { kind: 'review', id: reviewId, group })
      const answers = Object.fromEntries(questions.map(({ key }, n) => { const best = Math.round(papers * excellent) - (n % 4); return [key, { excellent: best, good: papers - best - 1, fair: 0, poor: 0, unknown: 1, abstain: 0 }] }))
      for (const { openid } of [officer, secretary]) await product.call(openid, 'ballots.count', { kind: 'review', id: reviewId, group, counts: { issued: papers, returned: papers, invalid: 0, answers, others: {} } })
    }
    await product.call(by, 'reviews.close', { reviewId })
    await grade(reviewId)
  })

  const last = at(today, -320, '15:00')
  calendar.on(last, async () => {
    await product.prove(by)
    const year = today.getFullYear() - 1
    const { reviewId } = await product.call(by, 'reviews.create', { year, title: `${year}年度民主评议党员` })
    await product.call(by, 'reviews.change', { reviewId, version: 1, scored: true, groups: [{ name: '软件2301班', entry: 'slips', entitled: CLASS }] })
    await product.call(by, 'reviews.open', { reviewId })
    const scenes: string[] = []
    while (scenes.length < CAME) scenes.push(...(await product.call(by, 'ballots.slips', { kind: 'review', id: reviewId, group: 'a', from: scenes.length })).slips.map(({ scene: one }) => one))
    const put = (openid: string, paper: BallotPaper, n: number, excellent: number) =>
      product.call(openid, 'ballots.cast', sentBallot(paper, choices(paper.questions, past, excellent), [], nonceOf(n)))
    for (const [n, { openid }] of usersOf(branch, last).entries()) await put(openid, await product.call(openid, 'ballots.own', { kind: 'review', id: reviewId }), n, 58)
    for (const [n, one] of scenes.slice(0, CAME).entries()) {
      const { paper } = await product.call(`openid-last-classmate-${n}`, 'ballots.enter', { scene: one })
      await put(`openid-last-classmate-${n}`, paper!, 200 + n, 40)
    }
    await product.call(by, 'reviews.close', { reviewId })
    await grade(reviewId)
  })
  const now = at(today, -1, '19:10')
  calendar.on(now, async () => {
    const voters = usersOf(branch, now).filter((person) => person !== member && person !== probationary && person !== secretary).slice(0, 6)
    const writers = [member, ...voters.slice(0, SUMMARIES.length - 1)]
    const review = await open(today.getFullYear(), [member, voters[0]!].map(({ memberId }) => memberId), async (reviewId) => {
      await product.call(by, 'reviews.askSummaries', { reviewId })
      for (const [n, text] of SUMMARIES.entries()) await product.call(writers[n]!.openid, 'reviews.writeSummary', { reviewId, text })
    })
    await takePart(review, voters.map(({ openid }) => openid), 5)
  })
}
