/** An election on the phones of those counted present: with the superior's consent, no ballot of too many, no receipt; a paper beside for who has no account. */
import { call, operationsOf, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { consent, countBy, ledBy, pileOf } from '../support/held-elections'
import { join, makeWorld, plantFoundingCode, proveFactor, type Person, type World } from '../support/world'
import { sentBallot } from '../support/sent-ballot'

let world: World
/** Eight electors of the second branch, all but the last with an account; the first four stand. */
let voters: (Person | Omit<Person, 'openid'>)[]
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  await proveFactor(world.otherSecretary.openid)
  voters = [world.otherSecretary, world.otherMember]
  for (const [n, name] of ['郑一凡', '冯二平', '陈三友', '褚四海', '卫五洲'].entries()) voters.push(await join(world.founder.openid, world.otherBranchId, name, `openid-voter-${n}`))
  voters.push({ ...await call(world.founder.openid, 'roster.add', { organisationId: world.otherBranchId, name: '蒋六合', standing: 'full' }), name: '蒋六合' })
}, 120_000)
afterAll(stopApi)
beforeEach(() => setNow(START))

const by = () => world.otherSecretary.openid
const ids = (from: number, to: number) => voters.slice(from, to).map(({ memberId }) => memberId)
const people = (present = ids(0, 7)) => ({ candidateIds: ids(0, 4), counterIds: ids(4, 6), present })
const own = (openid: string, electionId: string) => call(openid, 'ballots.own', { kind: 'election', id: electionId })
const openidOf = (n: number) => (voters[n] as Person).openid
/** Puts a ballot in: in favour of these, against the others. */
async function cast(n: number, electionId: string, inFavour: number[], others: string[] = []): Promise<void> {
  const paper = await own(openidOf(n), electionId)
  const answers = paper.questions.map(({ key }) => ({ key, choice: inFavour.some(i => voters[i]!.memberId === key) ? 'inFavour' : 'against' }))
  await call(openidOf(n), 'ballots.cast', sentBallot(paper, answers, others))
}

test('from the opening to the count', async () => {
  const { ready, seen, change, attend, open, close } = ledBy(by())
  const electionId = await ready(people(), { manner: 'phone' })
  expect((await seen(electionId)).why.open).toContain('上级党组织的同意')
  expect(await refusal(by(), 'elections.open', { electionId })).toBe('voteNoConsent')
  await change(electionId, { consent })
  // Who is there and has no account is told of before, and may have a paper.
  await attend(electionId, ids(0, 8))
  expect((await seen(electionId)).warnings.at(-1)).toContain('到会8人，其中蒋六合没有加入，要用纸质票')
  await attend(electionId, ids(0, 7))
  await open(electionId)

  const paper = await own(openidOf(1), electionId)
  expect([paper.questions.map(({ key }) => key).sort(), paper.seats, paper.receipts, paper.choices.map(({ label }) => label)]).toEqual([ids(0, 4).sort(), 3, false, ['赞成', '不赞成', '弃权']])
  expect((await call(openidOf(1), 'session.home', {})).todos).toContainEqual(expect.objectContaining({ kind: 'election', refId: electionId }))
  const answers = (choice: string) => paper.questions.map(({ key }) => ({ key, choice }))
  await expect(call(openidOf(1), 'ballots.cast', sentBallot(paper, answers('inFavour')))).rejects.toMatchObject({ code: 'ballotWrong', message: expect.stringContaining('应选3人，您选了4人') })
  await expect(call(openidOf(1), 'ballots.cast', sentBallot(paper, answers('abstain'), ['蒋六合']))).rejects.toMatchObject({ code: 'ballotWrong' })

  await cast(0, electionId, [0, 1, 2])
  await cast(1, electionId, [0, 1], ['蒋六合'])
  for (const n of [2, 3]) await cast(n, electionId, [0, 1], ['蒋 六合'])
  await cast(4, electionId, [0], ['蒋六合'])
  await cast(5, electionId, [1, 2, 3])
  expect(await refusal(openidOf(5), 'ballots.own', { kind: 'election', id: electionId })).toBe('ballotUsed')
  // Who is not counted present has no ballot.
  expect(await refusal(world.member.openid, 'ballots.own', { kind: 'election', id: electionId })).toBe('notFound')
  expect(await get(openidOf(1), electionId)).toMatchObject({ mine: { entitled: true, taken: true }, can: { vote: false } })
  expect((await call(openidOf(1), 'session.home', {})).todos.filter(({ kind }) => kind === 'election')).toEqual([])
  expect((await seen(electionId)).groups).toMatchObject([{ entry: 'roster', entitled: 7, taken: 6 }])

  expect(await Promise.all([close(electionId), close(electionId), close(electionId)])).toEqual(Array.from({ length: 3 }, () => ({ state: 'closed' })))
  const after = await seen(electionId)
  expect(after.ballots).toMatchObject([{ needed: 4, papers: { issued: 6, returned: 6, invalid: 0 }, next: { kind: 'done' } }])
  expect(after.elected.map(({ name, inFavour }) => [name, inFavour]).sort()).toEqual([[voters[0]!.name, 5], [voters[1]!.name, 5], ['蒋六合', 4]].sort())
  expect(await refusal(openidOf(6), 'ballots.own', { kind: 'election', id: electionId })).toBe('reviewState')
  // Nobody can show how the own ballot reads: nothing of it is published.
  expect(await refusal(by(), 'ballots.commitments', { box: paper.boxId })).toBe('notFound')
  expect(await call(by(), 'ballots.recount', { kind: 'election', id: electionId, group: 'b1' })).toEqual({ same: true, ballots: 6, taken: 6, altered: 0 })

  // Whoever counts finds the box on the page, of the phones no more than who might vote; others of the branch do not.
  const told = await Promise.all([by(), openidOf(4), openidOf(1)].map(openid => get(openid, electionId)))
  expect(told.map(({ can, groups }) => [can.check, groups.map(({ key }) => key)])).toEqual([[true, ['b1']], [true, ['b1']], [false, []]])
  expect(told[1]!.groups[0]!.taken).toBeNull()
  expect(new Set(told.map(({ ballots }) => ballots[0]!.fingerprint)).size).toBe(1)
  await proveFactor(openidOf(4))
  expect(await refusal(openidOf(4), 'ballots.scrutiny', { kind: 'election', id: electionId, group: 'b1' })).toBeNull()

  // The sealed file has each ballot as a whole, in no order of those who voted, and adds up to what was counted.
  const pile = { kind: 'election' as const, id: electionId, group: 'b1' }
  const sealed = await (await fetch((await call(by(), 'ballots.sealed', pile)).link)).text()
  const ballots = [...sealed.matchAll(/<div class="ballot">(.+?)<\/div>/g)].map(([, lines]) => [...lines!.matchAll(/<p>(.+?)<\/p>/g)].map(([, said]) => said!))
  expect(ballots).toHaveLength(6)
  const times = (said: string): number => ballots.filter(ballot => ballot.includes(said)).length
  expect([0, 1, 2, 3].map(n => times(`${voters[n]!.name}：赞成`))).toEqual([5, 5, 2, 1])
  expect(times('另选他人：蒋六合')).toBe(4)
  expect(await refusal(openidOf(1), 'ballots.sealed', pile)).toBe('secondFactorNotSet')
})

test('a paper beside the phones is counted with them', async () => {
  const { ready, seen, open, close } = ledBy(by())
  const electionId = await ready(people(ids(0, 8)), { manner: 'phone', consent })
  await open(electionId)
  for (const n of [0, 1, 2, 3]) await cast(n, electionId, [0, 1, 2])
  // It is given out by name to whoever has no account, who then has no other ballot.
  await call(by(), 'ballots.givePaper', { kind: 'election', id: electionId, memberId: ids(7, 8)[0]! })
  const pile = pileOf(ids(0, 4), [1, 1, 1, 0], {}, { returned: 1 })
  await countBy([openidOf(4), openidOf(5)], electionId, 'b1', pile)
  await close(electionId)
  const after = await seen(electionId)
  expect(after.ballots).toMatchObject([{ papers: { issued: 5, returned: 5, invalid: 0 } }])
  expect(after.elected.map(({ inFavour }) => inFavour)).toEqual([5, 5, 5])
})

test('a second ballot has a box, entitlements and turnout of its own', async () => {
  const { ready, seen, next, open, close } = ledBy(by())
  const electionId = await ready(people(), { manner: 'phone', consent })
  await open(electionId)
  for (const n of [0, 1, 2, 3]) await cast(n, electionId, [0, 1])
  await close(electionId)
  expect((await seen(electionId)).ballots[0]!.next).toMatchObject({ kind: 'few', seats: 1 })
  await next(electionId, ids(2, 4))
  await open(electionId)
  for (const n of [0, 1, 2, 3]) await cast(n, electionId, [2])
  await close(electionId)
  expect(await seen(electionId)).toMatchObject({ ballots: [{ next: { kind: 'few' } }, { seats: 1, next: { kind: 'done' }, papers: { returned: 4 } }], elected: [{}, {}, { memberId: voters[2]!.memberId, inFavour: 4 }] })
})

test('what is void can be read by nobody', async () => {
  const { ready, open } = ledBy(by())
  const electionId = await ready(people(), { manner: 'phone', consent })
  await open(electionId)
  await cast(0, electionId, [0, 1, 2])
  await call(by(), 'elections.redo', { electionId, reason: '候选人名单印错' })
  const { find } = await import('../../cloudfunctions/platform/database')
  const slots = await find('ballot_slots', { boxId: `${electionId}-1-b1` }, { limit: 100 })
  expect([slots.length > 0, slots.every(({ state, content }) => state === 'void' && content === '')]).toEqual([true, true])
  expect(await refusal(openidOf(0), 'ballots.own', { kind: 'election', id: electionId })).toBe('reviewState')
  await open(electionId)
  await cast(0, electionId, [0, 1, 2])
})

test('a branch that nobody is above approves by itself, and never stays without anybody who can appoint', async () => {
  await plantFoundingCode('found-alone')
  const { memberId, organisationId } = await call('openid-alone', 'organisations.found', { code: 'found-alone', organisationName: '示例直属党支部', kind: 'branch', name: '尤独立' })
  await proveFactor('openid-alone')
  const there = [memberId]
  for (const name of ['许单一', '何双双']) there.push((await call('openid-alone', 'roster.add', { organisationId, name, standing: 'full' })).memberId)
  const { ready, open, close, choose, seen } = ledBy('openid-alone')
  const elect = async (winner: number): Promise<string> => {
    const loser = winner === 0 ? 1 : 0
    const electionId = await ready({ candidateIds: [there[winner]!], counterIds: [there[loser]!, there[2]!], present: there }, { body: 'secretary', seats: 1 })
    await open(electionId)
    await putTally(electionId, there[winner]!)
    await close(electionId)
    expect((await seen(electionId)).elected).toHaveLength(1)
    // The assembly has said who is secretary: nobody says it after it.
    await expect(choose(electionId, [{ memberId: there[loser]!, post: 'secretary', inFavour: 0 }], 1)).rejects.toMatchObject({ code: 'electionNoCommittee' })
    expect((await seen(electionId)).chosen).toMatchObject([{ memberId: there[winner]!, post: 'secretary', inFavour: 3 }])
    await call('openid-alone', 'elections.report', { electionId })
    return electionId
  }
  const approval = { day: '2026-11-20', document: '支部大会决议' }
  expect(await refusal('openid-alone', 'elections.approve', { electionId: await elect(1), ...approval })).toBe('lastOfficer')
  const electionId = await elect(0)
  expect((await seen(electionId)).can.approve).toBe(true)
  await call('openid-alone', 'elections.approve', { electionId, ...approval })
  expect((await call('openid-alone', 'posts.list', { organisationId })).items).toMatchObject([{ post: 'secretary', memberId, since: '2026-11-20', until: '2029-11-19', state: 'active' }])
})

/** Two people's agreed count of three papers, all in favour: put where the counters' phones would put it, since one account is all this branch has. */
async function putTally(electionId: string, candidate: string): Promise<void> {
  const { put } = await import('../../cloudfunctions/platform/database')
  const counts = { issued: 3, returned: 3, invalid: 0, others: {}, answers: { [candidate]: { inFavour: 3, against: 0, abstain: 0 } } }
  for (const who of ['a', 'b']) await put('paper_counts', { _id: `${electionId}-${who}`, boxId: `${electionId}-1-b1`, organisationId: 'b', memberId: who, memberName: who, accountId: who, at: START, key: `000000${who}`, counts })
}

test('looking at one costs few operations', async () => {
  const { id } = (await call(by(), 'elections.list', {})).items[0]!
  expect(await operationsOf(() => get(openidOf(1), id))).toBeLessThanOrEqual(6)
  expect(await operationsOf(() => get(by(), id))).toBeLessThanOrEqual(9)
})

const get = (openid: string, electionId: string) => call(openid, 'elections.get', { electionId })
