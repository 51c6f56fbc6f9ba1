/** 表决 and 征求意见: an admission on paper from the draft to the result, 推优, a poll. */
import type { Phone } from '../../../tests/support/phone'
import { enter, prove, twoCounters, type Counts } from '../counted'
import { scrollTo, type Scene, type Stage } from '../stage'

const PROSPECT = '高远航'

/** The latest vote of the demo's branch whose title has these words. */
async function voteNamed({ preview, who }: Stage, words: string): Promise<string> {
  const { items } = await preview.call(who('secretary'), 'votes.list', { limit: 50 })
  return items.find(({ title }) => title.includes(words))!.id
}

/** An admission on paper, as it is set up, counted and told. */
export const votes: Scene = async (stage) => {
  const { preview, secretary, branchId, who, take } = stage
  const by = who('secretary')
  await prove(preview, by)
  const counters = await twoCounters(stage)
  await secretary.go(`pages/votes/edit/index?organisation=${branchId}`)
  await secretary.see('办哪一种')
  await take(secretary, 'vote-kinds')
  await secretary.tap(/^接收预备党员/)
  await secretary.tap(PROSPECT)
  await secretary.see('怎样投票')
  await secretary.flip('收会前书面意见')
  await scrollTo(secretary, '怎样投票', 'start')
  await take(secretary, 'vote-form')
  await secretary.tap('到场的同志用手机投')
  await scrollTo(secretary, '怎样投票', 'start')
  await take(secretary, 'vote-consent')
  await secretary.tap('纸质票')
  await secretary.tapButton('建好')
  await secretary.seeButton('登记到会')
  const voteId = await voteNamed(stage, PROSPECT)
  await preview.call(by, 'ballots.setCounters', { kind: 'vote', id: voteId, memberIds: counters.map(({ memberId }) => memberId) })

  await secretary.tapButton('登记到会')
  await secretary.see('有表决权的同志')
  await secretary.tap('全选')
  const { people } = await preview.call(by, 'votes.electors', { voteId })
  const voters = people.filter(({ votes: has }) => has)
  for (const { name } of voters.slice(-2)) await secretary.tap(name)
  await scrollTo(secretary, /^应到/)
  await take(secretary, 'vote-present')
  await secretary.tapButton(`登记到会${voters.length - 2}人`)
  await secretary.seeButton('开始表决')
  await secretary.tapButton('开始表决')
  await secretary.answer('开始')
  await secretary.hear('已开始')
  await secretary.go(`pages/votes/detail/index?id=${voteId}`)
  await secretary.see('到会情况')
  await scrollTo(secretary, '到会情况', 'start')
  await take(secretary, 'vote-open')
  await counting(stage, voteId, counters, voters.length - 2)

  await show(secretary, voteId, '结束并计票')
  await secretary.tapButton('结束并计票')
  await secretary.answer('结束')
  await secretary.hear('已计票')
  await show(secretary, voteId, '公布结果')
  await take(secretary, 'vote-result')
}

/** A vote's page anew, with what comes next. */
async function show(phone: Phone, voteId: string, button: string): Promise<void> {
  await phone.go(`pages/votes/detail/index?id=${voteId}`)
  await phone.seeButton(button)
}

/** One counts while the page checks; the other differs in a row, which is named once each has counted twice; then both agree. */
async function counting(stage: Stage, voteId: string, counters: { openid: string }[], present: number): Promise<void> {
  const { preview, phone, take } = stage
  const pile = { kind: 'vote' as const, id: voteId, group: 'members' }
  const [first, second] = counters as [{ openid: string }, { openid: string }]
  const { questions } = await preview.call(first.openid, 'ballots.counting', pile)
  const counts = (inFavour: number, against: number, abstain: number): Counts =>
    ({ issued: inFavour + against + abstain, returned: inFavour + against + abstain, invalid: 0, answers: { [questions[0]!.key]: { inFavour, against, abstain } }, others: {} })
  const counter = await phone(first.openid)
  await counter.go(`pages/ballots/count/index?kind=vote&id=${voteId}&group=members`)
  await counter.see('先数总张数')
  const fill = async (): Promise<void> => {
    const boxes = counter.seen.locator('input').filter({ visible: true })
    for (const [n, value] of [present, present, 0, present - 2, 1].entries()) await boxes.nth(n).fill(String(value))
  }
  const handIn = async (): Promise<void> => {
    await counter.tapButton('录完了')
    await counter.answer('交上')
  }
  await fill()
  await take(counter, 'vote-count')
  for (const _time of [1, 2]) await preview.call(second.openid, 'ballots.count', { ...pile, counts: counts(present - 1, 1, 0) })
  await handIn()
  await counter.tapButton('重新录入')
  await fill()
  await handIn()
  await counter.seeButton('重新录入')
  await take(counter, 'vote-differs')
  await counter.close()
  await enter(stage, [second], pile, counts(present - 2, 1, 1))
  await enter(stage, counters, { ...pile, group: 'written' }, counts(1, 0, 0))
}

/** 推优 by a class, and what people are asked. */
export const polls: Scene = async (stage) => {
  const { preview, secretary, branchId, who, take } = stage
  await secretary.go(`pages/votes/edit/index?organisation=${branchId}`)
  await secretary.tap(/^推优/)
  const { items } = await preview.call(who('secretary'), 'applicants.list', { organisationId: branchId, limit: 50 })
  for (const { name } of items.filter(({ stage: at }) => at === 'applicant').slice(0, 2)) await secretary.tap(name)
  await secretary.tapButton('选定2位')
  await secretary.type('应到多少人', '32')
  await scrollTo(secretary, '班级或团支部', 'start')
  await take(secretary, 'vote-class')
  await secretary.go(`pages/votes/edit/index?organisation=${branchId}`)
  await secretary.tap(/^征求意见/)
  await secretary.type('问什么', '党员活动室周末开放到几点')
  await scrollTo(secretary, '记名还是不记名')
  await take(secretary, 'poll-form')
  await secretary.go(`pages/votes/detail/index?id=${await voteNamed(stage, '志愿服务去哪里')}`)
  await secretary.see(/^结果/)
  await take(secretary, 'poll-result')
}
