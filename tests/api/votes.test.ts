/** 表决 through the real router: from the draft to what members see, on paper and on phones. */
import { call, operationsOf, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { attend, castBy, countBy, draftOf, fillHall, pileOf, prospect } from '../support/votes'
import { join, makeWorld, proveFactor, type World } from '../support/world'

let world: World
let hall: string[]
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  for (const { openid } of [world.secretary, world.otherSecretary]) await proveFactor(openid)
  hall = await fillHall(world, 17)
}, 120_000)
afterAll(stopApi)
beforeEach(() => setNow(START))

const by = () => world.secretary.openid
const get = (openid: string, voteId: string) => call(openid, 'votes.get', { voteId })
const seen = (voteId: string) => get(by(), voteId)
const open = (voteId: string) => call(by(), 'votes.open', { voteId })
const close = (voteId: string) => call(by(), 'votes.close', { voteId })
const consent = { superior: '示例大学信息学院党委', document: '同意函〔2026〕1号', day: '2026-11-18' }
const draft = (kind: Parameters<typeof draftOf>[2], settings: Parameters<typeof draftOf>[3] = {}) => draftOf(by(), world.branchId, kind, settings)
const counters = () => [by(), world.officer.openid]
const minutes = (n: number) => new Date(START.getTime() + n * 60_000).toISOString()
/** Another look at the same draft, changed. */
const change = async (voteId: string, settings: Parameters<typeof draftOf>[3]) => call(by(), 'votes.change', { voteId, version: (await seen(voteId)).version, ...settings })

describe('an admission on paper', () => {
  test('from the draft to the record for signing', async () => {
    const applicant = await prospect(by(), world.branchId)
    const voteId = await draft('admission', { subjects: [{ id: applicant, person: 'applicant' }], written: true, matter: '学习努力，群众基础好。' })
    const electors = await call(by(), 'votes.electors', { voteId })
    expect([electors.expected, electors.needed, electors.people.find(({ memberId }) => memberId === world.probationary.memberId)]).toEqual([17, 9, expect.objectContaining({ votes: false, why: expect.stringContaining('预备党员没有表决权') })])

    await attend(by(), voteId, hall.slice(0, 8))
    const few = await seen(voteId)
    expect(few).toMatchObject({ expected: 17, present: 8, statutory: true, manner: 'paper', presentShare: { needed: 9, rule: '中国共产党发展党员工作细则（2026年修订）第十九条' }, can: { open: false } })
    expect(few.why.open).toBe('应到17人，实到8人，要有9人到会才能表决（中国共产党发展党员工作细则（2026年修订）第十九条）')
    expect(await refusal(by(), 'votes.open', { voteId })).toBe('voteFewPresent')
    await attend(by(), voteId, hall.slice(0, 9))
    expect((await seen(voteId)).can.open).toBe(true)
    expect(await open(voteId)).toEqual({ state: 'open' })
    expect(await open(voteId)).toEqual({ state: 'open' })

    // On paper nobody is asked to vote on the phone.
    expect(await refusal(world.member.openid, 'ballots.own', { kind: 'vote', id: voteId })).toBe('ballotOnPaper')
    expect((await call(world.member.openid, 'session.home', {})).todos.some(({ refId }) => refId === voteId)).toBe(false)
    const member = await get(world.member.openid, voteId)
    expect(member).toMatchObject({ state: 'open', mine: { entitled: true }, without: [], presentIds: [], outcomes: null, can: { close: false, vote: false } })

    expect(await refusal(by(), 'votes.close', { voteId })).toBe('paperUncounted')
    await countBy([by()], voteId, 'members', pileOf(applicant, 7, 1, 1))
    await countBy([world.officer.openid], voteId, 'members', pileOf(applicant, 8, 1, 0))
    await countBy(counters(), voteId, 'written', pileOf(applicant, 2))
    expect(await refusal(by(), 'votes.close', { voteId })).toBe('paperDiffers')
    expect((await seen(voteId)).groups.map(({ key, counted }) => [key, counted])).toEqual([['members', false], ['written', true]])
    await countBy([world.officer.openid], voteId, 'members', pileOf(applicant, 7, 1, 1))
    expect(await close(voteId)).toEqual({ state: 'closed' })
    expect(await close(voteId)).toEqual({ state: 'closed' })

    const outcome = { key: applicant, inFavour: 9, against: 1, abstain: 1, written: 2, needed: 9, carried: true }
    expect(await seen(voteId)).toMatchObject({ state: 'closed', carried: true, outcomes: [outcome], papers: { issued: 9, returned: 9, invalid: 0 }, invalid: null, can: { publish: true, seeResult: true, record: true } })
    expect(await get(world.member.openid, voteId)).toMatchObject({ carried: null, outcomes: null, papers: null, can: { seeResult: false, record: false } })
    const { link, fileName } = await call(by(), 'votes.record', { voteId })
    const sheet = await (await fetch(link)).text()
    expect(fileName).toMatch(/^接收孔.同志为预备党员_表决结果\.html$/)
    for (const text of ['应到会有表决权的党员17名，实到9名', '发出9张，收回9张，有效9张，无效0张', '收到2份，有效2份', '赞成9票（其中书面意见2），不赞成1票，弃权1票', '2026年11月20日', '通过', '主持人签名', '监票人签名', '计票人签名', '支部书记签名', '学习努力，群众基础好。', '无记名投票（纸质票）']) expect(sheet).toContain(text)

    expect(await call(by(), 'votes.publish', { voteId })).toEqual({ state: 'published' })
    expect(await get(world.member.openid, voteId)).toMatchObject({ carried: true, outcomes: [{ ...outcome, written: null }], presentIds: [], without: [], can: { seeResult: true } })
    expect((await call(world.member.openid, 'votes.list', {})).items.find(({ id }) => id === voteId)).toMatchObject({ carried: true })
  })

  test.each([[8, false], [9, true]])('%i of 17 in favour: carried: %s', async (inFavour, carried) => {
    const voteId = await draft('admission')
    await attend(by(), voteId, hall)
    await open(voteId)
    const { key } = (await seen(voteId)).subjects[0]!
    await countBy(counters(), voteId, 'members', pileOf(key, inFavour, 17 - inFavour))
    await close(voteId)
    expect((await seen(voteId)).outcomes).toMatchObject([{ inFavour, carried }])
  })

  test('more papers returned than given out: nothing counts, and only doing it again is left', async () => {
    const voteId = await draft('admission')
    await attend(by(), voteId, hall.slice(0, 10))
    await open(voteId)
    const { key } = (await seen(voteId)).subjects[0]!
    await countBy(counters(), voteId, 'members', pileOf(key, 10, 0, 0, { issued: 9, returned: 10 }))
    await close(voteId)
    expect(await seen(voteId)).toMatchObject({ invalid: '“到会党员”发出9张票，收回10张，收回的比发出的多', outcomes: [{ carried: false }], can: { publish: false, redo: true } })
    expect(await refusal(by(), 'votes.publish', { voteId })).toBe('voteInvalid')
    expect(await call(by(), 'votes.redo', { voteId, reason: '票数不对' })).toEqual({ state: 'draft' })
    expect(await call(by(), 'votes.redo', { voteId, reason: '票数不对' })).toEqual({ state: 'draft' })
    expect(await seen(voteId)).toMatchObject({ round: 2, voidReason: '票数不对', invalid: null, outcomes: null, papers: null, present: 10, can: { open: true } })
    await open(voteId)
    await countBy(counters(), voteId, 'members', pileOf(key, 10))
    await close(voteId)
    expect((await seen(voteId)).outcomes).toMatchObject([{ inFavour: 10, carried: true }])
  })

  test('who is voted on: one, of this branch, a prospect', async () => {
    const two = [await prospect(by(), world.branchId), await prospect(by(), world.branchId)]
    const foreign = await prospect(world.otherSecretary.openid, world.otherBranchId)
    const { applicantId: early } = await call(by(), 'applicants.add', { organisationId: world.branchId, name: '孔早', appliedOn: '2026-01-10' })
    const subjects = (...ids: string[]) => ({ organisationId: world.branchId, kind: 'admission' as const, title: '接收', subjects: ids.map(id => ({ id, person: 'applicant' as const })) })
    expect(await refusal(by(), 'votes.create', subjects(...two))).toBe('voteOneSubject')
    expect(await refusal(by(), 'votes.create', subjects(foreign))).toBe('notFound')
    expect(await refusal(by(), 'votes.create', { ...subjects(), subjects: [{ id: world.member.memberId, person: 'member' }] })).toBe('voteSubjectWrong')
    const voteId = await draft('admission', subjects(early))
    await attend(by(), voteId, hall)
    expect(await refusal(by(), 'votes.open', { voteId })).toBe('voteNotProspect')
    await change(voteId, { subjects: [] })
    expect(await refusal(by(), 'votes.open', { voteId })).toBe('voteOneSubject')
    // Taken off the list after the draft was made.
    await change(voteId, { subjects: [{ id: two[0]!, person: 'applicant' }] })
    await call(by(), 'applicants.archive', { applicantId: two[0]!, reason: '转学' })
    expect(await refusal(by(), 'votes.open', { voteId })).toBe('voteSubjectWrong')
  })
})

describe('by phone', () => {
  test('only with the superior\'s consent, only for those counted present, and without receipts', async () => {
    expect(await refusal(by(), 'votes.create', { organisationId: world.branchId, kind: 'fullMembership', title: '转正', manner: 'phone' })).toBe('voteNoConsent')
    const voteId = await draft('fullMembership', { subjects: [{ id: world.probationary.memberId, person: 'member' }], manner: 'phone', consent })
    expect(await refusal(by(), 'votes.change', { voteId, version: 1, consent: null })).toBe('voteNoConsent')
    expect(await seen(voteId)).toMatchObject({ consent: { ...consent, byName: world.secretary.name }, groups: [{ key: 'members', entry: 'roster' }] })
    expect(await refusal(by(), 'votes.attend', { voteId, version: 1, memberIds: [world.probationary.memberId] })).toBe('voteNotElector')
    await attend(by(), voteId, hall.filter(id => id !== world.leader.memberId).slice(0, 9))
    await open(voteId)
    expect((await call(world.member.openid, 'session.home', {})).todos.find(({ refId }) => refId === voteId)).toMatchObject({ kind: 'vote' })
    // There, not there, without a vote.
    expect(await get(world.member.openid, voteId)).toMatchObject({ mine: { entitled: true, taken: false }, can: { vote: true } })
    for (const { openid } of [world.leader, world.probationary]) {
      expect(await get(openid, voteId)).toMatchObject({ mine: { entitled: false }, can: { vote: false } })
      expect(await refusal(openid, 'ballots.own', { kind: 'vote', id: voteId })).toBe('ballotNotEntitled')
    }
    const paper = await castBy(world.member.openid, voteId, 'inFavour')
    expect(paper).toMatchObject({ kind: 'vote', receipts: false, choices: [{ key: 'inFavour' }, { key: 'against' }, { key: 'abstain' }], questions: [{ key: world.probationary.memberId, name: world.probationary.name }] })
    await castBy(world.officer.openid, voteId, 'against')
    expect(await refusal(world.member.openid, 'ballots.own', { kind: 'vote', id: voteId })).toBe('ballotUsed')
    expect(await get(world.member.openid, voteId)).toMatchObject({ mine: { taken: true }, can: { vote: false } })
    expect((await call(world.member.openid, 'session.home', {})).todos.some(({ refId }) => refId === voteId)).toBe(false)
    expect((await seen(voteId)).groups).toMatchObject([{ entitled: 9, taken: 2 }])
    await close(voteId)
    // Recorded in full, however few voted.
    expect(await seen(voteId)).toMatchObject({ outcomes: [{ inFavour: 1, against: 1, needed: 9, carried: false }], papers: { returned: 2 }, fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(await refusal(world.member.openid, 'ballots.commitments', { box: paper.boxId })).toBe('notFound')
    expect(await call(by(), 'ballots.recount', { kind: 'vote', id: voteId, group: 'members' })).toEqual({ same: true, ballots: 2, taken: 2, altered: 0 })
  })

  test('whoever has no phone takes paper, and both are counted together', async () => {
    const voteId = await draft('assembly', { manner: 'phone', consent })
    await attend(by(), voteId, hall.slice(0, 9))
    await open(voteId)
    for (const { openid } of [world.secretary, world.officer, world.leader, world.member]) await castBy(openid, voteId, 'inFavour')
    expect(await refusal(by(), 'ballots.count', { kind: 'vote', id: voteId, group: 'members', counts: pileOf('matter', 5) })).toBe('paperWrong')
    for (const memberId of hall.slice(4, 9)) await call(by(), 'ballots.givePaper', { kind: 'vote', id: voteId, memberId })
    expect(await refusal(by(), 'ballots.count', { kind: 'vote', id: voteId, group: 'members', counts: pileOf('matter', 6) })).toBe('paperWrong')
    await countBy(counters(), voteId, 'members', pileOf('matter', 5))
    await close(voteId)
    expect(await seen(voteId)).toMatchObject({ outcomes: [{ key: 'matter', name: '表决', inFavour: 9, carried: true }], papers: { issued: 9, returned: 9, invalid: 0 } })
  })
})

describe('a decision of an assembly', () => {
  test.each([[8, null], [7, 'voteFewPresent']])('of 16 electors %i are there → %s', async (present, outcome) => {
    const member = world.otherMember
    const others = await fillHallOfOther()
    const voteId = await draftOf(world.otherSecretary.openid, world.otherBranchId, 'assembly')
    await attend(world.otherSecretary.openid, voteId, others.slice(0, present))
    expect(await refusal(world.otherSecretary.openid, 'votes.open', { voteId })).toBe(outcome)
    expect(await get(member.openid, voteId)).toMatchObject({ kind: 'assembly', state: outcome ? 'draft' : 'open' })
  })
  let others: string[] = []
  async function fillHallOfOther(): Promise<string[]> {
    if (others.length > 0) return others
    others = [world.otherSecretary.memberId, world.otherMember.memberId]
    for (let n = 0; n < 14; n++) others.push((await call(world.founder.openid, 'roster.add', { organisationId: world.otherBranchId, name: `同志${'甲乙丙丁戊己庚辛壬癸子丑寅卯'[n]!}`, standing: 'full' })).memberId)
    return others
  }

  test('its shares are the regulation\'s, and it needs a matter', async () => {
    const share = { part: 2, whole: 3, more: false, base: 'expected' as const }
    expect(await refusal(by(), 'votes.create', { organisationId: world.branchId, kind: 'assembly', title: '决议', carriedShare: share })).toBe('voteShareFixed')
    const { voteId } = await call(by(), 'votes.create', { organisationId: world.branchId, kind: 'assembly', title: '决议' })
    await attend(by(), voteId, hall)
    expect(await refusal(by(), 'votes.open', { voteId })).toBe('voteNoMatter')
  })

  test('who checked in at the meeting is proposed, and nobody is counted by that', async () => {
    const meeting = (await call(by(), 'activities.create', { title: '支部党员大会', place: '示例楼101', startsAt: minutes(30), endsAt: minutes(120), capacity: null })).activityId
    await call(by(), 'activities.tick', { activityId: meeting, memberIds: [world.member.memberId], present: true })
    const foreign = (await call(world.otherSecretary.openid, 'activities.create', { title: '别的会', place: '示例楼102', startsAt: minutes(30), endsAt: minutes(120), capacity: null })).activityId
    expect(await refusal(by(), 'votes.create', { organisationId: world.branchId, kind: 'assembly', title: '决议', meetingId: foreign })).toBe('notFound')
    const voteId = await draft('assembly', { meetingId: meeting })
    const { people } = await call(by(), 'votes.electors', { voteId })
    expect(people.filter(({ checkedIn }) => checkedIn).map(({ memberId }) => memberId)).toEqual([world.member.memberId])
    expect((await seen(voteId)).present).toBe(0)
  })

  test('a draft that somebody has changed meanwhile, and the same tap twice', async () => {
    const voteId = await draft('assembly')
    expect(await call(by(), 'votes.change', { voteId, version: 1, title: '新的题目' }, 'tap-of-a-change')).toEqual({ version: 2 })
    expect(await call(by(), 'votes.change', { voteId, version: 1, title: '新的题目' }, 'tap-of-a-change')).toEqual({ version: 2 })
    expect(await refusal(by(), 'votes.change', { voteId, version: 1, title: '旧的' })).toBe('conflict')
    expect(await refusal(by(), 'votes.attend', { voteId, version: 1, memberIds: hall })).toBe('conflict')
    expect(await call(by(), 'votes.create', { organisationId: world.branchId, kind: 'poll', title: '意见' }, 'tap-of-a-poll')).toEqual(await call(by(), 'votes.create', { organisationId: world.branchId, kind: 'poll', title: '意见' }, 'tap-of-a-poll'))
  })

  test('who comes after the opening has no vote in it; who was there then keeps it', async () => {
    const voteId = await draft('assembly', { manner: 'phone', consent })
    await attend(by(), voteId, hall.slice(0, 9))
    await open(voteId)
    const late = await join(world.founder.openid, world.branchId, '后来', 'openid-late')
    expect(await refusal(late.openid, 'ballots.own', { kind: 'vote', id: voteId })).toBe('ballotNotEntitled')
    expect((await seen(voteId)).expected).toBe(17)
    await call(world.founder.openid, 'roster.archive', { memberId: late.memberId, reason: '登记错了' })
  })

  test('paused, prolonged, and past its end', async () => {
    const voteId = await draft('assembly', { manner: 'phone', consent, closesAt: minutes(60) })
    await attend(by(), voteId, hall.slice(0, 9))
    await open(voteId)
    expect(await call(by(), 'votes.pause', { voteId })).toEqual({ state: 'paused' })
    expect(await refusal(world.member.openid, 'ballots.own', { kind: 'vote', id: voteId })).toBe('reviewState')
    expect(await call(by(), 'votes.resume', { voteId })).toEqual({ state: 'open' })
    expect(await refusal(by(), 'votes.prolong', { voteId, closesAt: minutes(30) })).toBe('voteProlongOnly')
    expect(await call(by(), 'votes.prolong', { voteId, closesAt: minutes(90) })).toEqual({ closesAt: minutes(90) })
    await setNow(minutes(90))
    expect(await refusal(world.member.openid, 'ballots.own', { kind: 'vote', id: voteId })).toBe('ballotClosed')
  })

  test('a list by pages, and what reading one costs', async () => {
    const first = await call(world.member.openid, 'votes.list', { limit: 2 })
    expect([first.items.length, first.next]).toEqual([2, expect.any(String)])
    expect((await call(world.member.openid, 'votes.list', { limit: 2, cursor: first.next! })).items[0]!.id).not.toBe(first.items[1]!.id)
    const voteId = await draft('assembly')
    expect(await operationsOf(() => get(world.member.openid, voteId))).toBeLessThanOrEqual(4)
    expect(await operationsOf(() => seen(voteId))).toBeLessThanOrEqual(6)
  })
})

test('what is not due is refused, and says where the vote stands', async () => {
  const voteId = await draft('assembly')
  const tried = async (...acts: ('pause' | 'resume' | 'close' | 'publish' | 'record')[]) => Object.fromEntries(await Promise.all(acts.map(async act => [act, await refusal(by(), `votes.${act}`, { voteId })] as const)))
  expect(await tried('pause', 'resume', 'close', 'publish', 'record')).toEqual({ pause: 'reviewState', resume: 'reviewState', close: 'reviewState', publish: 'reviewState', record: 'reviewState' })
  expect(await refusal(by(), 'votes.redo', { voteId, reason: '重来' })).toBe('reviewState')
  await attend(by(), voteId, hall)
  await open(voteId)
  expect(await tried('publish', 'record')).toEqual({ publish: 'reviewState', record: 'reviewState' })
  expect(await refusal(by(), 'votes.attend', { voteId, version: (await seen(voteId)).version, memberIds: hall })).toBe('reviewState')
  expect((await seen(voteId)).why.attend).toBe('现在是“正在进行”，不能这样办理')
  expect(await refusal(world.otherMember.openid, 'votes.get', { voteId })).toBe('notFound')
  expect((await call(world.otherMember.openid, 'votes.list', {})).items.every(({ id }) => id !== voteId)).toBe(true)
})

test('a vote that is being held keeps its branch from being dissolved, and whoever takes over is told of it', async () => {
  const voteId = await draft('assembly')
  await attend(by(), voteId, hall)
  await open(voteId)
  const { openMatters } = await import('../../cloudfunctions/modules/handover/matters')
  expect(await openMatters({ _id: world.branchId }, START)).toEqual(expect.arrayContaining([expect.objectContaining({ key: 'votes', text: expect.stringMatching(/^没有公布结果的表决\d+次$/) })]))
  const { matters } = await call(world.founder.openid, 'organisations.previewDissolve', { organisationId: world.branchId, targetId: world.otherBranchId })
  expect(matters.find(({ key }) => key === 'votes')).toMatchObject({ blocks: true })
})
