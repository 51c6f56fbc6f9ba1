/** 表决 of the demo's branch: an admission that was finished on paper, a 转正 that is being prepared, a poll that is open, and one by name that is over. */
import type { InputOf } from '../../types/contracts'
import { at, dayOf } from './days'
import type { SeedBranch } from './joining'
import { usersOf, type Scene } from './life'
import type { Cast } from './showcase'
import { nonceOf, sentBallot } from '../../tests/support/sent-ballot'

type Product = Scene['product']
type Counts = InputOf<'ballots.count'>['counts']

/** Who is voted on: the prospect of the demo, and a probationary member by the place in the branch. */
const PROSPECT = '高远航'
const PROBATIONER = 19
const MEETING = '主题党日：集中学习与交流'

/** Which of three answers the next person gives. */
const pick = (n: number): number => [1, 2, 1, 1, 3, 2, 1][n % 7]!

/** Notes all four. */
export function planVotes(scene: Scene, branch: SeedBranch, { officer, secretary, member, probationary }: Cast): void {
  const { calendar, product, today } = scene
  const by = officer.openid
  const others = (when: Date) => usersOf(branch, when).filter((person) => person !== member && person !== probationary && person !== secretary && person !== officer)

  const assembly = at(today, -22, '19:30')
  calendar.on(assembly, () => admitOnPaper(product, branch, by, { examinedOn: dayOf(at(today, -50, '12:00')), preReviewedOn: dayOf(at(today, -40, '12:00')) }, others(assembly).slice(0, 2).map(({ memberId, openid }) => ({ memberId, openid }))))

  calendar.on(at(today, -1, '16:40'), async () => {
    const { memberId } = branch.people[PROBATIONER]!
    const { items } = await product.call(by, 'activities.list', { when: 'coming' })
    await product.call(by, 'votes.create', {
      kind: 'fullMembership', subjects: [{ id: memberId, person: 'member' }], manner: 'paper',
      meetingId: items.find(({ title }) => title === MEETING)?.id ?? null,
    })
  })

  const asked = at(today, -2, '12:20')
  calendar.on(asked, async () => {
    await product.prove(by)
    const { voteId } = await product.call(by, 'votes.create', { kind: 'poll', title: '主题党日放在周几合适', matter: '下学期的主题党日，想固定在每个月的同一天。', options: ['周三下午', '周五下午', '周六上午'], named: false, closesAt: at(today, 3, '18:00').toISOString() })
    await product.call(by, 'votes.open', { voteId })
    for (const [n, { openid }] of others(asked).slice(0, 7).entries()) {
      const paper = await product.call(openid, 'ballots.own', { kind: 'vote', id: voteId })
      await product.call(openid, 'ballots.cast', sentBallot(paper, paper.questions.map(({ key }) => ({ key, choice: paper.choices[pick(n) - 1]!.key })), [], nonceOf(`poll-${n}`)))
    }
  })

  const named = at(today, -45, '12:30')
  calendar.on(named, async () => {
    await product.prove(by)
    const { voteId } = await product.call(by, 'votes.create', { kind: 'poll', title: '志愿服务去哪里', matter: '请选一个您能参加的，支部好安排车辆。', options: ['敬老院', '社区图书室', '地铁站'], named: true })
    await product.call(by, 'votes.open', { voteId })
    for (const [n, { openid }] of usersOf(branch, named).entries()) if (n % 4 !== 3) await product.call(openid, 'votes.answer', { voteId, choice: `o${pick(n)}` })
    await product.call(by, 'votes.close', { voteId })
    await product.call(by, 'votes.publish', { voteId })
  })
}

/** One admission from the draft to its publication: counted by two people, with one opinion that was sent in writing. */
async function admitOnPaper(product: Product, branch: SeedBranch, by: string, before: { examinedOn: string; preReviewedOn: string }, counters: { memberId: string; openid: string }[]): Promise<void> {
  await product.prove(by)
  const { items } = await product.call(by, 'applicants.list', { organisationId: branch.id, search: PROSPECT })
  const { id } = items[0]!
  const { voteId } = await product.call(by, 'votes.create', {
    kind: 'admission', matter: `通过后形成《关于接收${PROSPECT}同志为预备党员的决议》。`, subjects: [{ id, person: 'applicant' }], manner: 'paper', written: true, ...before,
  })
  await product.call(by, 'ballots.setCounters', { kind: 'vote', id: voteId, memberIds: counters.map(({ memberId }) => memberId) })
  const { people } = await product.call(by, 'votes.electors', { voteId })
  const present = people.filter(({ votes }) => votes).map(({ memberId }) => memberId).slice(0, -2)
  const { version } = await product.call(by, 'votes.get', { voteId })
  await product.call(by, 'votes.attend', { voteId, version, memberIds: present })
  await product.call(by, 'votes.open', { voteId })
  const pile = (inFavour: number, against: number, abstain: number): Counts => ({ issued: inFavour + against + abstain, returned: inFavour + against + abstain, invalid: 0, answers: { [id]: { inFavour, against, abstain } }, others: {} })
  for (const { openid } of counters) {
    await product.call(openid, 'ballots.count', { kind: 'vote', id: voteId, group: 'members', counts: pile(present.length - 2, 1, 1) })
    await product.call(openid, 'ballots.count', { kind: 'vote', id: voteId, group: 'written', counts: pile(1, 0, 0) })
  }
  await product.call(by, 'votes.close', { voteId })
  await product.call(by, 'votes.publish', { voteId })
}
