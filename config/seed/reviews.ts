/** 民主评议 of the demo's branch: last year's is published with scores, this year's is going on, with members and a class taking part and teachers on paper. */
import { at } from './days'
import type { SeedBranch } from './joining'
import { usersOf, type Scene } from './life'
import type { Cast } from './showcase'

const SLIPS = 12
const TEACHERS = 8
const SUMMARIES = [
  '一年来按时参加组织生活，完成了全部学习任务，带头参加志愿服务三次。不足是联系群众还不够主动。', '认真学习党章党规，担任宿舍楼志愿者，参加了两次主题党日的筹备。不足是理论学习不够系统。', '按时交纳党费，参加了社区清扫和支教活动。不足是有时忙于实验，参加讨论发言少。',
]
const nonce = (n: number): string => `seed-nonce-${String(n).padStart(8, '0')}`

/** Notes both reviews. */
export function planReviews(scene: Scene, branch: SeedBranch, { secretary, officer, member, probationary }: Cast): void {
  const { calendar, product, today, dice } = scene
  const by = officer.openid
  const choices = (questions: { key: string }[]) => questions.map(({ key }) => ({ key, choice: dice.chance(30) ? 'excellent' : dice.chance(90) ? 'good' : 'unknown' }))

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
  const vote = async (openid: string, paper: { ticket: string; questions: { key: string }[] }, n: number): Promise<void> => {
    await product.call(openid, 'ballots.cast', { ticket: paper.ticket, answers: choices(paper.questions), nonce: nonce(n) })
  }
  const takePart = async ({ reviewId, scenes }: { reviewId: string; scenes: string[] }, members: string[], students: number): Promise<void> => {
    for (const [n, openid] of members.entries()) await vote(openid, await product.call(openid, 'ballots.own', { kind: 'review', id: reviewId }), n)
    for (const [n, one] of scenes.slice(0, students).entries()) {
      const { paper } = await product.call(`openid-classmate-${n}`, 'ballots.enter', { scene: one })
      if (paper) await vote(`openid-classmate-${n}`, paper, 100 + n)
    }
  }

  const last = at(today, -320, '15:00')
  calendar.on(last, async () => {
    const review = await open(today.getFullYear() - 1, [])
    await takePart(review, usersOf(branch, last).slice(0, 12).map(({ openid }) => openid), 10)
    const { reviewId } = review
    await product.call(by, 'reviews.close', { reviewId })
    const { people } = await product.call(by, 'reviews.get', { reviewId })
    const { excellentAtMost } = await product.call(by, 'reviews.result', { reviewId })
    for (const [n, { memberId }] of people.filter(({ graded }) => graded).entries()) await product.call(by, 'reviews.grade', { reviewId, memberId, grade: n < excellentAtMost ? 'excellent' : 'good', reason: '支委会研究确定' })
    await product.call(by, 'reviews.publish', { reviewId })
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
