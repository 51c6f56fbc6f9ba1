/** 征求意见, named and not, and 推优 by a class that comes in by slips, by the room's code or on paper. */
import { call, refusal } from '../support/api'
import { castBy, countBy, draftOf, pileOf } from '../support/votes'
import { join, inWorld, type Person, type World } from '../support/world'
import { sentBallot } from '../support/sent-ballot'
import { triedOut } from '../support/ballots'

jest.mock('../../cloudfunctions/platform/wechat', () => ({ ...jest.requireActual<object>('../../cloudfunctions/platform/wechat'), codeImage: (scene: string) => Promise.resolve(`data:image/png;base64,${Buffer.from(scene).toString('base64')}`) }))

let world: World
inWorld(made => { world = made })

const by = () => world.secretary.openid
const get = (openid: string, voteId: string) => call(openid, 'votes.get', { voteId })
const options = ['示例纪念馆', '示例社区', '示例村']
const poll = async (settings: Parameters<typeof draftOf>[3] = {}) => {
  const voteId = await draftOf(by(), world.branchId, 'poll', { options, ...settings })
  await call(by(), 'votes.open', { voteId })
  return voteId
}
const answer = (who: Person, voteId: string, choice: string) => call(who.openid, 'votes.answer', { voteId, choice })

describe('a poll by name', () => {
  test('each answers once; who said what is for those who lead it', async () => {
    const voteId = await poll({ named: true })
    expect(await get(world.probationary.openid, voteId)).toMatchObject({ named: true, statutory: false, groups: [], mine: { entitled: true, answer: null }, can: { answer: true, vote: false }, presentShare: null, carriedShare: null })
    expect((await call(world.member.openid, 'session.home', {})).todos.find(({ refId }) => refId === voteId)).toMatchObject({ hint: '记名，交后不能改' })
    expect(await answer(world.member, voteId, 'o1')).toEqual({})
    expect(await answer(world.member, voteId, 'o1')).toEqual({})
    expect(await refusal(world.member.openid, 'votes.answer', { voteId, choice: 'o2' })).toBe('voteAnswered')
    expect((await call(world.member.openid, 'session.home', {})).todos.some(({ refId }) => refId === voteId)).toBe(false)
    expect(await refusal(world.leader.openid, 'votes.answer', { voteId, choice: 'o4' })).toBe('ballotWrong')
    await answer(world.leader, voteId, 'abstain')
    await answer(world.probationary, voteId, 'o1')
    // Who leads it knows how many have answered, and not what.
    const { expected: asked } = await call(by(), 'votes.electors', { voteId })
    expect(await get(by(), voteId)).toMatchObject({ answers: null, turnout: { given: 3, asked } })
    expect((await get(world.member.openid, voteId)).turnout).toBeNull()
    expect(await get(world.member.openid, voteId)).toMatchObject({ answers: null, mine: { answer: 'o1' }, can: { answer: false } })
    expect(await refusal(world.member.openid, 'ballots.own', { kind: 'vote', id: voteId })).toBe('ballotOnPaper')
    const late = await join(world.founder.openid, world.branchId, '后来', 'openid-late')
    expect(await refusal(late.openid, 'votes.answer', { voteId, choice: 'o1' })).toBe('ballotNotEntitled')
    await call(world.founder.openid, 'roster.archive', { memberId: late.memberId, reason: '登记错了' })

    await call(by(), 'votes.close', { voteId })
    expect(await refusal(world.officer.openid, 'votes.answer', { voteId, choice: 'o1' })).toBe('reviewState')
    const led = await get(by(), voteId)
    expect(led.answers).toMatchObject([{ key: 'o1', label: '示例纪念馆', n: 2, names: expect.arrayContaining([world.member.name, world.probationary.name]) }, { n: 0 }, { n: 0 }, { key: 'abstain', label: '弃权', n: 1, names: [world.leader.name] }])
    expect([led.outcomes, led.carried, led.turnout, led.can.publish]).toEqual([null, null, null, true])
    expect((await get(world.member.openid, voteId)).answers).toBeNull()
    await call(by(), 'votes.publish', { voteId })
    // Three have answered: of two who know their own answers one would know the third's.
    expect(await get(world.member.openid, voteId)).toMatchObject({ answers: null, can: { seeResult: true } })
    expect((await get(by(), voteId)).answers?.[0]).toMatchObject({ n: 2 })
    const sheet = await (await fetch((await call(by(), 'votes.record', { voteId })).link)).text()
    for (const text of ['征求意见结果', '示例纪念馆', world.member.name]) expect(sheet).toContain(text)
  })

  test.each([[4, null], [5, [5, 0, 0, 0]]] as const)('%i have answered: members see %j, and no names', async (n, counts) => {
    const voteId = await poll({ named: true })
    for (const person of [world.secretary, world.officer, world.leader, world.member, world.probationary].slice(0, n)) await answer(person, voteId, 'o1')
    await call(by(), 'votes.close', { voteId })
    await call(by(), 'votes.publish', { voteId })
    const { answers } = await get(world.probationary.openid, voteId)
    expect(answers?.map((one) => one.n) ?? null).toEqual(counts)
    expect((answers ?? []).every(({ names }) => names.length === 0)).toBe(true)
    expect((await get(by(), voteId)).answers?.[0]?.names.length).toBe(n)
  })

  test('what was answered before it was done again is not counted', async () => {
    const voteId = await poll({ named: true })
    await answer(world.member, voteId, 'o1')
    await call(by(), 'votes.redo', { voteId, reason: '选项写错了' })
    await call(by(), 'votes.open', { voteId })
    expect((await get(world.member.openid, voteId)).mine.answer).toBeNull()
    expect((await get(by(), voteId)).turnout).toMatchObject({ given: 0 })
    // Whoever had answered is asked again.
    expect((await call(world.member.openid, 'session.home', {})).todos.find(({ refId }) => refId === voteId)).toMatchObject({ kind: 'vote' })
    await answer(world.member, voteId, 'o2')
    await call(by(), 'votes.close', { voteId })
    expect((await get(by(), voteId)).answers!.map(({ n }) => n)).toEqual([0, 1, 0, 0])
  })

  test('whether it is by name cannot be changed after the opening', async () => {
    const voteId = await poll({ named: false })
    expect(await refusal(by(), 'votes.change', { voteId, version: (await get(by(), voteId)).version, named: true })).toBe('reviewState')
    expect(await refusal(world.member.openid, 'votes.answer', { voteId, choice: 'o1' })).toBe('voteNotNamed')
  })
})

describe('a poll that is not by name', () => {
  const people = () => [world.secretary, world.officer, world.leader, world.member, world.probationary]
  test.each([[4, null], [5, [4, 1, 0, 0]]] as const)('%i have answered: %j', async (n, counts) => {
    const voteId = await poll()
    expect(await get(world.probationary.openid, voteId)).toMatchObject({ mine: { entitled: true }, can: { vote: true, answer: false } })
    for (const [i, { openid }] of people().slice(0, n).entries()) {
      const paper = await castBy(openid, voteId, i === 0 && n === 5 ? 'o2' : 'o1')
      expect(paper).toMatchObject({ receipts: true, choices: [{ key: 'o1', label: '示例纪念馆' }, { key: 'o2' }, { key: 'o3' }, { key: 'abstain', label: '弃权' }] })
    }
    await call(by(), 'votes.close', { voteId })
    const led = await get(by(), voteId)
    expect(led.answers?.map(answered => answered.n) ?? null).toEqual(counts)
    // The hash is there however few voted: without the salt of the scrutineers' export it tells nothing.
    expect([led.can.seeResult, led.fingerprint !== '', led.outcomes]).toEqual([counts !== null, true, null])
    if (counts) expect(led.answers!.every(({ names }) => names.length === 0)).toBe(true)
    else {
      expect(led.why.seeResult).toBe('这一组只有4张票，不足5张不单独列出，免得看出是谁投的')
      expect(await refusal(by(), 'votes.record', { voteId })).toBe('reviewFew')
    }
  })

  test('the hash is known from closing on, and nobody reckons the result from it', async () => {
    const voteId = await poll()
    const [paper] = await Promise.all(people().map(({ openid }, i) => castBy(openid, voteId, i === 0 ? 'o2' : 'o1')))
    const hash = async () => (await call(world.member.openid, 'ballots.commitments', { box: paper!.boxId })).fingerprint
    await call(by(), 'votes.close', { voteId })
    expect((await get(world.member.openid, voteId)).answers).toBeNull()
    const closed = await hash()
    expect(closed).toMatch(/^[0-9a-f]{64}$/)
    expect(await triedOut('members', paper!.questions[0]!.key, paper!.choices.map(({ key }) => key), 5)).not.toContain(closed)
    await call(by(), 'votes.publish', { voteId })
    expect(await hash()).toBe(closed)
    expect([closed, (await get(world.member.openid, voteId)).answers?.map(({ n }) => n)]).toEqual([(await get(by(), voteId)).fingerprint, [4, 1, 0, 0]])
  })

  test.each([[['只有一个'], 'badInput'], [['同一个', '同一个'], 'voteOptionTwice']] as const)('options %j → %s', async (given, outcome) => {
    expect(await refusal(by(), 'votes.create', { organisationId: world.branchId, kind: 'poll', title: '意见', options: [...given] })).toBe(outcome)
  })
  test('without options it is not opened, and nobody is counted present', async () => {
    const { voteId } = await call(by(), 'votes.create', { organisationId: world.branchId, kind: 'poll', title: '意见' })
    expect(await refusal(by(), 'votes.open', { voteId })).toBe('voteNoOptions')
    expect(await refusal(by(), 'votes.attend', { voteId, version: 1, memberIds: [world.member.memberId] })).toBe('voteNoAttendance')
    expect((await call(by(), 'votes.electors', { voteId })).people.every(({ votes }) => votes)).toBe(true)
  })
})

describe('推优 by a class', () => {
  const applicants = async (n: number) => Promise.all(Array.from({ length: n }, async (_none, i) => (await call(by(), 'applicants.add', { organisationId: world.branchId, name: `推${'甲乙丙'[i]!}`, appliedOn: '2026-01-10' })).applicantId))
  const recommended = async (ids: string[], settings: Parameters<typeof draftOf>[3] = {}) => draftOf(by(), world.branchId, 'recommendation', { subjects: ids.map(id => ({ id, person: 'applicant' as const })), expectedCount: 9, ...settings })
  const present = async (voteId: string, presentCount: number) => call(by(), 'votes.attend', { voteId, version: (await get(by(), voteId)).version, presentCount })

  test('by slips: as many as are there, and more than half of them', async () => {
    const [first, second] = await applicants(2) as [string, string]
    const voteId = await recommended([first, second])
    expect(await refusal(by(), 'votes.open', { voteId })).toBe('voteNoCount')
    await present(voteId, 5)
    expect(await get(by(), voteId)).toMatchObject({ expected: 9, present: 5, presentShare: { needed: 6, rule: '' }, carriedShare: { needed: 3, base: 'present' } })
    expect(await refusal(by(), 'votes.open', { voteId })).toBe('voteFewPresent')
    await present(voteId, 6)
    await call(by(), 'votes.open', { voteId })
    const slips = (await call(by(), 'ballots.slips', { kind: 'vote', id: voteId, group: 'a', from: 0 })).slips
    expect(slips.length).toBe(6)
    for (const [n, { scene }] of slips.entries()) {
      const { paper, title } = await call(`student-${n}`, 'ballots.enter', { scene })
      expect([title, paper!.receipts, paper!.questions.map(({ key }) => key)]).toEqual(['推荐推甲、推乙为入党积极分子人选', false, [first, second]])
      await call(`student-${n}`, 'ballots.cast', sentBallot(paper!, [{ key: first, choice: n < 4 ? 'inFavour' : 'against' }, { key: second, choice: n < 3 ? 'inFavour' : 'abstain' }]))
    }
    await call(by(), 'votes.close', { voteId })
    expect(await get(by(), voteId)).toMatchObject({ carried: true, outcomes: [{ key: first, inFavour: 4, against: 2, needed: 4, carried: true }, { key: second, inFavour: 3, abstain: 3, carried: false }] })
  })

  test('by the room\'s code', async () => {
    const [one] = await applicants(1) as [string]
    const voteId = await recommended([one], { entry: 'room', presentShare: { part: 1, whole: 2, more: true, base: 'expected' }, carriedShare: { part: 2, whole: 3, more: false, base: 'expected' } })
    await present(voteId, 5)
    expect(await get(by(), voteId)).toMatchObject({ presentShare: { needed: 5 }, carriedShare: { needed: 6, base: 'expected' } })
    await call(by(), 'votes.open', { voteId })
    const { scene } = await call(by(), 'ballots.roomCode', { kind: 'vote', id: voteId, group: 'a' })
    for (let n = 0; n < 5; n++) {
      const { paper } = await call(`room-${n}`, 'ballots.enter', { scene })
      await call(`room-${n}`, 'ballots.cast', sentBallot(paper!, [{ key: one, choice: 'inFavour' }]))
    }
    await call(by(), 'votes.close', { voteId })
    // All who are there, and still fewer than are wanted of all.
    expect(await get(by(), voteId)).toMatchObject({ carried: false, outcomes: [{ inFavour: 5, needed: 6, carried: false }] })
  })

  test('on paper, counted by two', async () => {
    const [one] = await applicants(1) as [string]
    const voteId = await recommended([one], { entry: 'paper' })
    await present(voteId, 7)
    await call(by(), 'votes.open', { voteId })
    await countBy([by(), world.officer.openid], voteId, 'a', pileOf(one, 4, 3))
    await call(by(), 'votes.close', { voteId })
    expect(await get(by(), voteId)).toMatchObject({ manner: 'paper', outcomes: [{ inFavour: 4, needed: 4, carried: true }], papers: { issued: 7, returned: 7 } })
  })
})
