/** 换届选举: one that is being prepared is held and counted; one that was reported waits for the superior. */
import { dayOf } from '../../seed/days'
import { branchPlans } from '../../seed/university'
import { enter, prove, twoCounters } from '../counted'
import { scrollTo, type Scene, type Stage } from '../stage'

/** Brings the prepared election through its assembly: the last steps, who counts, who is there, the ballots on paper. */
async function hold(stage: Stage, electionId: string): Promise<void> {
  const { preview, who } = stage
  const by = who('secretary')
  const today = dayOf(new Date())
  const version = async (): Promise<number> => (await preview.call(by, 'elections.get', { electionId })).version
  const counters = await twoCounters(stage)
  await preview.call(by, 'elections.step', { electionId, version: await version(), step: 'examined', day: today, note: '同意预备人选' })
  await preview.call(by, 'elections.step', { electionId, version: await version(), step: 'method', day: today, note: '举手表决，全体通过' })
  await preview.call(by, 'elections.change', { electionId, version: await version(), counterIds: counters.map(({ memberId }) => memberId) })
  const { people } = await preview.call(by, 'elections.electors', { electionId })
  const there = people.filter(({ votes, excluded }) => votes && excluded === null).slice(0, -1).map(({ memberId }) => memberId)
  await preview.call(by, 'elections.attend', { electionId, version: await version(), memberIds: there })
  await preview.call(by, 'elections.open', { electionId })
  const pile = { kind: 'election' as const, id: electionId, group: (await preview.call(by, 'elections.get', { electionId })).current }
  const { questions } = await preview.call(counters[0]!.openid, 'ballots.counting', pile)
  const n = there.length
  const answers = Object.fromEntries(questions.map(({ key }, i) => {
    const against = i === questions.length - 1 ? n - 5 : (i % 3) + 1
    return [key, { inFavour: n - against - (i === 1 ? 1 : 0), against, abstain: i === 1 ? 1 : 0 }]
  }))
  await enter(stage, counters, pile, { issued: n, returned: n, invalid: 0, answers, others: { [people.at(-1)!.name]: 1 } })
  await preview.call(by, 'elections.close', { electionId })
}

export const elections: Scene = async (stage) => {
  const { preview, secretary, who, phone, take } = stage
  const by = who('secretary')
  await prove(preview, by)
  const electionId = (await preview.call(by, 'elections.list', { limit: 1 })).items[0]!.id
  await secretary.go(`pages/elections/detail/index?id=${electionId}`)
  await secretary.see('换届的程序')
  await take(secretary, 'election-steps')
  await scrollTo(secretary, /^候选人（/, 'start')
  await take(secretary, 'election-candidates')
  await hold(stage, electionId)
  await secretary.go(`pages/elections/detail/index?id=${electionId}`)
  await secretary.see('当选的支部委员会委员')
  await scrollTo(secretary, '第一次投票', 'start')
  await take(secretary, 'election-result')
  await secretary.go(`pages/elections/choose/index?id=${electionId}`)
  await secretary.tap('请选人')
  await secretary.tap(branchPlans[0]!.known[0]!.name)
  await secretary.tapButton('选定1位')
  await secretary.type('书记得多少赞成票', '5')
  await take(secretary, 'election-choose')

  const above = await phone(who('committee'))
  const reported = (await preview.call(who('committee'), 'elections.reported', {})).items[0]!
  await above.go(`pages/elections/detail/index?id=${reported.id}`)
  await above.seeButton('登记批复')
  await take(above, 'election-approve')
  await above.close()
}
