/** What comes of a 民主评议: totals, scores, comparisons, what the branch publishes; checking in before voting, and the end of its time. */
import * as XLSX from '@e965/xlsx'
import { call, refusal, setNow, START } from '../support/api'
import { castBallot, draftReview, openReview, ownBallot, publishReview, studentsVote } from '../support/reviews'
import { inWorld, proveFactor, type World } from '../support/world'
import { sentBallot } from '../support/sent-ballot'

// Codes are made here, and nobody scans them.
jest.mock('../../cloudfunctions/platform/wechat', () => ({ ...jest.requireActual<object>('../../cloudfunctions/platform/wechat'), codeImage: (scene: string) => Promise.resolve(scene) }))

let world: World
inWorld(made => { world = made })

const secretary = () => world.secretary.openid
const later = (minutes: number): Date => new Date(START.getTime() + minutes * 60_000)
const times = (n: number, choice: string): string[] => Array.from({ length: n }, () => choice)
const members = () => [world.secretary, world.officer, world.leader, world.member, world.probationary]
async function membersVote(reviewId: string, choice: string): Promise<void> {
  for (const { openid } of members()) await castBallot(openid, await ownBallot(openid, reviewId), choice)
}

describe('the result', () => {
  test('counts, total, spread and score of a person, with the weights that the branch has set', async () => {
    const reviewId = await openReview(secretary(), { scored: true, weights: { members: 3, others: 1 }, groups: [{ name: '二班', entry: 'slips', entitled: 10 }] })
    await membersVote(reviewId, 'excellent')
    await studentsVote(secretary(), reviewId, [...times(3, 'good'), ...times(3, 'fair')])
    await call(secretary(), 'reviews.close', { reviewId })
    const result = await call(secretary(), 'reviews.result', { reviewId })
    expect(result).toMatchObject({ next: null, graded: result.people.filter(({ graded }) => graded).length, excellentGiven: 0 })
    expect(result.waiting).toBe(result.graded)
    expect(result.people.find(({ memberId }) => memberId === world.member.memberId)).toMatchObject({
      groups: [{ group: 'members', counts: [5, 0, 0, 0, 0, 0], variance: 0 }, { group: 'a', counts: [0, 3, 3, 0, 0, 0], variance: 100 }],
      total: { ballots: 11, counts: [5, 3, 3, 0, 0, 0] }, score: (3 * 100 + 70) / 4, leading: 'excellent',
    })
    const { link } = await call(secretary(), 'reviews.summarySheet', { reviewId })
    const book = XLSX.read(Buffer.from(await (await fetch(link)).arrayBuffer()))
    const rows = XLSX.utils.sheet_to_json<unknown[]>(book.Sheets[book.SheetNames[0]!]!, { header: 1, defval: '' })
    expect(rows.find(row => row[1] === world.member.name)!.slice(2, 15)).toEqual([5, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 92.5])
  })

  test('people stand on pages, each once', async () => {
    const reviewId = await openReview(secretary())
    await call(secretary(), 'reviews.close', { reviewId })
    const names: string[] = []
    let cursor: string | undefined
    do {
      const page = await call(secretary(), 'reviews.result', { reviewId, limit: 2, ...(cursor && { cursor }) })
      expect(page.people.length).toBeLessThanOrEqual(2)
      names.push(...page.people.map(({ memberId }) => memberId))
      cursor = page.next ?? undefined
    } while (cursor)
    expect(names).toEqual((await call(secretary(), 'reviews.get', { reviewId })).people.map(({ memberId }) => memberId))
    expect((await call(secretary(), 'reviews.result', { reviewId, cursor: 'nobody', limit: 2 })).people.map(({ memberId }) => memberId)).toEqual(names.slice(0, 2))
  })

  test('a small group leaves nothing over, wherever one looks', async () => {
    const reviewId = await openReview(secretary(), { scored: true, groups: [{ name: '二班', entry: 'slips', entitled: 10 }] })
    await castBallot(world.member.openid, await ownBallot(world.member.openid, reviewId), 'poor')
    await studentsVote(secretary(), reviewId, times(6, 'good'))
    await call(secretary(), 'reviews.close', { reviewId })
    const { people, fingerprint } = await call(secretary(), 'reviews.result', { reviewId })
    expect(people.find(({ memberId }) => memberId === world.member.memberId)).toMatchObject({ groups: [{ counts: null, variance: null }, { counts: [0, 6, 0, 0, 0, 0] }], total: { ballots: 7, counts: null }, score: null, leading: 'good' })
    expect(fingerprint.map(one => one.fingerprint.length)).toEqual([64, 64])
    const statistics = await call(secretary(), 'reviews.statistics', { reviewId })
    expect(statistics).toMatchObject({ groups: [{ ballots: 1, shares: null }, { ballots: 6, shares: [0, 100, 0, 0, 0, 0] }], kinds: null })
    // The reason that a grade asks for follows from what is shown, and says nothing of the one ballot.
    expect(await refusal(secretary(), 'reviews.grade', { reviewId, memberId: world.member.memberId, grade: 'poor' })).toBe('reviewGradeReason')
    expect(await refusal(secretary(), 'reviews.grade', { reviewId, memberId: world.member.memberId, grade: 'good' })).toBeNull()
  })

  test('满意度 from the ballot to the form: no grade follows from it, and none needs a reason', async () => {
    const reviewId = await openReview(secretary(), { scale: 'satisfaction', scored: true, groups: [{ name: '二班', entry: 'slips', entitled: 10 }] })
    const paper = await ownBallot(world.member.openid, reviewId)
    expect(paper.choices.map(({ label }) => label)).toEqual(['满意', '基本满意', '不满意', '不了解', '弃权'])
    await membersVote(reviewId, 'pleased')
    await studentsVote(secretary(), reviewId, [...times(5, 'content'), 'displeased', 'unknown'])
    await call(secretary(), 'reviews.close', { reviewId })
    const result = await call(secretary(), 'reviews.result', { reviewId })
    expect(result.people.find(({ memberId }) => memberId === world.member.memberId)).toMatchObject({ groups: [{ counts: [5, 0, 0, 0, 0] }, { counts: [0, 5, 1, 1, 0] }], total: { counts: [5, 5, 1, 1, 0] }, leading: null, score: 80 })
    expect((await call(secretary(), 'reviews.statistics', { reviewId })).groups[1]!.shares).toEqual([0, 71.4, 14.3, 14.3, 0])
    expect(await refusal(secretary(), 'reviews.grade', { reviewId, memberId: world.member.memberId, grade: 'fair' })).toBeNull()
    const { link } = await call(secretary(), 'reviews.summarySheet', { reviewId })
    const book = XLSX.read(Buffer.from(await (await fetch(link)).arrayBuffer()))
    const rows = XLSX.utils.sheet_to_json<unknown[]>(book.Sheets[book.SheetNames[0]!]!, { header: 1, defval: '' })
    const heads = rows.findIndex(row => row[0] === '序号')
    expect([rows[heads]![7], rows[heads + 1]!.slice(7, 12)]).toEqual(['二班', ['满意', '基本满意', '不满意', '不了解', '弃权']])
  })
})

describe('paper', () => {
  const counted = async (reviewId: string, group: string, by: string, choice: string, returned: number) => {
    const { questions } = await call(by, 'ballots.counting', { kind: 'review', id: reviewId, group })
    return call(by, 'ballots.count', { kind: 'review', id: reviewId, group, counts: { issued: returned, returned, invalid: 0, answers: Object.fromEntries(questions.map(({ key }) => [key, { [choice]: returned }])) } })
  }

  test('a pile of two who agree counts with the phones; where it is small, neither list nor hash of the phones leaves it over', async () => {
    const reviewId = await openReview(secretary(), { scored: true, groups: [{ name: '老师', entry: 'paper', entitled: 9 }, { name: '二班', entry: 'slips', entitled: 10 }] })
    await studentsVote(secretary(), reviewId, times(6, 'good'), 'b')
    expect(await refusal(secretary(), 'reviews.close', { reviewId })).toBe('paperUncounted')
    await counted(reviewId, 'a', secretary(), 'fair', 6)
    expect(await refusal(secretary(), 'reviews.close', { reviewId })).toBe('paperUncounted')
    expect((await call(secretary(), 'reviews.get', { reviewId })).groups.map(group => group.counted)).toEqual([false, false, false])
    expect(await counted(reviewId, 'a', world.officer.openid, 'fair', 6)).toMatchObject({ agreed: true })
    // Ballots still came in; two of the class had no phone with them.
    for (const openid of [secretary(), world.officer.openid]) await counted(reviewId, 'b', openid, 'poor', 2)
    expect((await call(secretary(), 'reviews.get', { reviewId })).groups.map(group => group.counted)).toEqual([false, true, true])
    await call(secretary(), 'reviews.close', { reviewId })

    const result = await call(secretary(), 'reviews.result', { reviewId })
    expect(result.fingerprint).toMatchObject([{ ballots: 0, paper: 0 }, { ballots: 6, paper: 6 }, { ballots: 8, paper: 2 }])
    expect(result.people.find(({ memberId }) => memberId === world.member.memberId)).toMatchObject({ groups: [{ counts: [0, 0, 0, 0, 0, 0] }, { counts: [0, 0, 6, 0, 0, 0] }, { counts: [0, 6, 0, 2, 0, 0] }], total: { ballots: 14, counts: [0, 6, 6, 2, 0, 0] }, leading: null })
    expect(await refusal(secretary(), 'ballots.scrutiny', { kind: 'review', id: reviewId, group: 'b' })).toBe('reviewFewOnPaper')
    expect((await call('anybody', 'ballots.commitments', { box: `${reviewId}-1-b` })).fingerprint).toBe(result.fingerprint[2]!.fingerprint)
    expect(await call(secretary(), 'ballots.recount', { kind: 'review', id: reviewId, group: 'b' })).toMatchObject({ same: true })
    await publishReview(secretary(), reviewId)
    expect((await call(world.member.openid, 'reviews.get', { reviewId })).summary!.turnout.map(({ ballots }) => ballots)).toEqual([0, 6, 8])
  })

  test('of a small pile those who lead see how many papers there are; what stands on them only who has counted them', async () => {
    const reviewId = await draftReview(secretary(), { groups: [{ name: '老师', entry: 'paper', entitled: 9 }] })
    await call(secretary(), 'ballots.setCounters', { kind: 'review', id: reviewId, memberIds: [world.leader.memberId, world.member.memberId] })
    await call(secretary(), 'reviews.open', { reviewId })
    const told = (group: string) => Promise.all([secretary(), world.member.openid].map(async openid => Object.keys((await call(openid, 'ballots.counting', { kind: 'review', id: reviewId, group })).agreed!.answers).length > 0))
    for (const { openid } of [world.leader, world.member]) await counted(reviewId, 'a', openid, 'poor', 2)
    expect(await told('a')).toEqual([false, true])
    for (const { openid } of [world.leader, world.member]) await counted(reviewId, 'a', openid, 'poor', 5)
    expect(await told('a')).toEqual([true, true])
  })

  test('a few on phones beside a pile: who has counted the pile would have them left over, so the group is hidden', async () => {
    const reviewId = await openReview(secretary(), { groups: [{ name: '二班', entry: 'slips', entitled: 20 }] })
    await studentsVote(secretary(), reviewId, ['poor'])
    for (const openid of [secretary(), world.officer.openid]) await counted(reviewId, 'a', openid, 'good', 9)
    await call(secretary(), 'reviews.close', { reviewId })
    expect((await call(secretary(), 'reviews.result', { reviewId })).people[0]).toMatchObject({ groups: [{}, { counts: null }], total: { ballots: 10, counts: null }, leading: null })
  })
})

describe('comparisons', () => {
  test('between groups, and with the year before; silent where the numbers say nothing', async () => {
    const first = await openReview(secretary(), { groups: [{ name: '二班', entry: 'slips', entitled: 30 }] })
    await studentsVote(secretary(), first, times(24, 'fair'))
    await membersVote(first, 'excellent')
    await call(secretary(), 'reviews.close', { reviewId: first })
    // Five members are too few to compare with.
    expect((await call(secretary(), 'reviews.statistics', { reviewId: first })).kinds).toBeNull()
    await publishReview(secretary(), first)
    // As published, of everybody together; nothing of anybody else's grade.
    const seen = await call(world.member.openid, 'reviews.get', { reviewId: first })
    const graded = seen.people.filter(one => one.graded).length
    expect(seen.summary).toEqual({ graded, byGrade: graded >= 5 ? { excellent: 0, good: graded, fair: 0, poor: 0 } : null, turnout: [{ name: '党员互评', ballots: 5, entitled: seen.groups[0]!.entitled, short: false }, { name: '二班', ballots: 24, entitled: 30, short: false }] })

    const second = await openReview(secretary(), { groups: [{ name: '二班', entry: 'slips', entitled: 30 }, { name: '老党员', members: true, entry: 'slips', entitled: 30 }] })
    expect((await call(secretary(), 'reviews.get', { reviewId: second })).summary).toBeNull()
    await studentsVote(secretary(), second, times(24, 'good'))
    await studentsVote(secretary(), second, times(24, 'fair'), 'b')
    await call(secretary(), 'reviews.close', { reviewId: second })
    const told = await call(secretary(), 'reviews.statistics', { reviewId: second })
    expect(told.kinds).toMatchObject({ df: 1, n: 48, notable: true, sentence: expect.stringContaining('党员的评价总体上比群众低') })
    expect(told.kinds!.p).toBeLessThan(0.001)
    expect(told.before).toMatchObject({ others: { df: 1, n: 48, notable: true, sentence: expect.stringContaining('群众本年度的评价总体上比上年度高') } })
  })
})

describe('a review that is held at a meeting', () => {
  const meeting = async (openid = secretary()): Promise<string> => (await call(openid, 'activities.create', {
    title: '组织生活会', place: '101', startsAt: later(10).toISOString(), endsAt: later(120).toISOString(),
  })).activityId

  test('members vote who have checked in there; who is ticked off again has no ballot; others are asked nothing', async () => {
    const meetingId = await meeting()
    const reviewId = await openReview(secretary(), { meetingId, groups: [{ name: '二班', entry: 'slips', entitled: 10 }] })
    const seen = () => call(world.member.openid, 'reviews.get', { reviewId })
    expect(await seen()).toMatchObject({ meetingId, meetingTitle: '组织生活会', can: { vote: false }, why: { vote: '先在会上签到，签到后才能投' } })
    expect(await refusal(world.member.openid, 'ballots.own', { kind: 'review', id: reviewId })).toBe('ballotCheckIn')
    const tick = (memberId: string, present: boolean) => call(secretary(), 'activities.tick', { activityId: meetingId, memberIds: [memberId], present })
    await setNow(later(12))
    await tick(world.member.memberId, true)
    expect((await seen()).can.vote).toBe(true)
    await castBallot(world.member.openid, await ownBallot(world.member.openid, reviewId))
    await tick(world.leader.memberId, true)
    await tick(world.leader.memberId, false)
    expect(await refusal(world.leader.openid, 'ballots.own', { kind: 'review', id: reviewId })).toBe('ballotCheckIn')
    await setNow(START)
    await studentsVote(secretary(), reviewId, ['good'])
  })

  test('only at one of the own branch that takes place', async () => {
    const reviewId = await draftReview(secretary())
    const set = (meetingId: string | null, version: number) => refusal(secretary(), 'reviews.change', { reviewId, version, meetingId })
    expect(await set('no-such-activity', 2)).toBe('reviewMeeting')
    expect(await set(await meeting(world.otherSecretary.openid), 2)).toBe('reviewMeeting')
    const off = await meeting()
    await call(secretary(), 'activities.callOff', { activityId: off, reason: '改期' })
    expect(await set(off, 2)).toBe('reviewMeeting')
    expect(await set(await meeting(), 2)).toBeNull()
    expect(await set(null, 3)).toBeNull()
    expect((await call(secretary(), 'reviews.get', { reviewId })).meetingId).toBeNull()
  })
})

describe('the end of its time', () => {
  const told = async (openid: string) => (await call(openid, 'session.home', {})).todos.filter(todo => todo.hint === '投票时间到了，请结束或延长')
  const job = async (now: Date) => (await import('../../cloudfunctions/modules/ballots/overdue')).tellToClose(now)

  test('no ballot is given out; who leads is told, once, until it is closed or goes on', async () => {
    const reviewId = await openReview(secretary(), { closesAt: later(5).toISOString() })
    const paper = await ownBallot(world.member.openid, reviewId)
    expect(await job(later(4))).toBe(0)
    await setNow(later(5))
    expect(await call(world.leader.openid, 'reviews.get', { reviewId })).toMatchObject({ state: 'open', overdue: true, can: { vote: false } })
    expect(await refusal(world.leader.openid, 'ballots.own', { kind: 'review', id: reviewId })).toBe('ballotClosed')
    // Whoever was given one before and has kept it is late, too.
    expect(await refusal(world.member.openid, 'ballots.cast', sentBallot(paper, []))).toBe('ballotClosed')
    expect([await job(later(5)), await job(later(6))]).toEqual([1, 0])
    expect(await told(secretary())).toMatchObject([{ kind: 'review', refId: reviewId }])
    expect(await told(world.member.openid)).toEqual([])

    const prolong = (closesAt: Date) => refusal(secretary(), 'reviews.prolong', { reviewId, closesAt: closesAt.toISOString() })
    expect([await prolong(later(5)), await prolong(later(9))]).toEqual(['collectionDuePast', null])
    expect([await prolong(later(8)), await prolong(later(9))]).toEqual(['reviewClosesEarlier', null])
    expect(await told(secretary())).toEqual([])
    expect(await refusal(world.leader.openid, 'ballots.own', { kind: 'review', id: reviewId })).toBeNull()
    await setNow(later(9))
    expect(await job(later(9))).toBe(1)
    await call(secretary(), 'reviews.close', { reviewId })
    expect(await told(secretary())).toEqual([])
    expect(await prolong(later(20))).toBe('reviewState')
  })

  test('one whose time is over is not opened; another branch prolongs nothing; prolonging and resuming ask for the second factor', async () => {
    const reviewId = await draftReview(secretary(), { closesAt: later(-1).toISOString() })
    expect(await refusal(secretary(), 'reviews.open', { reviewId })).toBe('collectionDuePast')
    expect(await refusal(world.otherSecretary.openid, 'reviews.prolong', { reviewId, closesAt: later(9).toISOString() })).toMatch(/^secondFactor/)
    await proveFactor(world.otherSecretary.openid)
    expect(await refusal(world.otherSecretary.openid, 'reviews.prolong', { reviewId, closesAt: later(9).toISOString() })).toBe('notFound')
    expect(await refusal(world.member.openid, 'reviews.prolong', { reviewId, closesAt: later(9).toISOString() })).toBe('forbidden')
    expect(await refusal(world.officer.openid, 'reviews.resume', { reviewId })).toMatch(/^secondFactor/)
  })
})
