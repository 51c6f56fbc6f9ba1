/** 民主评议 as somebody would try to get round it, and what stands half done when an opening is cut off. */
import { call, operationsOf, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { gardenerOf } from '../support/gardener'
import { castBallot, draftReview, openReview, ownBallot, sameForAll, slipsOf, studentsVote, type Groups } from '../support/reviews'
import { join, makeWorld, proveFactor, type World } from '../support/world'
import { commitmentsOn, nonceOf, sentBallot } from '../support/sent-ballot'
import { triedOut } from '../support/ballots'

// Codes are made here, and nobody scans them.
jest.mock('../../cloudfunctions/platform/wechat', () => ({ ...jest.requireActual<object>('../../cloudfunctions/platform/wechat'), codeImage: (scene: string) => Promise.resolve(scene) }))

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  for (const { openid } of [world.secretary, world.otherSecretary]) await proveFactor(openid)
}, 60_000)
afterAll(stopApi)
beforeEach(() => setNow(START))

const { by, plant, create } = gardenerOf(() => world)
const database = () => import('../../cloudfunctions/platform/database')
const draft = (openid: string, groups: Groups = []) => draftReview(openid, { groups })
const opened = (openid: string, groups: Groups = []) => openReview(openid, { groups })
const cast = castBallot

test('the code of one group lets nobody into another', async () => {
  const room = (name: string): Groups[number] => ({ name, entry: 'room', entitled: 10 })
  const reviewId = await opened(world.secretary.openid, [room('学生'), room('教师')])
  const { scene } = await call(world.secretary.openid, 'ballots.roomCode', { kind: 'review', id: reviewId, group: 'a' })
  expect((await call('student-a', 'ballots.enter', { scene })).paper).not.toBeNull()
  expect(await refusal('student-a', 'ballots.enter', { scene: scene.replace(`${reviewId}.a`, `${reviewId}.b`) })).toBe('ballotCodeWrong')
})

test('where few have voted the hash stands, and the salt without which nothing can be tried out with it does not', async () => {
  const reviewId = await opened(world.secretary.openid, [{ name: '学生', entry: 'slips', entitled: 6 }])
  const { slips } = await call(world.secretary.openid, 'ballots.slips', { kind: 'review', id: reviewId, group: 'a', from: 0 })
  for (const [n, { scene }] of slips.entries()) await cast(`student-${n}`, (await call(`student-${n}`, 'ballots.enter', { scene })).paper!)
  await cast(world.member.openid, await call(world.member.openid, 'ballots.own', { kind: 'review', id: reviewId }))
  await call(world.secretary.openid, 'reviews.close', { reviewId })
  const { fingerprint } = await call(world.secretary.openid, 'reviews.result', { reviewId })
  expect(fingerprint.map(group => [group.ballots, group.fingerprint.length])).toEqual([[1, 64], [6, 64]])
  // Nor are they listed one by one, for whoever counts again.
  expect(await refusal(world.secretary.openid, 'ballots.scrutiny', { kind: 'review', id: reviewId, group: 'members' })).toBe('reviewFew')
  expect(await refusal(world.secretary.openid, 'ballots.scrutiny', { kind: 'review', id: reviewId, group: 'a' })).toBeNull()
  expect(await call('anybody', 'ballots.commitments', { box: `${reviewId}-1-members` })).toMatchObject({ fingerprint: fingerprint[0]!.fingerprint, ballots: 1, taken: 1 })
})

test('who rates one person does not reckon from the hash how often each grade was given, before it is published or after', async () => {
  const { openid } = world.secretary
  const reviewId = await opened(openid, [{ name: '学生', entry: 'slips', entitled: 6, memberIds: [world.member.memberId] }])
  await studentsVote(openid, reviewId, Array.from({ length: 6 }, (_none, n) => (n === 0 ? 'poor' : 'good')))
  await call(openid, 'reviews.close', { reviewId })
  const hash = async () => (await call('student-0', 'ballots.commitments', { box: `${reviewId}-1-a` })).fingerprint
  const closed = await hash()
  expect(closed).toMatch(/^[0-9a-f]{64}$/)
  expect(await triedOut('a', world.member.memberId, ['excellent', 'good', 'fair', 'poor', 'unknown', 'abstain'], 6)).not.toContain(closed)
  for (const { memberId } of (await call(openid, 'reviews.get', { reviewId })).people.filter(({ graded }) => graded)) await call(openid, 'reviews.grade', { reviewId, memberId, grade: 'good' })
  await call(openid, 'reviews.publish', { reviewId })
  expect(await hash()).toBe(closed)
})

test('a closing that was cut off before the paper was taken over: no list of the phones is given out', async () => {
  const { openid } = world.secretary
  const reviewId = await opened(openid, [{ name: '学生', entry: 'slips', entitled: 20 }])
  await studentsVote(openid, reviewId, Array.from({ length: 6 }, () => 'good'))
  const pile = { kind: 'review' as const, id: reviewId, group: 'a' }
  const { questions } = await call(openid, 'ballots.counting', pile)
  for (const by of [openid, world.officer.openid]) await call(by, 'ballots.count', { ...pile, counts: { issued: 2, returned: 2, invalid: 0, answers: Object.fromEntries(questions.map(({ key }) => [key, { poor: 2 }])) } })
  const box = `${reviewId}-1-a`
  await (await import('../../cloudfunctions/services/ballot-box/box')).closeBox(box)
  expect(await refusal(openid, 'ballots.scrutiny', pile)).toBe('reviewState')
  await call(openid, 'reviews.close', { reviewId })
  expect(await call('anybody', 'ballots.commitments', { box })).toMatchObject({ ballots: 6, taken: 6 })
  expect(await refusal(openid, 'ballots.scrutiny', pile)).toBe('reviewFewOnPaper')
})

test('who was struck with the ballot on the phone cannot put it in, and is told so; struck or in, never both', async () => {
  const reviewId = await opened(world.secretary.openid)
  const { find } = await database()
  const strike = (memberId: string) => refusal(world.secretary.openid, 'ballots.strike', { kind: 'review', id: reviewId, memberId, reason: '已转出' })
  const paper = await call(world.leader.openid, 'ballots.own', { kind: 'review', id: reviewId })
  expect([await strike(world.leader.memberId), await strike(world.leader.memberId)]).toEqual([null, null])
  expect(await refusal(world.leader.openid, 'ballots.cast', sentBallot(paper, []))).toBe('ballotStruck')
  expect((await call(world.leader.openid, 'reviews.get', { reviewId })).mine).toMatchObject({ entitled: false, taken: false })
  const other = await call(world.member.openid, 'ballots.own', { kind: 'review', id: reviewId })
  const both = await Promise.all([strike(world.member.memberId), refusal(world.member.openid, 'ballots.cast', sentBallot(other, []))])
  expect([['strikeUsed', null], [null, 'ballotStruck']]).toContainEqual(both)
  expect((await find('ballot_slots', { boxId: `${reviewId}-1-members`, state: 'cast' }, { limit: 9 })).length).toBe(both[1] === null ? 1 : 0)
  expect((await call(world.secretary.openid, 'reviews.get', { reviewId })).groups[0]!.taken).toBe(both[1] === null ? 1 : 0)
})

test('a draft changed after an opening was cut off is opened as it is now', async () => {
  const openid = world.secretary.openid
  const reviewId = await draft(openid, [{ name: '学生', entry: 'slips', entitled: 9 }])
  const { db, count } = await database()
  const { slips } = await call(openid, 'ballots.slips', { kind: 'review', id: reviewId, group: 'a', from: 0 })
  // The connection breaks after everything but the last step.
  await call(openid, 'reviews.open', { reviewId })
  await db.collection('reviews').doc(reviewId).update({ state: 'draft', opening: true })
  const { version } = await call(openid, 'reviews.get', { reviewId })
  await call(openid, 'reviews.change', { reviewId, version, groups: [{ key: 'a', name: '学生', entry: 'slips', entitled: 2, memberIds: [world.member.memberId] }] })
  expect(await call(openid, 'reviews.open', { reviewId })).toEqual({ state: 'open' })
  const now = await call(openid, 'reviews.get', { reviewId })
  expect(await count('ballot_entitlements', { boxId: `${reviewId}-${now.round}-a` })).toBe(2)
  const fresh = (await call(openid, 'ballots.slips', { kind: 'review', id: reviewId, group: 'a', from: 0 })).slips
  expect((await call('student-x', 'ballots.enter', { scene: fresh[0]!.scene })).paper!.questions.map(({ key }) => key)).toEqual([world.member.memberId])
  expect(await refusal('student-x', 'ballots.enter', { scene: slips[5]!.scene })).toBe('ballotOldRound')
})

test('an opening and a change at once: what is opened is what stands there', async () => {
  const openid = world.secretary.openid
  const reviewId = await draft(openid, [{ name: '学生', entry: 'slips', entitled: 3 }])
  await Promise.all([refusal(openid, 'reviews.open', { reviewId }), refusal(openid, 'reviews.change', { reviewId, version: 2, groups: [{ key: 'a', name: '学生', entry: 'slips', entitled: 5 }] })])
  await call(openid, 'reviews.open', { reviewId })
  const { groups, round } = await call(openid, 'reviews.get', { reviewId })
  expect(await (await database()).count('ballot_entitlements', { boxId: `${reviewId}-${round}-a` })).toBe(groups[1]!.entitled)
})

test('whoever leaves the branch while it is open keeps the ballot, and nobody else of the new branch has one', async () => {
  const leaver = await join(world.founder.openid, world.branchId, '戊离开', 'o-leaver')
  const reviewId = await opened(world.secretary.openid)
  const { db } = await database()
  for (const name of ['members', 'access']) await db.collection(name).where(name === 'members' ? { _id: leaver.memberId } : { memberId: leaver.memberId }).update({ organisationId: world.otherBranchId })
  expect((await call(leaver.openid, 'reviews.get', { reviewId })).can.vote).toBe(true)
  await cast(leaver.openid, await call(leaver.openid, 'ballots.own', { kind: 'review', id: reviewId }))
  expect(await refusal(world.otherSecretary.openid, 'reviews.get', { reviewId })).toBe('notFound')
})

test('whoever is received by another branch finds the ballot on the home page until it is in, or the review is over', async () => {
  const [one, two] = [await join(world.founder.openid, world.branchId, '己转出', 'o-carried-1'), await join(world.founder.openid, world.branchId, '庚转出', 'o-carried-2')]
  const reviewId = await opened(world.secretary.openid)
  const waiting = async (openid: string) => (await call(openid, 'session.home', {})).todos.filter(todo => todo.kind === 'review').map(todo => [todo.refId, todo.hint])
  for (const { openid, memberId } of [one, two]) {
    const transferId = (await call(openid, 'transfers.apply', { memberId, toBranchId: world.otherBranchId, duesUntil: '2026-11', reason: '换班级' })).id
    for (const by of [world.secretary, world.founder]) await call(by.openid, 'transfers.agree', { transferId, version: (await call(by.openid, 'transfers.get', { transferId })).version })
    await call(world.otherSecretary.openid, 'transfers.accept', { transferId, version: (await call(world.otherSecretary.openid, 'transfers.get', { transferId })).version })
    expect((await waiting(openid)).filter(([refId]) => refId === reviewId)).toEqual([[reviewId, '软件本科生第一党支部的不记名票，您还可以投']])
  }
  expect((await waiting(world.otherSecretary.openid)).filter(([refId]) => refId === reviewId)).toEqual([])
  await cast(one.openid, await ownBallot(one.openid, reviewId))
  await call(one.openid, 'reviews.get', { reviewId })
  await call(world.secretary.openid, 'reviews.close', { reviewId })
  await call(two.openid, 'reviews.get', { reviewId })
  for (const { openid } of [one, two]) expect((await waiting(openid)).filter(([refId]) => refId === reviewId)).toEqual([])
})

describe('somebody who tries', () => {
  test.each([['a review that is over', 'room'], ['a list with passwords', 'pins'], ['a draft', 'slips']] as const)('the code of %s, which anybody has, does not let wrong ones be forgotten', async (_name, entry) => {
    const { openid } = world.secretary
    const reviewId = await draft(openid, [entry === 'pins' ? { name: '学生', entry, list: '20239901' } : { name: '学生', entry, entitled: 3 }])
    if (entry !== 'slips') await call(openid, 'reviews.open', { reviewId })
    if (entry === 'room') await call(openid, 'reviews.close', { reviewId })
    const known = { room: `v.${reviewId}.a000000`, pins: `p.${reviewId}.a`, slips: `s.${reviewId}.a2222222222` }[entry]
    const account = `guesser-by-${entry}`
    const wrong = () => refusal(account, 'ballots.enter', { scene: `s.${reviewId}.b2222222222` })
    for (let n = 0; n < 9; n++) expect(await wrong()).toBe('ballotCodeWrong')
    expect(await refusal(account, 'ballots.enter', { scene: known })).toBeNull()
    expect(await wrong()).toBe('tooManyTries')
  })

  test('wrong codes of slips in a row, be it ten thousand: ten of an account are looked at, and each that comes after costs two operations and reads no record', async () => {
    const reviewId = await opened(world.secretary.openid, [{ name: '学生', entry: 'slips', entitled: 6 }])
    const [right] = await slipsOf(world.secretary.openid, reviewId, 1) as [string]
    const signs = '23456789abcdefghijkmnpqrstuvwxyz'
    const wrong = (n: number): string => right.slice(0, -4) + [0, 1, 2, 3].map(i => signs[Math.floor(n / signs.length ** i) % signs.length]).join('')
    const outcomes: Record<string, number> = {}
    // Twenty accounts take turns, so that none waits for another's answer.
    const tryAll = async (from: number, to: number): Promise<void> => {
      for (let n = from; n < to; n += 20) {
        const codes = Array.from({ length: 20 }, (_none, i) => wrong(n + i)).map(code => (code === right ? `${code.slice(0, -1)}1` : code))
        for (const answer of await Promise.all(codes.map((scene, i) => refusal(`guesser-${i}`, 'ballots.enter', { scene })))) outcomes[String(answer)] = (outcomes[String(answer)] ?? 0) + 1
      }
    }
    await tryAll(0, 200)
    expect(outcomes).toEqual({ ballotCodeWrong: 200 })
    expect(await operationsOf(() => tryAll(200, 1200))).toBeLessThanOrEqual(1000 * 2)
    expect(outcomes).toEqual({ ballotCodeWrong: 200, tooManyTries: 1000 })
    // The right one waits with them; the owner of the slip notices nothing of it.
    expect(await refusal('guesser-0', 'ballots.enter', { scene: right })).toBe('tooManyTries')
    await cast('student-z', (await call('student-z', 'ballots.enter', { scene: right })).paper!)
  }, 60_000)

  test('a scene altered by one sign, wherever it is, lets nobody in', async () => {
    const reviewId = await opened(world.secretary.openid, [{ name: '学生', entry: 'slips', entitled: 3 }, { name: '教师', entry: 'room', entitled: 3 }])
    const scenes = [(await slipsOf(world.secretary.openid, reviewId, 1))[0]!, (await call(world.secretary.openid, 'ballots.roomCode', { kind: 'review', id: reviewId, group: 'b' })).scene]
    const other = (sign: string): string => (sign === '3' ? '4' : '3')
    for (const [s, scene] of scenes.entries()) {
      const altered = [...scene].map((sign, n) => scene.slice(0, n) + other(sign) + scene.slice(n + 1))
      expect(new Set(await Promise.all(altered.map((one, n) => refusal(`altered-${s}-${n}`, 'ballots.enter', { scene: one }))))).toEqual(new Set(['ballotCodeWrong']))
    }
  })

  test('a group that is forged into a scene or a ticket, and one that there is not', async () => {
    const reviewId = await opened(world.secretary.openid, [{ name: '一班', entry: 'slips', entitled: 3, memberIds: [world.member.memberId] }, { name: '二班', entry: 'slips', entitled: 3 }])
    const [scene] = await slipsOf(world.secretary.openid, reviewId, 1) as [string]
    for (const group of ['b', 'c', 'members']) expect(await refusal('forger', 'ballots.enter', { scene: scene.replace(`${reviewId}.a`, `${reviewId}.${group}`) })).toBe('ballotCodeWrong')
    const { paper } = await call('forger', 'ballots.enter', { scene })
    // A ticket is sealed: what is put in its place is none, and the ballot of one group has no row of another's.
    const [version, sealed] = paper!.ticket.split(/\.(.*)/s) as [string, string]
    expect(await refusal('forger', 'ballots.cast', { ticket: `${version}.${Buffer.from(JSON.stringify([`${reviewId}-1-b`, 'b', 'x', Date.now() + 1e9])).toString('base64url')}${sealed.slice(-8)}`, ballot: '0' })).toBe('ballotTicketOver')
    expect(await refusal('forger', 'ballots.cast', sentBallot({ ...paper!, questions: [...paper!.questions, { key: world.leader.memberId, name: '' }] }, [{ key: world.leader.memberId, choice: 'poor' }]))).toBe('ballotWrong')
    for (const group of ['c', 'members']) expect(await refusal(world.secretary.openid, 'ballots.slips', { kind: 'review', id: reviewId, group, from: 0 })).toBe('reviewNoGroup')
  })

  test('a ballot that is sent again, with other choices or another nonce, changes neither ballot nor commitment', async () => {
    const reviewId = await opened(world.secretary.openid, [{ name: '学生', entry: 'slips', entitled: 3 }])
    const [scene] = await slipsOf(world.secretary.openid, reviewId, 1) as [string]
    const paper = (await call('student-r', 'ballots.enter', { scene })).paper!
    const send = (choice: string, by = nonceOf()) => call('student-r', 'ballots.cast', sentBallot(paper, sameForAll(paper, choice), [], by))
    // The answer to the first never came; the phone sends the same again, somebody else something else.
    const answers = [await send('good'), await send('good'), await send('poor'), await send('good', nonceOf('another'))]
    expect(answers).toEqual([{}, {}, {}, {}])
    // What tells the phone that it is in says nothing of which.
    expect(await refusal('student-r', 'ballots.enter', { scene })).toBe('ballotUsed')
    await call(world.secretary.openid, 'reviews.close', { reviewId })
    const { rows } = await call('student-r', 'ballots.commitments', { box: paper.boxId })
    expect(rows.map(({ commitments }) => commitments)).toEqual(commitmentsOn(paper, sameForAll(paper, 'good')).map(one => [one]))
  })

  test('a receipt that an attacker chooses: the commitment is made from the ballot and the box, so none stands for another ballot', async () => {
    const reviewId = await opened(world.secretary.openid, [{ name: '学生', entry: 'slips', entitled: 3 }])
    const scenes = await slipsOf(world.secretary.openid, reviewId, 2)
    // Two who were given the same nonce by somebody who wants to find their ballots again.
    const papers = []
    for (const [n, scene] of scenes.entries()) papers.push((await call(`coerced-${n}`, 'ballots.enter', { scene })).paper!)
    for (const nonce of ['short', 'x'.repeat(65), 'with a space in it 000', '<script>alert(1)</script>']) expect(await refusal('coerced-0', 'ballots.cast', { ...sentBallot(papers[0]!, []), receipt: { nonce, check: 'x'.repeat(22) } })).toBe('badInput')
    // What the attacker puts in besides is not taken.
    await call('coerced-0', 'ballots.cast', { ...sentBallot(papers[0]!, []), ...{ commitments: 'chosen', content: 'chosen' } })
    await cast('coerced-1', papers[1]!, 'poor')
    await call(world.secretary.openid, 'reviews.close', { reviewId })
    const { rows } = await call('anybody', 'ballots.commitments', { box: papers[0]!.boxId })
    for (const { commitments } of rows) {
      expect([commitments.length, new Set(commitments).size]).toEqual([2, 2])
      expect(commitments.every(one => /^[A-Za-z0-9_-]{22}$/.test(one))).toBe(true)
    }
  })

  test('a list with the same number twice, however it is written', async () => {
    const reviewId = await draft(world.secretary.openid)
    for (const [n, list] of ['20239901 甲\n20239901 乙', '20239901\n２０２３９９０１', 'a1\nA1 ', '1\n2\n3\n 2'].entries()) {
      expect({ n, outcome: await refusal(world.secretary.openid, 'reviews.change', { reviewId, version: 2, groups: [{ name: '二班', entry: n % 2 ? 'pins' : 'list', list }] }) }).toEqual({ n, outcome: 'reviewListTwice' })
    }
    expect((await call(world.secretary.openid, 'reviews.get', { reviewId })).version).toBe(2)
  })
})

test('a branch is not dissolved over a review that is open, and none is opened in one that is being dissolved', async () => {
  const branch = await plant(1)
  await proveFactor(branch.secretary.openid)
  const target = await create('接收党支部')
  const reviewId = await opened(branch.secretary.openid)
  const ending = { organisationId: branch.id, targetId: target }
  expect((await call(by(), 'organisations.previewDissolve', ending)).why.go).toContain('民主评议')
  expect(await refusal(by(), 'organisations.dissolve', { ...ending, reason: '撤销' })).toBe('changeBlocked')
  await call(branch.secretary.openid, 'reviews.redo', { reviewId, reason: '支部要撤销' })
  const { db } = await database()
  await db.collection('organisations').doc(branch.id).update({ changeId: 'some-change' })
  expect(await refusal(branch.secretary.openid, 'reviews.open', { reviewId })).toBe('treeChanging')
  await db.collection('organisations').doc(branch.id).update({ changeId: null })
  expect(await refusal(by(), 'organisations.dissolve', { ...ending, reason: '撤销' })).toBeNull()
})
