/** 民主评议: who leads it, who takes part, what its ballots come to. */
import { enter, prove, twoCounters, type Counts } from '../counted'
import { scrollTo, type Scene, type Stage } from '../stage'

export const reviews: Scene = async (stage) => {
  const { preview, secretary, who, phone, take } = stage
  const { items } = await preview.call(who('secretary'), 'reviews.list', {})
  const open = items.find(({ state }) => state === 'open')!
  await secretary.go(`pages/reviews/detail/index?id=${open.id}`)
  await secretary.see('结束并计票')
  await take(secretary, 'review')
  await secretary.go(`pages/ballots/screen/index?kind=review&id=${open.id}&group=a&slips=yes`)
  await secretary.settled()
  await take(secretary, 'review-slips')

  const member = await phone(who('member'))
  await member.go(`pages/ballots/vote/index?kind=review&id=${open.id}`)
  await member.seeButton('填写测评票')
  await take(member, 'review-intro')
  await member.tapButton('填写测评票')
  await member.see('不了解')
  await take(member, 'review-vote')
  await member.close()

  const { id } = items.find(({ state }) => state === 'published')!
  await secretary.go(`pages/reviews/detail/index?id=${id}`)
  await secretary.see('评议情况')
  await take(secretary, 'review-published')
  await secretary.go(`pages/reviews/result/index?id=${id}`)
  await secretary.see('监票和封存')
  await secretary.tap('软件2301班')
  await secretary.see('重新计票核对')
  await take(secretary, 'review-seal')
}

/** So many papers came from either side; what each person got differs a little, the last few a lot. */
const PAPERS = { members: 17, others: 40 }
function pileOf(people: { key: string }[], papers: number, lean: number): Counts {
  const answers = Object.fromEntries(people.map(({ key }, n) => {
    const excellent = Math.max(1, Math.round(papers * (0.8 - lean - (n % 5) * 0.06)))
    const fair = n % 4 === 3 ? 2 : 0
    const unknown = n % 3
    return [key, { excellent, good: papers - excellent - fair - unknown, fair, poor: 0, unknown, abstain: 0 }]
  }))
  return { issued: papers, returned: papers, invalid: 0, answers, others: {} }
}

/** A review on paper with a score: how it is set up, and what its result looks like. */
export const reviewResult: Scene = async (stage) => {
  const { preview, secretary, who, take } = stage
  const by = who('secretary')
  await prove(preview, by)
  const reviewId = await prepared(stage)
  await secretary.go(`pages/reviews/edit/index?id=${reviewId}`)
  await secretary.see('参考分')
  await take(secretary, 'review-settings')
  const counters = await twoCounters(stage)
  await preview.call(by, 'ballots.setCounters', { kind: 'review', id: reviewId, memberIds: counters.map(({ memberId }) => memberId) })
  await preview.call(by, 'reviews.open', { reviewId })
  for (const [group, papers, lean] of [['a', PAPERS.members, 0], ['b', PAPERS.others, 0.35]] as const) {
    const pile = { kind: 'review' as const, id: reviewId, group }
    const { questions } = await preview.call(by, 'ballots.counting', pile)
    await enter(stage, counters, pile, pileOf(questions, papers, lean))
  }
  await preview.call(by, 'reviews.close', { reviewId })
  await secretary.go(`pages/reviews/result/index?id=${reviewId}`)
  await secretary.see('总体情况')
  await take(secretary, 'review-result')
  await scrollTo(secretary, '逐人评定', 'start')
  await take(secretary, 'review-people')
}

/** A draft with the members' paper ballots, those of a class, and a score. */
async function prepared({ preview, who }: Stage): Promise<string> {
  const by = who('secretary')
  const year = new Date().getFullYear() - 3
  const { reviewId } = await preview.call(by, 'reviews.create', { year, title: `${year}年度民主评议党员（补办）` })
  await preview.call(by, 'reviews.change', {
    reviewId, version: 1, scored: true, weights: { members: 60, others: 40 }, closesAt: new Date(Date.now() + 3 * 86_400_000).toISOString(),
    groups: [{ name: '会上党员', entry: 'paper', members: true, entitled: PAPERS.members }, { name: '软件2301班', entry: 'paper', entitled: PAPERS.others }],
  })
  return reviewId
}
