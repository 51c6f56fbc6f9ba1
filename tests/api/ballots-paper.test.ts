/** Paper ballots: who counts them, what each of them sees, when two agree, and how their count enters the result. */
import { call, operationsOf, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { join, makeWorld, proveFactor, type Person, type World } from '../support/world'
import type { InputOf } from '../../types/contracts'
import type { BallotKind } from '../../types/contracts/codes-ballots'
import { sentBallot } from '../support/sent-ballot'

let world: World
/** A second counter, who holds no post. */
let teller: Person
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  teller = await join(world.founder.openid, world.branchId, '何计票', 'openid-teller')
  // With a seventh member the branch has a committee to elect.
  await call(world.founder.openid, 'roster.add', { organisationId: world.branchId, name: '周七', standing: 'full' })
  for (const { openid } of [world.secretary, world.otherSecretary]) await proveFactor(openid)
}, 60_000)
afterAll(stopApi)
beforeEach(() => setNow(START))

const by = () => world.secretary.openid
const database = () => import('../../cloudfunctions/platform/database')
type Counts = InputOf<'ballots.count'>['counts']
type Groups = NonNullable<InputOf<'reviews.change'>['groups']>
let year = 2000

/** A review with a pile of ten papers, in which two count besides those who lead. */
async function drafted(groups: Groups = [{ name: '群众测评', entry: 'paper', entitled: 10 }]): Promise<string> {
  const { reviewId } = await call(by(), 'reviews.create', { year: ++year, title: `${year}年度民主评议` })
  await call(by(), 'reviews.change', { reviewId, version: 1, groups })
  return reviewId
}
async function opened(counters: Person[] = [world.member, teller], groups?: Groups): Promise<{ id: string; pile: { kind: BallotKind; id: string; group: string }; counts: (good: number, more?: Partial<Counts>) => Counts }> {
  const id = await drafted(groups)
  await call(by(), 'ballots.setCounters', { kind: 'review', id, memberIds: counters.map(({ memberId }) => memberId) })
  await call(by(), 'reviews.open', { reviewId: id })
  const rated = (await call(by(), 'reviews.get', { reviewId: id })).people.filter(({ graded }) => graded)
  const counts = (good: number, more: Partial<Counts> = {}): Counts => ({ issued: 10, returned: 8, invalid: 1, answers: Object.fromEntries(rated.map(({ memberId }) => [memberId, { good, fair: 7 - good }])), others: {}, ...more })
  return { id, pile: { kind: 'review', id, group: 'a' }, counts }
}
const todos = async (person: Person, { id }: { id: string }) => (await call(person.openid, 'session.home', {})).todos.filter(({ kind, refId }) => kind === 'counting' && refId?.includes(id))

describe('two people count', () => {
  test('whoever counts no more does not stand against those who do', async () => {
    const { id, pile, counts } = await opened()
    await call(world.member.openid, 'ballots.count', { ...pile, counts: counts(6) })
    const set = { kind: 'review' as const, id, memberIds: [world.leader, teller].map(({ memberId }) => memberId) }
    expect(await refusal(by(), 'ballots.setCounters', set)).toBe('counterReason')
    await call(by(), 'ballots.setCounters', { ...set, reason: '中途离会' })
    expect(await refusal(by(), 'reviews.close', { reviewId: id })).toBe('paperUncounted')
    expect(await call(teller.openid, 'ballots.count', { ...pile, counts: counts(4) })).toEqual({ agreed: false, apart: false, differs: [] })
    expect(await call(world.leader.openid, 'ballots.count', { ...pile, counts: counts(4) })).toEqual({ agreed: true, apart: false, differs: [] })
    expect((await call(teller.openid, 'ballots.counting', pile)).gone).toMatchObject([{ name: '陈静', byName: '王建国', reason: '中途离会' }])
    expect(await call(by(), 'reviews.close', { reviewId: id })).toEqual({ state: 'closed' })
  })

  test('separately, until they agree; the count enters the result once', async () => {
    const { id, pile, counts } = await opened()
    expect(await call(world.member.openid, 'ballots.counting', pile)).toMatchObject({ groupName: '群众测评', most: 10, mine: null, entered: [], agreed: null, differs: [], can: { count: true }, seats: null })
    expect(await refusal(by(), 'reviews.close', { reviewId: id })).toBe('paperUncounted')
    expect(await call(world.member.openid, 'ballots.count', { ...pile, counts: counts(5) })).toEqual({ agreed: false, apart: false, differs: [] })
    // The other sees that somebody has entered, and no number.
    expect(await call(teller.openid, 'ballots.counting', pile)).toMatchObject({ mine: null, entered: [{ name: '陈静', mine: false }], agreed: null, differs: [] })
    expect(await refusal(by(), 'reviews.close', { reviewId: id })).toBe('paperUncounted')

    const { questions } = await call(teller.openid, 'ballots.counting', pile)
    const off = counts(5)
    off.answers[questions[1]!.key] = { good: 4, fair: 3 }
    expect(await call(teller.openid, 'ballots.count', { ...pile, counts: { ...off, issued: 9 } })).toEqual({ agreed: false, apart: true, differs: [] })
    // Where they differ is not told before each has counted twice: else one could change row after row instead of counting.
    await expect(call(by(), 'reviews.close', { reviewId: id })).rejects.toMatchObject({ code: 'paperDiffers', detail: { rows: '有的行' } })
    expect(await call(world.member.openid, 'ballots.count', { ...pile, counts: counts(5) })).toEqual({ agreed: false, apart: true, differs: [] })
    expect(await call(teller.openid, 'ballots.count', { ...pile, counts: { ...off, issued: 9 } })).toEqual({ agreed: false, apart: true, differs: ['发出', questions[1]!.name] })
    // Each sees the rows and the own numbers; who leads sees the rows.
    const seen = await call(world.member.openid, 'ballots.counting', pile)
    expect([seen.mine?.issued, seen.agreed, seen.differs]).toEqual([10, null, ['发出', questions[1]!.name]])
    expect(await call(by(), 'ballots.counting', pile)).toMatchObject({ mine: null, agreed: null, differs: seen.differs })
    await expect(call(by(), 'reviews.close', { reviewId: id })).rejects.toMatchObject({ code: 'paperDiffers', detail: { rows: seen.differs.join('、') } })

    expect(await call(teller.openid, 'ballots.count', { ...pile, counts: counts(5) })).toEqual({ agreed: true, apart: false, differs: [] })
    expect((await call(by(), 'ballots.counting', pile)).agreed).toMatchObject({ issued: 10, returned: 8, invalid: 1 })
    await call(by(), 'reviews.close', { reviewId: id })
    expect(await refusal(world.member.openid, 'ballots.count', { ...pile, counts: counts(4) })).toBe('reviewState')
    const { read, count } = await database()
    const boxId = `${id}-1-a`
    const kept = (await read('ballot_boxes', boxId))!.paper!.a!
    expect(kept).toMatchObject({ returned: 8, invalid: 1, answers: { [questions[0]!.key]: { excellent: 0, good: 5, fair: 2, poor: 0, unknown: 0, abstain: 0 } } })
    // Every entry stands, by whom and when; nothing was overwritten.
    expect(await count('paper_counts', { boxId })).toBe(5)
  })

  test('what was taken over stands, also against a count that came in at that moment', async () => {
    const { id, pile, counts } = await opened()
    for (const { openid } of [world.member, teller]) await call(openid, 'ballots.count', { ...pile, counts: counts(5) })
    await call(by(), 'reviews.close', { reviewId: id })
    const { takePaper } = await import('../../cloudfunctions/services/balloting/counted')
    const { put, read } = await database()
    const boxId = `${id}-1-a`
    for (const who of ['x', 'y']) await put('paper_counts', { _id: `late-${who}-${id}`, boxId, organisationId: world.branchId, memberId: who, memberName: who, accountId: who, at: START, key: '0', counts: { ...counts(0), others: {} } })
    await takePaper(boxId, 'a')
    expect((await read('ballot_boxes', boxId))!.paper!.a!.answers[Object.keys(counts(5).answers)[0]!]).toMatchObject({ good: 5 })
  })

  test('one person twice is one person, and so is one who leads', async () => {
    const { pile, counts } = await opened([])
    expect(await refusal(world.member.openid, 'ballots.count', { ...pile, counts: counts(5) })).toBe('notCounter')
    for (let n = 0; n < 2; n++) expect(await call(world.officer.openid, 'ballots.count', { ...pile, counts: counts(5) })).toMatchObject({ agreed: false })
    expect((await call(world.officer.openid, 'ballots.counting', pile)).entered).toEqual([{ name: expect.any(String), mine: true }])
    expect(await call(by(), 'ballots.count', { ...pile, counts: counts(5) })).toMatchObject({ agreed: true })
  })

  test('one account that was two persons is one', async () => {
    const { pile, counts } = await opened()
    await call(teller.openid, 'ballots.count', { ...pile, counts: counts(5) })
    const { find, put } = await database()
    const [entry] = await find('paper_counts', { boxId: `${pile.id}-1-a` }, { limit: 1 })
    await put('paper_counts', { ...entry!, _id: `other-${pile.id}`, memberId: 'who-had-it-before', memberName: '某人' })
    expect(await call(by(), 'ballots.counting', pile)).toMatchObject({ entered: [{}, {}], agreed: null, apart: false, differs: [] })
    expect(await refusal(by(), 'reviews.close', { reviewId: pile.id })).toBe('paperUncounted')
  })

  test('two who enter at once agree, whoever is first', async () => {
    for (let round = 0; round < 3; round++) {
      const { pile, counts } = await opened()
      const answers = await Promise.all([world.member, teller].map(({ openid }) => call(openid, 'ballots.count', { ...pile, counts: counts(6) })))
      expect(answers.some(({ agreed }) => agreed)).toBe(true)
      expect((await call(teller.openid, 'ballots.counting', pile)).agreed).toMatchObject({ returned: 8 })
      expect(await todos(teller, pile)).toEqual([])
    }
  })

  test('the same tap twice is one entry; what was agreed may be parted again', async () => {
    const { pile, counts } = await opened()
    for (let n = 0; n < 2; n++) await call(world.member.openid, 'ballots.count', { ...pile, counts: counts(5) }, `tap-${pile.id}`)
    const { count } = await database()
    expect(await count('paper_counts', { boxId: `${pile.id}-1-a` })).toBe(1)
    await call(teller.openid, 'ballots.count', { ...pile, counts: counts(5) })
    expect(await todos(world.member, pile)).toEqual([])
    expect(await call(world.member.openid, 'ballots.count', { ...pile, counts: counts(4) })).toMatchObject({ agreed: false })
    expect(await todos(world.member, pile)).toHaveLength(1)
  })

  test.each<[string, (counts: (good: number, more?: Partial<Counts>) => Counts) => Counts]>([
    ['more given out than entitled', counts => counts(5, { issued: 11 })], ['more returned than given out', counts => counts(5, { returned: 11 })], ['more void than returned', counts => counts(5, { invalid: 9 })],
    ['rows that do not add up', counts => counts(5, { invalid: 0 })], ['somebody written in', counts => counts(5, { others: { 某人: 1 } })], ['somebody else rated', counts => counts(5, { answers: { nobody: { good: 7 } } })],
  ])('refused: %s', async (_name, wrong) => {
    const { pile, counts } = await opened()
    expect(await refusal(teller.openid, 'ballots.count', { ...pile, counts: wrong(counts) })).toBe('paperWrong')
  })

  test('a number below nought, or half a ballot, is no count', async () => {
    const { pile, counts } = await opened()
    for (const returned of [-1, 0.5, 1e9]) expect(await refusal(teller.openid, 'ballots.count', { ...pile, counts: counts(5, { returned }) })).toBe('badInput')
  })

  test('costs few operations', async () => {
    const { pile, counts } = await opened()
    expect(await operationsOf(() => call(teller.openid, 'ballots.counting', pile))).toBeLessThanOrEqual(4)
    expect(await operationsOf(() => call(teller.openid, 'ballots.count', { ...pile, counts: counts(5) }))).toBeLessThanOrEqual(7)
  })
})

describe('who counts', () => {
  test('is told on the home page while the pile waits, and no longer', async () => {
    const { id, pile, counts } = await opened()
    expect(await todos(world.member, pile)).toMatchObject([{ title: expect.stringContaining('录入票数'), refId: `review_${id}_a` }])
    expect(await todos(world.leader, pile)).toEqual([])
    await call(by(), 'ballots.setCounters', { kind: 'review', id, memberIds: [teller.memberId, world.leader.memberId] })
    expect([await todos(world.member, pile), (await todos(world.leader, pile)).length]).toEqual([[], 1])
    for (const { openid } of [world.leader, teller]) await call(openid, 'ballots.count', { ...pile, counts: counts(5) })
    expect([await todos(world.leader, pile), await todos(teller, pile)]).toEqual([[], []])
  })

  test('is named by who leads, of the branch, while it is not over', async () => {
    const id = await drafted()
    const set = (openid: string, memberIds: string[]) => refusal(openid, 'ballots.setCounters', { kind: 'review', id, memberIds })
    expect(await set(world.member.openid, [])).toBe('forbidden')
    expect(await set(world.otherSecretary.openid, [])).toBe('notFound')
    expect(await set(by(), [world.otherMember.memberId])).toBe('notFound')
    expect(await set(by(), [world.member.memberId, world.member.memberId])).toBe('counterOne')
    expect(await set(by(), [world.member.memberId, teller.memberId])).toBeNull()
    expect(await set(by(), [])).toBeNull()
    await call(by(), 'reviews.open', { reviewId: id })
    await call(by(), 'reviews.pause', { reviewId: id })
    expect(await set(by(), [world.member.memberId, teller.memberId])).toBeNull()
    const { questions } = await call(teller.openid, 'ballots.counting', { kind: 'review', id, group: 'a' })
    const counts: Counts = { issued: 0, returned: 0, invalid: 0, answers: Object.fromEntries(questions.map(({ key }) => [key, {}])), others: {} }
    for (const { openid } of [world.member, teller]) await call(openid, 'ballots.count', { kind: 'review', id, group: 'a', counts })
    await call(by(), 'reviews.close', { reviewId: id })
    expect(await set(by(), [])).toBe('reviewState')
  })

  test('nobody else sees or enters anything', async () => {
    const { pile, counts } = await opened()
    for (const [openid, code] of [[world.leader.openid, 'notCounter'], [world.otherSecretary.openid, 'notFound'], [world.otherMember.openid, 'notFound'], [world.stranger, 'notBound']] as const) {
      expect([await refusal(openid, 'ballots.counting', pile), await refusal(openid, 'ballots.count', { ...pile, counts: counts(5) })]).toEqual([code, code])
    }
    expect(await refusal(teller.openid, 'ballots.counting', { ...pile, group: 'z' })).toBe('reviewNoGroup')
    expect(await refusal(teller.openid, 'ballots.counting', { ...pile, kind: 'vote' })).toBe('notFound')
  })

  test('not before it is open', async () => {
    const id = await drafted()
    expect(await call(by(), 'ballots.counting', { kind: 'review', id, group: 'a' })).toMatchObject({ can: { count: false }, why: { count: expect.stringContaining('现在是') } })
    expect(await refusal(by(), 'ballots.count', { kind: 'review', id, group: 'a', counts: { issued: 0, returned: 0, invalid: 0, answers: {}, others: {} } })).toBe('reviewState')
  })
})

test('a group that votes on phones may have papers, too: no more than have not voted', async () => {
  const { id, pile, counts } = await opened(undefined, [{ name: '二班', entry: 'room', entitled: 9 }])
  const { scene } = await call(by(), 'ballots.roomCode', { kind: 'review', id, group: 'a' })
  const cast = async (openid: string) => {
    const paper = (await call(openid, 'ballots.enter', { scene })).paper!
    await call(openid, 'ballots.cast', sentBallot(paper, []))
  }
  await cast('room-1')
  expect((await call(teller.openid, 'ballots.counting', pile)).most).toBe(8)
  expect(await todos(teller, pile)).toEqual([])
  for (const { openid } of [world.member, teller]) expect(await refusal(openid, 'ballots.count', { ...pile, counts: counts(5, { issued: 8 }) })).toBeNull()
  // One more on the phone: somebody has voted twice.
  await cast('room-2')
  expect(await refusal(by(), 'reviews.close', { reviewId: id })).toBe('paperWrong')
})

describe('an election', () => {
  test('is not counted by a candidate, though an officer; more papers than were given out are entered, and void it', async () => {
    const { electionId } = await call(by(), 'elections.create', { title: '换届选举', body: 'committee', seats: 3 })
    const electors = (await call(by(), 'elections.electors', { electionId })).people.filter(({ votes }) => votes).map(({ memberId }) => memberId)
    const candidateIds = [world.secretary.memberId, ...electors.filter(id => ![world.secretary, world.member, teller].some(({ memberId }) => memberId === id))].slice(0, 4)
    let { version } = await call(by(), 'elections.change', { electionId, version: 1, candidateIds })
    const named = { kind: 'election', id: electionId } as const
    expect(await refusal(by(), 'ballots.setCounters', { ...named, memberIds: [candidateIds[1]!] })).toBe('counterOnBallot')
    await call(by(), 'ballots.setCounters', { ...named, memberIds: [world.member.memberId, teller.memberId] })
    ;({ version } = await call(by(), 'elections.attend', { electionId, version, memberIds: electors }))
    for (const step of ['replied', 'method'] as const) ({ version } = await call(by(), 'elections.step', { electionId, version, step, day: '2026-11-20' }))
    await call(by(), 'elections.open', { electionId })
    const pile = { ...named, group: 'b1' }
    const n = electors.length
    const counts = (more: Partial<Counts> = {}): Counts => ({ issued: n, returned: n, invalid: 0, answers: Object.fromEntries(candidateIds.map((key, i): [string, Record<string, number>] => [key, i === 3 ? { against: n } : { inFavour: n }])), others: {}, ...more })
    expect(await call(by(), 'ballots.counting', pile)).toMatchObject({ seats: 3, most: n, can: { count: false }, why: { count: '王建国在这张票上，不能计票' } })
    expect(await refusal(by(), 'ballots.count', { ...pile, counts: counts() })).toBe('counterOnBallot')
    expect(await refusal(teller.openid, 'ballots.count', { ...pile, counts: counts({ others: { 某人: 1 } }) })).toBe('paperWrong')
    expect(await refusal(teller.openid, 'ballots.count', { ...pile, counts: counts({ issued: n + 1 }) })).toBe('paperWrong')
    for (const { openid } of [world.member, teller]) await call(openid, 'ballots.count', { ...pile, counts: counts({ returned: n + 1 }) })
    expect((await call(by(), 'ballots.counting', pile)).agreed).toMatchObject({ issued: n, returned: n + 1 })
    await call(by(), 'elections.close', { electionId })
    expect((await call(by(), 'elections.get', { electionId })).ballots[0]).toMatchObject({ next: { kind: 'invalid' } })
  })
})
