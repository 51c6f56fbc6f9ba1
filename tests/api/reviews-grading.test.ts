/** What the committee does with a review's result: many grades at once, the share of 优秀, the day of 评定, what members are told, what is corrected later. */
import { call, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { castBallot, openReview, ownBallot, publishReview, slipsOf, studentsVote } from '../support/reviews'
import { makeWorld, proveFactor, type World } from '../support/world'
import type { Grade } from '../../types/contracts/codes'
import { sentBallot } from '../support/sent-ballot'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)
// Ten minutes after it is proved a second factor has to be proved again; each test begins with one.
beforeEach(async () => {
  await setNow(START)
  await proveFactor(world.secretary.openid).catch(() => undefined)
})

const secretary = () => world.secretary.openid
const times = (n: number, choice: string): string[] => Array.from({ length: n }, () => choice)
const members = () => [world.secretary, world.officer, world.leader, world.member, world.probationary]

/** Closed, with what five members and six of a class gave everybody. */
async function closedReview(choice = 'excellent'): Promise<string> {
  const reviewId = await openReview(secretary(), { groups: [{ name: '二班', entry: 'slips', entitled: 10 }] })
  for (const { openid } of members()) await castBallot(openid, await ownBallot(openid, reviewId), choice)
  await studentsVote(secretary(), reviewId, times(6, choice))
  await call(secretary(), 'reviews.close', { reviewId })
  return reviewId
}
const resultOf = (reviewId: string) => call(secretary(), 'reviews.result', { reviewId })
const gradedIn = async (reviewId: string) => (await resultOf(reviewId)).people.filter(({ graded }) => graded)

describe('many at once', () => {
  test('all of them, or none: one who needs a reason and has none stops them all', async () => {
    const reviewId = await closedReview()
    const people = await gradedIn(reviewId)
    const grades = people.map(({ memberId }, n) => ({ memberId, grade: (n === 0 ? 'excellent' : 'good') as Grade, reason: n === 0 ? '' : '优秀名额所限' }))
    expect(await refusal(secretary(), 'reviews.gradeMany', { reviewId, grades: grades.map((one, n) => (n === 2 ? { ...one, reason: '' } : one)) })).toBe('reviewGradeReason')
    expect(await refusal(secretary(), 'reviews.gradeMany', { reviewId, grades: [...grades, { memberId: world.probationary.memberId, grade: 'good' }] })).toBe('reviewNotGraded')
    expect((await resultOf(reviewId)).waiting).toBe(people.length)
    await call(secretary(), 'reviews.gradeMany', { reviewId, grades })
    expect(await resultOf(reviewId)).toMatchObject({ waiting: 0, excellentGiven: 1 })
    expect((await gradedIn(reviewId)).map(({ grade, reason }) => [grade, reason])).toEqual(grades.map(({ grade, reason }) => [grade, reason]))
  })

  test('a grade that a colleague has given meanwhile is not written over unseen; one\'s own repeat is no other grade', async () => {
    const reviewId = await closedReview()
    const [first, second] = (await gradedIn(reviewId)).map(({ memberId }) => memberId) as [string, string]
    const many = { reviewId, grades: [{ memberId: second, grade: 'good' as Grade, reason: '优秀名额所限', was: null }, { memberId: first, grade: 'good' as Grade, reason: '优秀名额所限', was: null }] }
    await call(world.officer.openid, 'reviews.grade', { reviewId, memberId: first, grade: 'excellent', was: null })
    expect(await refusal(secretary(), 'reviews.gradeMany', many)).toBe('reviewGradeChanged')
    expect(await refusal(secretary(), 'reviews.grade', { reviewId, memberId: first, grade: 'fair', reason: '支委会研究', was: 'good' })).toBe('reviewGradeChanged')
    expect((await gradedIn(reviewId)).map(({ grade }) => grade).slice(0, 2)).toEqual(['excellent', null])
    const seen = { reviewId, grades: many.grades.map(one => (one.memberId === first ? { ...one, was: 'excellent' as const } : one)) }
    for (let n = 0; n < 2; n++) await call(secretary(), 'reviews.gradeMany', seen)
    expect((await gradedIn(reviewId)).map(({ grade }) => grade).slice(0, 2)).toEqual(['good', 'good'])
  })

  test('advice: the first so many by the share of 优秀, ties said to be ties, within the cap; a name and who waits are found', async () => {
    const reviewId = await openReview(secretary(), { groups: [] })
    const paper = await ownBallot(world.member.openid, reviewId)
    const [first, second, third] = paper.questions.map(({ key }) => key) as [string, string, string]
    for (const [n, { openid }] of members().entries()) {
      const one = n === 3 ? paper : await ownBallot(openid, reviewId)
      const excellent = n < 4 ? [first, second, third] : [second]
      await call(openid, 'ballots.cast', sentBallot(one, one.questions.map(({ key }) => ({ key, choice: excellent.includes(key) ? 'excellent' : 'good' }))))
    }
    await call(secretary(), 'reviews.close', { reviewId })
    expect(await call(secretary(), 'reviews.advice', { reviewId })).toMatchObject({ by: 'votes', excellentAtMost: 1 })
    const said = async () => (await call(secretary(), 'reviews.advice', { reviewId })).people.filter(({ suggestion }) => suggestion).map(({ memberId, suggestion }) => [memberId, suggestion])
    expect(await said()).toEqual([[second, 'excellent']])
    await call(secretary(), 'reviews.adjust', { reviewId, excellentShare: { percent: 40, document: '示例组发〔2026〕1号' } })
    expect((await said()).sort()).toEqual([[first, 'tied'], [second, 'excellent'], [third, 'tied']].sort())

    await call(secretary(), 'reviews.grade', { reviewId, memberId: first, grade: 'excellent' })
    const waiting = await call(secretary(), 'reviews.result', { reviewId, waiting: true, limit: 1 })
    expect([waiting.people[0]!.memberId, waiting.next]).toEqual([second, second])
    await call(secretary(), 'reviews.grade', { reviewId, memberId: second, grade: 'excellent' })
    // Whoever stood last on a page has a grade by now: the next page goes on behind all the same.
    expect((await call(secretary(), 'reviews.result', { reviewId, waiting: true, limit: 1, cursor: second })).people[0]!.memberId).toBe(third)
    expect((await call(secretary(), 'reviews.result', { reviewId, search: world.member.name.slice(0, 2) })).people.map(({ name }) => name)).toEqual([world.member.name])
  })
})

describe('the share of 优秀', () => {
  test('more than it are given with a reason for the whole, and not published without', async () => {
    const reviewId = await closedReview()
    for (const { memberId } of await gradedIn(reviewId)) await call(secretary(), 'reviews.grade', { reviewId, memberId, grade: 'excellent' })
    expect(await call(secretary(), 'reviews.get', { reviewId })).toMatchObject({ can: { publish: false }, why: { publish: expect.stringContaining('多于1名') } })
    expect(await refusal(secretary(), 'reviews.publish', { reviewId })).toBe('reviewExcellentReason')
    await call(secretary(), 'reviews.adjust', { reviewId, excellentReason: '上级表扬的集体' })
    expect((await resultOf(reviewId)).excellentReason).toBe('上级表扬的集体')
    expect(await refusal(secretary(), 'reviews.publish', { reviewId })).toBeNull()
  })

  test('how the result is reckoned is changed until it is published, by who leads, and touches no ballot', async () => {
    const reviewId = await closedReview()
    const counts = async () => (await resultOf(reviewId)).people[0]!.groups.map(group => group.counts)
    const before = await counts()
    await call(secretary(), 'reviews.adjust', { reviewId, scored: true, weights: { members: 1, others: 1 }, excellentBase: 'reviewed', excellentShare: { percent: 20, document: '示例组发〔2026〕1号' } })
    expect(await call(secretary(), 'reviews.get', { reviewId })).toMatchObject({ scored: true, weights: { members: 1, others: 1 }, excellentBase: 'reviewed', excellentShare: { percent: 20 } })
    expect((await resultOf(reviewId)).people[0]!.score).toBe(100)
    expect(await counts()).toEqual(before)
    expect(await refusal(world.member.openid, 'reviews.adjust', { reviewId, scored: false })).toBe('forbidden')
    expect(await refusal(world.otherSecretary.openid, 'reviews.adjust', { reviewId, scored: false })).toBe('notFound')
    const { find } = await import('../../cloudfunctions/platform/database')
    expect((await find('audit', { action: 'reviews.adjust' }, { limit: 50 })).some(({ fields }) => fields.includes('weights'))).toBe(true)
    await publishReview(secretary(), reviewId)
    expect(await refusal(secretary(), 'reviews.adjust', { reviewId, scored: false })).toBe('reviewState')
  })
})

describe('publishing', () => {
  const todos = async (openid: string, reviewId: string) => (await call(openid, 'session.home', {})).todos.filter(todo => todo.kind === 'review' && todo.refId === reviewId)

  test('the day of 评定 is told: not before the ballots were counted, not later than today; a student reads it, with those on paper', async () => {
    const reviewId = await openReview(secretary(), { groups: [{ name: '二班', entry: 'slips', entitled: 30 }] })
    const [slip] = await slipsOf(secretary(), reviewId, 1)
    await studentsVote(secretary(), reviewId, times(6, 'good'))
    for (const openid of [secretary(), world.officer.openid]) {
      const { questions } = await call(openid, 'ballots.counting', { kind: 'review', id: reviewId, group: 'a' })
      await call(openid, 'ballots.count', { kind: 'review', id: reviewId, group: 'a', counts: { issued: 3, returned: 3, invalid: 1, answers: Object.fromEntries(questions.map(({ key }) => [key, { good: 2 }])) } })
    }
    await call(secretary(), 'reviews.close', { reviewId })
    expect(await call('a-student', 'ballots.enter', { scene: slip! })).toMatchObject({ state: 'closed', taken: 8, decidedOn: null, decidedBy: 'assembly' })
    for (const { memberId } of await gradedIn(reviewId)) await call(secretary(), 'reviews.grade', { reviewId, memberId, grade: 'good' })
    expect(await refusal(secretary(), 'reviews.publish', { reviewId, decidedOn: '2026-11-19' })).toBe('reviewDecidedOn')
    expect(await refusal(secretary(), 'reviews.publish', { reviewId, decidedOn: '2026-11-21' })).toBe('reviewDecidedOn')
    await call(secretary(), 'reviews.publish', { reviewId, decidedOn: '2026-11-20', decidedBy: 'committee' })
    expect(await call('a-student', 'ballots.enter', { scene: slip! })).toMatchObject({ state: 'published', taken: 8, decidedOn: '2026-11-20', decidedBy: 'committee' })
    expect(await call(world.member.openid, 'reviews.get', { reviewId })).toMatchObject({ decidedOn: '2026-11-20', decidedBy: 'committee' })
  })

  test('members find on their home pages that there is something to see, and nothing of what; whoever has looked is not told again', async () => {
    const reviewId = await closedReview('good')
    expect(await todos(world.member.openid, reviewId)).toEqual([])
    await publishReview(secretary(), reviewId)
    const [todo, ...more] = await todos(world.member.openid, reviewId)
    expect(more).toEqual([])
    expect(todo).toMatchObject({ hint: '评议结果可以看了', refId: reviewId })
    expect(JSON.stringify(todo)).not.toMatch(/优秀|合格/)
    expect(await todos(world.otherMember.openid, reviewId)).toEqual([])
    await call(world.member.openid, 'reviews.get', { reviewId })
    expect(await todos(world.member.openid, reviewId)).toEqual([])
    expect(await todos(world.leader.openid, reviewId)).toHaveLength(1)
    expect(await call(secretary(), 'reviews.publish', { reviewId })).toEqual({ state: 'published' })
    expect(await todos(world.member.openid, reviewId)).toEqual([])
  })
})

describe('a grade that a superior returns', () => {
  const correction = { grade: 'fair' as Grade, reason: '一年内多次无故不参加组织生活', on: '2026-11-20', document: '示例组发〔2026〕9号' }

  test('it is appended; the person is told and sees both, others nothing; the result and what is published have the valid one', async () => {
    const reviewId = await closedReview('good')
    expect(await refusal(secretary(), 'reviews.correct', { reviewId, memberId: world.member.memberId, ...correction })).toBe('reviewState')
    await publishReview(secretary(), reviewId)
    for (const { openid } of [world.member, world.leader]) await call(openid, 'reviews.get', { reviewId })
    const { grade: first } = (await gradedIn(reviewId)).find(({ memberId }) => memberId === world.member.memberId)!
    await call(secretary(), 'reviews.correct', { reviewId, memberId: world.member.memberId, ...correction }, 'the-same-tap')
    await call(secretary(), 'reviews.correct', { reviewId, memberId: world.member.memberId, ...correction }, 'the-same-tap')
    expect(await refusal(secretary(), 'reviews.correct', { reviewId, memberId: world.member.memberId, ...correction })).toBe('reviewGradeSame')

    const told = async (openid: string) => (await call(openid, 'session.home', {})).todos.filter(({ hint }) => hint === '您的评定等次有更正')
    expect([(await told(world.member.openid)).length, (await told(world.leader.openid)).length]).toEqual([1, 0])
    const { mine, summary } = await call(world.member.openid, 'reviews.get', { reviewId })
    expect(mine).toMatchObject({ grade: 'fair', corrections: [{ from: first, to: 'fair', reason: correction.reason, on: correction.on, document: correction.document }] })
    expect(summary!.byGrade?.fair ?? 1).toBe(1)
    expect(await told(world.member.openid)).toEqual([])
    expect(JSON.stringify(await call(world.leader.openid, 'reviews.get', { reviewId }))).not.toContain(correction.reason)
    expect((await gradedIn(reviewId)).find(({ memberId }) => memberId === world.member.memberId)).toMatchObject({ grade: 'fair', corrections: [{ from: first }] })

    // A second one, back to the first: both stay.
    await call(secretary(), 'reviews.correct', { reviewId, memberId: world.member.memberId, ...correction, grade: first! })
    expect((await call(world.member.openid, 'reviews.get', { reviewId })).mine).toMatchObject({ grade: first, corrections: [{ to: 'fair' }, { from: 'fair', to: first }] })
    expect(await told(world.member.openid)).toEqual([])
    const { read } = await import('../../cloudfunctions/platform/database')
    expect((await read('reviews', reviewId))!.grades[world.member.memberId]!.grade).toBe(first)
  })

  test('by who leads, with a second factor, of somebody who has a grade', async () => {
    const reviewId = await closedReview('good')
    await publishReview(secretary(), reviewId)
    const input = { reviewId, memberId: world.member.memberId, ...correction }
    expect(await refusal(world.officer.openid, 'reviews.correct', input)).toMatch(/^secondFactor/)
    expect(await refusal(world.member.openid, 'reviews.correct', input)).toBe('forbidden')
    expect(await refusal(secretary(), 'reviews.correct', { ...input, memberId: world.probationary.memberId })).toBe('reviewNotGraded')
    expect(await refusal(secretary(), 'reviews.correct', { ...input, on: '2026-11-21' })).toBe('reviewCorrectedOn')
    expect(await refusal(secretary(), 'reviews.correct', { ...input, document: ' ' })).toBe('badInput')
  })

  test('nobody corrects the own grade where somebody else leads', async () => {
    const reviewId = await closedReview('good')
    await publishReview(secretary(), reviewId)
    const own = { reviewId, memberId: world.secretary.memberId, ...correction, grade: 'excellent' as Grade }
    expect(await refusal(secretary(), 'reviews.correct', own)).toBe('reviewCorrectOwn')
    const { id: postId } = (await call(secretary(), 'posts.list', { organisationId: world.branchId })).items.find(({ memberId }) => memberId === world.officer.memberId)!
    await call(world.founder.openid, 'posts.end', { postId, reason: '换届' })
    expect(await refusal(secretary(), 'reviews.correct', own)).toBeNull()
  })
})
