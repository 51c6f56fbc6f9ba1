/** 换届选举 through the real router: on paper counted by two, further ballots, the committee's own election, the superior's approval. */
import { call, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { consent, countBy, ledBy, pileOf } from '../support/held-elections'
import { fillHall } from '../support/votes'
import { makeWorld, proveFactor, type World } from '../support/world'

let world: World
let hall: string[]
let names: Map<string, string>
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  for (const { openid } of [world.secretary, world.otherSecretary]) await proveFactor(openid)
  hall = await fillHall(world, 17)
  names = new Map((await call(world.secretary.openid, 'roster.list', { organisationId: world.branchId, limit: 50 })).items.map(({ id, name }) => [id, name]))
}, 120_000)
afterAll(stopApi)
beforeEach(() => setNow(START))

const by = () => world.secretary.openid
const led = () => ledBy(by())
const counters = () => [world.leader.openid, world.member.openid]
/** Four who stand: people without an account, and the secretary. */
const stand = () => [world.secretary.memberId, ...hall.slice(5, 8)]
const people = (n = 14) => ({ candidateIds: stand(), counterIds: [world.leader.memberId, world.member.memberId], present: hall.slice(0, n) })
const ready = (settings = {}, n = 14) => led().ready(people(n), settings)
/** One that is open; counted so where numbers are given. */
async function held(inFavour?: number[], others: Record<string, number> = {}): Promise<string> {
  const electionId = await ready()
  await led().open(electionId)
  if (!inFavour) return electionId
  await countBy(counters(), electionId, 'b1', pileOf(stand(), inFavour, others))
  await led().close(electionId)
  return electionId
}
const get = (openid: string, electionId: string) => call(openid, 'elections.get', { electionId })

describe('a whole election on paper', () => {
  test('from the draft to the posts of a new term', async () => {
    const { seen, change, attend, step, next, name, choose, open, close } = led()
    const { electionId } = await call(by(), 'elections.create', { title: '2026年换届选举' }, 'request-create')
    expect(await call(by(), 'elections.create', { title: '2026年换届选举' }, 'request-create')).toEqual({ electionId })
    expect(await seen(electionId)).toMatchObject({ state: 'draft', body: 'committee', seats: 3, candidatesNeeded: 4, expected: 17, quorum: 14, current: 'b1', can: { change: true, open: false, choose: false } })

    await change(electionId, { candidateIds: stand(), counterIds: people().counterIds, purpose: '任期届满' })
    expect((await seen(electionId)).candidates.map(({ memberId }) => memberId).sort()).toEqual([...stand()].sort())
    // In the order of the strokes of their names: 王 before 党.
    expect((await seen(electionId)).candidates[0]!.memberId).toBe(world.secretary.memberId)
    await change(electionId, { candidateIds: [...stand()].reverse(), ordered: true })
    expect((await seen(electionId)).candidates.map(({ memberId }) => memberId)).toEqual([...stand()].reverse())
    await change(electionId, { ordered: false })
    expect((await seen(electionId)).why.open).toBe('还没有登记“上级批复同意”，登记日期以后才能开始投票')
    await step(electionId, 'replied', '2026-11-12', '示例党〔2026〕9号')
    await step(electionId, 'method', '2026-11-20')
    await attend(electionId, hall.slice(0, 13))
    expect((await seen(electionId)).why.open).toMatch(/^应到17人，实到13人，要有14人到会才能选举/)
    expect(await refusal(by(), 'elections.open', { electionId })).toBe('electionQuorum')
    await attend(electionId, hall.slice(0, 14))
    expect((await seen(electionId)).warnings).toEqual([expect.stringContaining('支委会研究换届')])
    expect(await open(electionId)).toEqual({ state: 'open' })
    expect(await open(electionId)).toEqual({ state: 'open' })

    // Members know that it is held, and no more; those who count are told to.
    const member = await get(world.member.openid, electionId)
    expect(member).toMatchObject({ state: 'open', expected: null, steps: [], without: [], excluded: [], presentIds: [], groups: [{ key: 'b1', entry: 'paper', taken: null, counted: false }], elected: [], ballots: [{ votes: null, papers: null, next: null }], mine: { counts: true }, can: { count: true, vote: false, close: false, seeResult: false, record: false } })
    // Of the piles one knows the one that one counts.
    expect(await get(world.probationary.openid, electionId)).toMatchObject({ groups: [], mine: { counts: false }, can: { count: false } })
    expect(await refusal(by(), 'elections.record', { electionId })).toBe('reviewState')
    expect((await seen(electionId)).can.record).toBe(false)
    expect((await call(world.member.openid, 'session.home', {})).todos.find(({ kind }) => kind === 'counting')).toBeDefined()
    expect(await refusal(world.member.openid, 'ballots.own', { kind: 'election', id: electionId })).toBe('ballotOnPaper')

    expect(await refusal(by(), 'elections.close', { electionId })).toBe('paperUncounted')
    // The secretary stands and does not count.
    expect(await refusal(by(), 'ballots.count', { kind: 'election', id: electionId, group: 'b1', counts: pileOf(stand(), [13, 12, 5, 3]) })).toBe('counterOnBallot')
    const written = names.get(hall[9]!)!
    await countBy([counters()[0]!], electionId, 'b1', pileOf(stand(), [13, 12, 5, 3], { [written]: 8 }))
    await countBy([counters()[1]!], electionId, 'b1', pileOf(stand(), [13, 12, 5, 3], { [written]: 7 }))
    expect(await refusal(by(), 'elections.close', { electionId })).toBe('paperDiffers')
    await countBy([counters()[1]!], electionId, 'b1', pileOf(stand(), [13, 12, 5, 3], { [written]: 8 }))
    expect((await seen(electionId)).groups).toMatchObject([{ key: 'b1', name: '第一次投票', entry: 'paper', entitled: 14, counted: true }])
    expect((await get(world.member.openid, electionId)).groups).toMatchObject([{ counted: true }])
    expect(await Promise.all([close(electionId), close(electionId)])).toEqual([{ state: 'closed' }, { state: 'closed' }])

    const first = await seen(electionId)
    expect(first.can.record).toBe(true)
    expect(first.ballots).toMatchObject([{ present: 14, expected: 17, needed: 8, papers: { issued: 14, returned: 14, invalid: 0 }, next: { kind: 'done' } }])
    expect(first.elected).toMatchObject([{ memberId: stand()[0], name: '王建国', inFavour: 13 }, { memberId: stand()[1], name: names.get(stand()[1]!), inFavour: 12 }, { memberId: null, name: written, inFavour: 8 }])
    expect(first.why.publish).toBe(`请先指明“${written}”是哪位同志`)
    expect((await get(world.member.openid, electionId)).elected).toEqual([])

    // Whom the name means is said before anything else is done with it.
    const chosen = [{ memberId: stand()[1]!, post: 'secretary' as const, inFavour: 2 }, { memberId: hall[9]!, post: 'organisationOfficer' as const, inFavour: 0 }]
    await expect(choose(electionId, chosen)).rejects.toMatchObject({ code: 'electionNameFirst' })
    await expect(name(electionId, written, hall[10]!)).rejects.toMatchObject({ code: 'electionOtherName' })
    await name(electionId, ` ${written} `, hall[9]!)
    await expect(next(electionId, [stand()[2]!])).rejects.toMatchObject({ code: 'electionNoneLeft' })
    expect(await refusal(by(), 'elections.report', { electionId })).toBe('electionUndivided')
    await expect(choose(electionId, [{ ...chosen[0]!, inFavour: 1 }, chosen[1]!], 2)).rejects.toMatchObject({ code: 'electionDivision' })
    await choose(electionId, chosen)
    expect((await seen(electionId)).chosen.map(({ memberId, post }) => [memberId, post])).toEqual([[stand()[1], 'secretary'], [hall[9], 'organisationOfficer'], [stand()[0], 'committeeMember']])

    // The superior knows nothing of it before it is told.
    expect(await refusal(world.founder.openid, 'elections.get', { electionId })).toBe('notFound')
    expect(await refusal(world.founder.openid, 'elections.approve', { electionId, day: '2026-11-20', document: '示例' })).toBe('electionNotReported')
    const { reportedAt } = await call(by(), 'elections.report', { electionId })
    expect(await call(by(), 'elections.report', { electionId })).toEqual({ reportedAt })
    expect((await call(world.founder.openid, 'elections.reported', {})).items).toEqual([expect.objectContaining({ id: electionId, organisationName: '软件本科生第一党支部' })])
    expect((await call(world.otherSecretary.openid, 'elections.reported', {})).items).toEqual([])
    expect((await call(world.founder.openid, 'session.home', {})).todos).toContainEqual(expect.objectContaining({ kind: 'election', refId: electionId, hint: '请批复，或者退回' }))
    expect(await get(world.founder.openid, electionId)).toMatchObject({ elected: first.elected.map((one, n) => (n === 2 ? { ...one, memberId: hall[9] } : one)), can: { approve: true, change: false, redo: false, choose: false } })
    expect(await refusal(world.otherSecretary.openid, 'elections.get', { electionId })).toBe('notFound')
    // Something was entered wrong: it is taken back and told again.
    await choose(electionId, chosen)
    expect(await refusal(world.founder.openid, 'elections.get', { electionId })).toBe('notFound')
    expect((await call(world.founder.openid, 'elections.reported', {})).items).toEqual([])
    await call(by(), 'elections.report', { electionId })
    expect(await refusal(by(), 'elections.redo', { electionId, reason: '重来' })).toBe('electionReported')

    const sheet = await (await fetch((await call(by(), 'elections.record', { electionId })).link)).text()
    for (const text of ['示例大学信息学院党委', '应到有选举权的党员17名，实到14名', '发出14张，收回14张，有效14张，无效0张', `${written}（另选）`, '当选', '书记', '监票人签名', '上级批复同意：2026年11月12日（示例党〔2026〕9号）']) expect(sheet).toContain(text)

    expect(await call(by(), 'elections.publish', { electionId })).toEqual({ state: 'published' })
    expect(await get(world.member.openid, electionId)).toMatchObject({ elected: [{}, {}, { name: written }], chosen: [{ post: 'secretary' }, {}, {}], without: [], steps: [], can: { seeResult: true } })

    const before = (await call(world.founder.openid, 'posts.list', { organisationId: world.branchId })).items
    expect(before.map(({ post }) => post)).toEqual(['secretary', 'publicityOfficer'])
    expect(await refusal(by(), 'elections.approve', { electionId, day: '2026-11-20', document: '示例党〔2026〕10号' })).toBe('electionFromAbove')
    expect(await refusal(world.founder.openid, 'elections.approve', { electionId, day: '2026-11-21', document: '示例党〔2026〕10号' })).toBe('datesWrong')
    expect(await refusal(world.founder.openid, 'elections.approve', { electionId, day: '2026-11-19', document: '示例党〔2026〕10号' })).toBe('datesWrong')
    const approve = { electionId, day: '2026-11-20', document: '示例党〔2026〕10号' }
    // Twice at once is once.
    await Promise.all([call(world.founder.openid, 'elections.approve', approve), call(world.founder.openid, 'elections.approve', approve)])
    expect(await call(world.founder.openid, 'elections.approve', approve)).toEqual({})
    expect(await refusal(world.founder.openid, 'elections.approve', { ...approve, document: '另一件' })).toBe('electionApproved')
    const after = (await call(world.founder.openid, 'posts.list', { organisationId: world.branchId })).items
    expect(after.map(({ post, memberId, since, until, state }) => [post, memberId, since, until, state])).toEqual([
      ['secretary', stand()[1], '2026-11-20', '2029-11-19', 'unbound'], ['organisationOfficer', hall[9], '2026-11-20', '2029-11-19', 'unbound'], ['committeeMember', world.secretary.memberId, '2026-11-20', '2029-11-19', 'active'],
    ])
    // The former secretary leads on as one of the committee; the former officer does not.
    expect((await seen(electionId)).approval).toMatchObject({ day: '2026-11-20', document: '示例党〔2026〕10号', byName: world.founder.name })
    expect(await refusal(world.officer.openid, 'elections.create', { title: '换届' })).toBe('forbidden')
    expect(await refusal(by(), 'posts.appoint', { organisationId: world.branchId, memberId: hall[11]!, post: 'publicityOfficer' })).toBe('forbidden')
    expect((await call(world.founder.openid, 'session.home', {})).todos.filter(({ kind }) => kind === 'election')).toEqual([])
    await expect(choose(electionId, chosen)).rejects.toMatchObject({ code: 'electionApproved' })
  }, 60_000)
})

describe('further ballots', () => {
  test('a tie is voted on again among the tied', async () => {
    const { seen, next, open, close } = led()
    const electionId = await held([14, 10, 9, 9])
    expect((await seen(electionId)).ballots[0]!.next).toMatchObject({ kind: 'tie', seats: 1, names: expect.arrayContaining([names.get(stand()[2]!), names.get(stand()[3]!)]), candidateIds: expect.arrayContaining(stand().slice(2)) })
    await expect(next(electionId, [stand()[2]!])).rejects.toMatchObject({ code: 'electionTied' })
    await next(electionId, stand().slice(2))
    expect(await seen(electionId)).toMatchObject({ state: 'draft', current: 'b2', groups: [{ key: 'b1' }, { key: 'b2', name: '第二次投票', entitled: 14 }], can: { open: true, redo: false } })
    await expect(led().change(electionId, { seats: 5 })).rejects.toMatchObject({ code: 'electionBegun' })
    // Some have gone home: the quorum is asked for again.
    await led().attend(electionId, hall.slice(0, 13))
    expect(await refusal(by(), 'elections.open', { electionId })).toBe('electionQuorum')
    await led().attend(electionId, hall.slice(0, 15))
    await open(electionId)
    await countBy(counters(), electionId, 'b2', pileOf(stand().slice(2), [8, 7], {}, { returned: 15 }))
    await close(electionId)
    expect((await seen(electionId)).ballots.map(({ present, next: then }) => [present, then?.kind])).toEqual([[14, 'tie'], [15, 'done']])
    expect((await seen(electionId)).elected.map(({ inFavour }) => inFavour)).toEqual([14, 10, 8])
  })

  test('too few: a second ballot, then a seat is left open', async () => {
    const { seen, next, name, leave, open, close } = led()
    const written = names.get(hall[9]!)!
    const electionId = await held([14, 12, 5, 3], { [written]: 7 })
    expect((await seen(electionId)).ballots[0]!.next).toMatchObject({ kind: 'few', seats: 1, candidateIds: expect.arrayContaining(stand().slice(2)) })
    await expect(next(electionId, [hall[9]!])).rejects.toMatchObject({ code: 'electionNotStanding' })
    await name(electionId, written, hall[9]!)
    await next(electionId, [hall[9]!, stand()[2]!])
    await open(electionId)
    const box = await call(counters()[0]!, 'ballots.counting', { kind: 'election', id: electionId, group: 'b2' })
    expect(box.questions.map(({ key }) => key).sort()).toEqual([hall[9]!, stand()[2]!].sort())
    await countBy(counters(), electionId, 'b2', pileOf([hall[9]!, stand()[2]!], [7, 7]))
    await close(electionId)
    await expect(leave(electionId, 7)).rejects.toMatchObject({ code: 'electionLeave' })
    await leave(electionId, 8)
    expect(await seen(electionId)).toMatchObject({ left: { seats: 1, agreed: 8, present: 14 }, can: { publish: true, choose: true, nextBallot: false } })
  })

  test('more papers than were given out: all of it is void, and only held again', async () => {
    const { seen, next, open, close } = led()
    const electionId = await held()
    await countBy(counters(), electionId, 'b1', pileOf(stand(), [14, 12, 9, 3], {}, { issued: 13, returned: 14 }))
    await close(electionId)
    expect(await seen(electionId)).toMatchObject({ elected: [], ballots: [{ votes: null, next: { kind: 'invalid', why: '收回14张，多于发出的13张' } }], can: { publish: false, nextBallot: false, redo: true } })
    await expect(next(electionId, [stand()[3]!])).rejects.toMatchObject({ code: 'electionInvalid' })
    const redo = { electionId, reason: '收回的票多于发出的' }
    expect([await call(by(), 'elections.redo', redo), await call(by(), 'elections.redo', redo)]).toEqual([{ state: 'draft' }, { state: 'draft' }])
    expect(await seen(electionId)).toMatchObject({ voidReason: redo.reason, current: 'b2', ballots: [{ voidReason: redo.reason }, { key: 'b2', voidReason: null }], groups: [{ key: 'b2', name: '第一次投票' }], can: { change: true } })
    await open(electionId)
    expect((await call(counters()[0]!, 'ballots.counting', { kind: 'election', id: electionId, group: 'b2' })).mine).toBeNull()
    await countBy(counters(), electionId, 'b2', pileOf(stand(), [14, 12, 9, 3]))
    await close(electionId)
    expect((await seen(electionId)).elected).toHaveLength(3)
  })
})

describe('refusals', () => {
  test('who may not stand, count, be there', async () => {
    const electionId = await ready()
    const { change, attend } = led()
    await expect(change(electionId, { candidateIds: [world.probationary.memberId] })).rejects.toMatchObject({ code: 'electionCannotStand' })
    await expect(change(electionId, { candidateIds: [world.otherMember.memberId] })).rejects.toMatchObject({ code: 'electionNoMember' })
    await expect(change(electionId, { counterIds: [world.secretary.memberId] })).rejects.toMatchObject({ code: 'electionCounterStands' })
    await expect(change(electionId, { counterIds: [world.otherMember.memberId] })).rejects.toMatchObject({ code: 'electionNoMember' })
    await expect(change(electionId, { excluded: [{ memberId: hall[0]!, why: 'abroad' }] })).rejects.toMatchObject({ code: 'electionExcludedPresent' })
    await expect(change(electionId, { consent: { ...consent, day: '2026-11-21' } })).rejects.toMatchObject({ code: 'voteConsentDay' })
    await expect(attend(electionId, [world.probationary.memberId])).rejects.toMatchObject({ code: 'electionNotElector' })
    await expect(attend(electionId, [world.otherMember.memberId])).rejects.toMatchObject({ code: 'electionNoMember' })
    const version = (await led().seen(electionId)).version
    await call(by(), 'elections.change', { electionId, version, title: '换届' })
    expect(await refusal(by(), 'elections.change', { electionId, version, title: '换届选举' })).toBe('conflict')
  })

  test('whoever is left out is not expected, once the superior agrees', async () => {
    const { change, attend, seen } = led()
    const electionId = await ready({}, 13)
    await change(electionId, { excluded: [{ memberId: hall[16]!, why: 'abroad' }] })
    expect((await seen(electionId)).why.open).toContain('有1人不计入应到')
    await change(electionId, { exclusionConsent: consent })
    expect(await seen(electionId)).toMatchObject({ expected: 16, quorum: 13, can: { open: true } })
    await expect(attend(electionId, [...hall.slice(0, 13), hall[16]!])).rejects.toMatchObject({ code: 'electionExcludedPresent' })
    const { people: rows, expected } = await call(by(), 'elections.electors', { electionId })
    expect([expected, rows.find(({ memberId }) => memberId === hall[16])!.excluded, rows.find(({ memberId }) => memberId === world.probationary.memberId)]).toEqual([16, 'abroad', expect.objectContaining({ votes: false, why: expect.stringContaining('预备党员') })])
    expect((await get(world.member.openid, electionId)).excluded).toEqual([])
  })

  test('nothing is done with an open one but what belongs to it', async () => {
    const electionId = await held()
    const { version } = await led().seen(electionId)
    const refused = await Promise.all([
      refusal(by(), 'elections.change', { electionId, version, title: '换届' }), refusal(by(), 'elections.attend', { electionId, version, memberIds: hall }), refusal(by(), 'elections.step', { electionId, version, step: 'method', day: null }),
      refusal(by(), 'elections.nextBallot', { electionId, version, candidateIds: stand() }), refusal(by(), 'elections.leaveSeats', { electionId, version, agreed: 14 }), refusal(by(), 'elections.nameOther', { electionId, version, name: '某人', memberId: hall[9]! }),
      refusal(by(), 'elections.choose', { electionId, version, day: '2026-11-20', present: 3, chosen: [{ memberId: stand()[0]!, post: 'secretary', inFavour: 3 }] }), refusal(by(), 'elections.report', { electionId }), refusal(by(), 'elections.publish', { electionId }), refusal(by(), 'elections.record', { electionId }),
    ])
    expect(refused).toEqual(['reviewState', 'reviewState', 'electionStepKept', ...Array.from({ length: 7 }, () => 'reviewState')])
    expect(await call(by(), 'elections.pause', { electionId })).toEqual({ state: 'paused' })
    expect(await call(by(), 'elections.pause', { electionId })).toEqual({ state: 'paused' })
    expect(await call(by(), 'elections.resume', { electionId })).toEqual({ state: 'open' })
  })

  test('a branch of few elects its secretary without a committee', async () => {
    await call(world.otherSecretary.openid, 'elections.create', { title: '换届选举' })
    const { id } = (await call(world.otherSecretary.openid, 'elections.list', {})).items[0]!
    const seen = await get(world.otherSecretary.openid, id)
    expect(seen).toMatchObject({ body: 'secretary', seats: 1, candidatesNeeded: 1, posts: ['secretary', 'deputySecretary'] })
    await call(world.otherSecretary.openid, 'elections.change', { electionId: id, version: 1, body: 'committee', seats: 3 })
    expect((await get(world.otherSecretary.openid, id)).why.open).toContain('不足7人的支部不设委员会')
  })

  test('the list is the branch\'s own, page by page', async () => {
    const first = await call(by(), 'elections.list', { limit: 2 })
    expect(first.items).toHaveLength(2)
    const second = await call(by(), 'elections.list', { limit: 2, cursor: first.next! })
    expect(second.items[0]!.id).not.toBe(first.items[1]!.id)
    expect(await refusal(world.otherMember.openid, 'elections.list', { organisationId: world.branchId })).toBe('notFound')
    expect(await refusal(world.otherMember.openid, 'elections.get', { electionId: first.items[0]!.id })).toBe('notFound')
  })
})
