/** What a vote decides and when, through the real router: the outcomes of 转正, the day of the assembly, a show of hands. */
import { call, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { attend, castBy, countBy, draftOf, fillHall, pileOf, prospect } from '../support/votes'
import { makeWorld, proveFactor, type World } from '../support/world'

let world: World
let hall: string[]
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  await proveFactor(world.secretary.openid)
  hall = await fillHall(world, 9)
}, 120_000)
afterAll(stopApi)
beforeEach(() => setNow(START))

const TODAY = '2026-11-20'
const by = () => world.secretary.openid
const seen = (voteId: string) => call(by(), 'votes.get', { voteId })
const counters = () => [by(), world.officer.openid]
type Settings = Parameters<typeof draftOf>[3]
const change = async (voteId: string, settings: Settings) => call(by(), 'votes.change', { voteId, version: (await seen(voteId)).version, ...settings })
const text = async (made: { link: string }): Promise<string> => (await fetch(made.link)).text()

let joined = 0
/** Somebody on probation since a day. */
const probationer = async (joinedOn?: string) => call(by(), 'roster.add', { organisationId: world.branchId, name: `预备${'甲乙丙丁戊己庚辛'[joined++ % 8]!}`, standing: 'probationary', ...(joinedOn && { joinedOn }) })
const about = async (memberId: string, settings: Settings = {}): Promise<string> => {
  const voteId = await draftOf(by(), world.branchId, 'fullMembership', { subjects: [{ id: memberId, person: 'member' }], ...settings })
  await attend(by(), voteId, hall)
  return voteId
}
/** Held on paper, everybody in favour. */
const carry = async (voteId: string): Promise<void> => {
  await call(by(), 'votes.open', { voteId })
  await countBy(counters(), voteId, 'members', pileOf((await seen(voteId)).subjects[0]!.key, 9))
  await call(by(), 'votes.close', { voteId })
}

describe('转正', () => {
  test.each([
    ['onTime', '按期转为正式党员', ['延长', '取消']], ['longer', '的预备期9个月', ['转为', '取消']], ['ended', '的预备党员资格', ['转为', '延长']],
  ] as const)('%s says one thing on every paper: title, ballot, phone, record', async (outcome, says, never) => {
    const { memberId } = await probationer('2025-11-20')
    // Whatever title comes with it, it is not the one that stands.
    const voteId = await about(memberId, { title: '某同志转为正式党员或者延长', outcome, ...(outcome === 'longer' && { months: 9 }) })
    expect(await seen(voteId)).toMatchObject({ outcome, months: outcome === 'longer' ? 9 : null, title: expect.stringContaining(says), proposal: expect.stringContaining(outcome === 'onTime' ? '按期转为中共正式党员' : says) })
    const ballot = await text(await call(by(), 'ballots.printed', { kind: 'vote', id: voteId, group: 'members', copies: 1 }))
    await carry(voteId)
    const sheet = await text(await call(by(), 'votes.record', { voteId }))
    for (const paper of [ballot, sheet]) {
      expect(paper).toContain(says)
      for (const word of never) expect(paper).not.toContain(word)
    }
    expect(sheet).toContain(outcome === 'onTime' ? '预备党员转正表决结果' : outcome === 'longer' ? '延长预备期表决结果' : '取消预备党员资格表决结果')
  })

  test('nothing need be written besides, and what was can be taken back', async () => {
    const { memberId } = await probationer('2025-11-20')
    const voteId = await about(memberId, { matter: '' })
    for (const matter of ['工作认真。', '']) {
      await change(voteId, { matter })
      expect((await seen(voteId)).matter).toBe(matter)
    }
  })

  test('the ballot on the phone says it too', async () => {
    const { memberId } = await probationer('2025-11-20')
    const voteId = await about(memberId, { outcome: 'longer', months: 6, manner: 'phone', consent: { superior: '示例党委', document: '同意函', day: '2026-11-18' } })
    await call(by(), 'votes.open', { voteId })
    expect((await castBy(world.member.openid, voteId, 'inFavour')).title).toMatch(/^延长预备.同志的预备期半年$/)
  })

  test('not before the probation is over, by the day of the assembly; 取消 at any time', async () => {
    const { memberId } = await probationer('2025-11-20')
    const voteId = await about(memberId, { heldOn: '2026-11-19' })
    expect(await refusal(by(), 'votes.open', { voteId })).toBe('voteProbationRuns')
    expect((await seen(voteId)).why.open).toMatch(/的预备期到2026年11月20日才满，期满以后才能讨论按期转正/)
    // Said before anybody is called together.
    expect((await seen(voteId)).warnings[0]).toMatch(/期满以后才能讨论按期转正/)
    await change(voteId, { outcome: 'longer', months: 6 })
    expect(await refusal(by(), 'votes.open', { voteId })).toBe('voteProbationRuns')
    await change(voteId, { outcome: 'ended' })
    expect((await seen(voteId)).can.open).toBe(true)
    await change(voteId, { outcome: 'onTime', heldOn: null })
    expect(await seen(voteId)).toMatchObject({ heldOn: null, heldDay: TODAY, can: { open: true } })
  })

  test('by half a year to a year; a former extension is said and forbids nothing: the superior may not have approved it', async () => {
    const { memberId } = await probationer('2025-11-20')
    const voteId = await about(memberId, { outcome: 'longer' })
    for (const months of [5, 13]) expect(await refusal(by(), 'votes.change', { voteId, version: (await seen(voteId)).version, months })).toBe('voteMonths')
    await carry(voteId)
    expect(await seen(voteId)).toMatchObject({ months: 6, carried: true })
    const again = await about(memberId, { outcome: 'longer' })
    expect(await seen(again)).toMatchObject({ can: { open: true }, warnings: expect.arrayContaining([expect.stringContaining('只能延长一次；上级没有批准那次延长的，才能再表决')]) })
    await change(again, { outcome: 'onTime' })
    expect(await seen(again)).toMatchObject({ can: { open: true }, warnings: expect.arrayContaining([expect.stringContaining('到2027年5月20日才满；上级没有批准延长的，才能现在表决')]) })
    await setNow(new Date('2027-05-20T01:00:00Z'))
    expect((await seen(again)).warnings.some(text => text.includes('才满'))).toBe(false)
  })

  test('of whom the roster knows no day it is said', async () => {
    const { memberId } = await probationer()
    const voteId = await about(memberId)
    expect(await seen(voteId)).toMatchObject({ can: { open: true }, warnings: [expect.stringContaining('没有登记支委会审查的日期'), expect.stringContaining('没有预备')] })
    await change(voteId, { examinedOn: '2026-11-10' })
    expect((await seen(voteId)).warnings.length).toBe(1)
    // Only for who leads it.
    expect(await call(world.member.openid, 'votes.get', { voteId })).toMatchObject({ warnings: [], examinedOn: null, heldDay: null })
  })
})

describe('推优', () => {
  test('as what is said once, and an applicant is not recommended as a prospect', async () => {
    const { applicantId } = await call(by(), 'applicants.add', { organisationId: world.branchId, name: '李四', appliedOn: '2026-01-10' })
    const voteId = await draftOf(by(), world.branchId, 'recommendation', { subjects: [{ id: applicantId, person: 'applicant' }], as: 'prospect', expectedCount: 5, entry: 'paper' })
    await call(by(), 'votes.attend', { voteId, version: 1, presentCount: 5 })
    expect(await refusal(by(), 'votes.open', { voteId })).toBe('voteNotActivist')
    await change(voteId, { as: 'activist' })
    await call(by(), 'votes.open', { voteId })
    await countBy(counters(), voteId, 'a', pileOf(applicantId, 5))
    await call(by(), 'votes.close', { voteId })
    const sheet = await text(await call(by(), 'votes.record', { voteId }))
    expect([sheet.includes('推荐李四为入党积极分子人选'), sheet.includes('发展对象')]).toEqual([true, false])
  })
})

describe('the day of the assembly', () => {
  test('an admission that was held before is recorded on its day, and that day is proposed as 入党时间', async () => {
    const applicant = await prospect(by(), world.branchId)
    const voteId = await draftOf(by(), world.branchId, 'admission', { subjects: [{ id: applicant, person: 'applicant' }], heldOn: '2026-11-12', examinedOn: '2026-10-20', preReviewedOn: '2026-11-02' })
    expect((await call(by(), 'applicants.get', { applicantId: applicant })).admittedOn).toBeNull()
    await attend(by(), voteId, hall)
    expect(await seen(voteId)).toMatchObject({ heldDay: '2026-11-12', warnings: [] })
    await carry(voteId)
    expect(await text(await call(by(), 'votes.record', { voteId }))).toContain('2026年11月12日')
    const { admittedOn, version } = await call(by(), 'applicants.get', { applicantId: applicant })
    expect(admittedOn).toBe('2026-11-12')
    await call(by(), 'applicants.admit', { applicantId: applicant, version, joinedOn: admittedOn! })
  })

  test('the meeting\'s day where nobody has set another; none of tomorrow, none before somebody was a prospect', async () => {
    const meetingId = (await call(by(), 'activities.create', { title: '支部党员大会', place: '示例楼', startsAt: '2026-11-20T02:00:00Z', endsAt: '2026-11-20T03:00:00Z', capacity: null })).activityId
    await setNow(new Date('2026-11-22T01:00:00Z'))
    const voteId = await draftOf(by(), world.branchId, 'admission', { meetingId })
    await attend(by(), voteId, hall)
    expect((await seen(voteId)).heldDay).toBe('2026-11-20')
    expect(await refusal(by(), 'votes.change', { voteId, version: (await seen(voteId)).version, heldOn: '2026-11-23' })).toBe('voteHeldLater')
    await change(voteId, { heldOn: '2025-12-09' })
    expect((await seen(voteId)).why.open).toMatch(/^开会的日期早于孔.列为发展对象的日期（2025年12月10日），请核对$/)
  })
})

describe('a show of hands', () => {
  test('is how a decision is taken unless somebody says otherwise; two count, and nobody more than are there', async () => {
    const voteId = await draftOf(by(), world.branchId, 'assembly')
    await attend(by(), voteId, hall)
    expect(await seen(voteId)).toMatchObject({ manner: 'hands', statutory: false, groups: [{ key: 'members', entry: 'paper', entitled: 9 }] })
    expect(await refusal(by(), 'ballots.printed', { kind: 'vote', id: voteId, group: 'members', copies: 9 })).toBe('reviewNoGroup')
    await call(by(), 'votes.open', { voteId })
    expect(await refusal(world.member.openid, 'ballots.own', { kind: 'vote', id: voteId })).toBe('ballotOnPaper')
    const pile = { kind: 'vote' as const, id: voteId, group: 'members' }
    expect(await call(by(), 'ballots.counting', pile)).toMatchObject({ hands: true, most: 9 })
    expect(await refusal(by(), 'ballots.count', { ...pile, counts: pileOf('matter', 8, 1, 1) })).toBe('paperWrong')
    expect(await refusal(by(), 'ballots.count', { ...pile, counts: pileOf('matter', 5, 1, 0, { invalid: 1 }) })).toBe('paperWrong')
    expect(await refusal(by(), 'ballots.count', { ...pile, counts: pileOf('matter', 5, 1, 0, { returned: 7 }) })).toBe('paperWrong')
    // Whoever raises no hand is counted nowhere.
    await countBy([by()], voteId, 'members', pileOf('matter', 6, 1, 1))
    await countBy([world.officer.openid], voteId, 'members', pileOf('matter', 7, 1, 1))
    expect(await refusal(by(), 'votes.close', { voteId })).toBe('paperDiffers')
    await countBy([world.officer.openid], voteId, 'members', pileOf('matter', 6, 1, 1))
    await call(by(), 'votes.close', { voteId })
    expect(await seen(voteId)).toMatchObject({ outcomes: [{ inFavour: 6, against: 1, abstain: 1, needed: 5, carried: true }], papers: null, invalid: null })
    const sheet = await text(await call(by(), 'votes.record', { voteId }))
    for (const word of ['举手表决', '赞成6人', TODAY.slice(0, 4)]) expect(sheet).toContain(word)
    expect(sheet).not.toContain('发出')
  })

  test('secretly on paper or on phones where the branch wants it so, without anybody\'s consent; of an admission never by hands', async () => {
    const voteId = await draftOf(by(), world.branchId, 'assembly', { manner: 'phone' })
    await attend(by(), voteId, hall)
    await call(by(), 'votes.open', { voteId })
    expect(await castBy(world.member.openid, voteId, 'inFavour')).toMatchObject({ receipts: false })
    const onPaper = await draftOf(by(), world.branchId, 'assembly', { manner: 'paper' })
    await attend(by(), onPaper, hall)
    await call(by(), 'ballots.printed', { kind: 'vote', id: onPaper, group: 'members', copies: 9 })
    for (const kind of ['admission', 'fullMembership'] as const) expect(await refusal(by(), 'votes.create', { organisationId: world.branchId, kind, manner: 'hands' })).toBe('voteNoHands')
    expect(await refusal(by(), 'votes.create', { organisationId: world.branchId, kind: 'assembly', matter: '没有名称' })).toBe('voteNoTitle')
  })
})
