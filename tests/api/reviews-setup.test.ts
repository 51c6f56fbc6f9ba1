/** Setting up a review: its groups and lists, what follows people who change, the meeting, the summaries, what another year takes over. */
import { call, refusal, START } from '../support/api'
import { castBallot, draftReview, openReview, ownBallot, publishReview, slipsOf, studentsVote } from '../support/reviews'
import { join, inWorld, type Person, type World } from '../support/world'

let world: World
inWorld(made => { world = made })

const by = () => world.secretary.openid
const get = (reviewId: string, openid = by()) => call(openid, 'reviews.get', { reviewId })
const hours = (n: number) => new Date(START.getTime() + n * 3_600_000).toISOString()
let guests = 0
const another = (over: { className?: string } = {}): Promise<Person> => join(world.founder.openid, world.branchId, `示例${'甲乙丙丁戊己庚辛壬癸'[guests % 10]}${Math.floor(guests / 10)}`.replace(/\d/, ''), `openid-setup-${guests++}`).then(async person => {
  if (over.className) await call(by(), 'roster.update', { memberId: person.memberId, version: (await call(by(), 'roster.get', { memberId: person.memberId })).version, changes: { className: over.className } })
  return person
})

describe('groups', () => {
  test('a group keeps its list under a new name; two of a name are refused', async () => {
    const reviewId = await draftReview(by(), { groups: [{ name: '一班', entry: 'list', list: '20239901\n20239902' }, { name: '二班', entry: 'list', list: '20239903' }] })
    const [, a, b] = (await get(reviewId)).groups
    expect(await refusal(by(), 'reviews.change', { reviewId, version: 2, groups: [{ key: a!.key, name: '二班', entry: 'list' }, { key: b!.key, name: '二班', entry: 'list' }] })).toBe('reviewGroupTwice')
    expect(await refusal(by(), 'reviews.change', { reviewId, version: 2, groups: [{ name: '党员互评', entry: 'room', entitled: 3 }] })).toBe('reviewGroupTwice')
    await call(by(), 'reviews.change', { reviewId, version: 2, groups: [{ key: b!.key, name: '软件二班', entry: 'list' }, { key: a!.key, name: '软件一班', entry: 'pins' }] })
    expect((await get(reviewId)).groups.slice(1).map(({ key, name, entitled }) => [key, name, entitled])).toEqual([[b!.key, '软件二班', 1], [a!.key, '软件一班', 2]])
  })

  test('the key of a group that is gone is never another\'s: its printed slips open nothing', async () => {
    const reviewId = await draftReview(by(), { groups: [{ name: '一班', entry: 'slips', entitled: 3 }, { name: '二班', entry: 'slips', entitled: 3 }] })
    const [ofFirst, ofSecond] = [await slipsOf(by(), reviewId, 1, 'a'), await slipsOf(by(), reviewId, 1, 'b')]
    await call(by(), 'reviews.change', { reviewId, version: 2, groups: [{ key: 'b', name: '二班', entry: 'slips', entitled: 3 }] })
    await call(by(), 'reviews.change', { reviewId, version: 3, groups: [{ key: 'b', name: '二班', entry: 'slips', entitled: 3 }, { name: '三班', entry: 'slips', entitled: 3 }] })
    expect((await get(reviewId)).groups.map(({ key }) => key)).toEqual(['members', 'b', 'c'])
    expect(await refusal(by(), 'reviews.change', { reviewId, version: 4, groups: [{ key: 'a', name: '一班', entry: 'slips', entitled: 3 }] })).toBe('reviewNoGroup')
    expect(await refusal(by(), 'reviews.change', { reviewId, version: 4, groups: [{ key: 'members', name: '一班', entry: 'slips', entitled: 3 }] })).toBe('reviewNoGroup')
    await call(by(), 'reviews.open', { reviewId })
    expect(await refusal('holder-1', 'ballots.enter', { scene: ofFirst[0]! })).toBe('ballotCodeWrong')
    expect((await call('holder-2', 'ballots.enter', { scene: ofSecond[0]! })).paper).not.toBeNull()
  })

  test('after as many groups as there are letters, small and large, another is refused; the last letter still leads in', async () => {
    const { change } = await import('../../cloudfunctions/platform/database')
    const reviewId = await draftReview(by())
    await change('reviews', { _id: reviewId }, { groupsMade: 51 })
    await call(by(), 'reviews.change', { reviewId, version: 2, groups: [{ name: '末班', entry: 'slips', entitled: 2 }] })
    expect(await refusal(by(), 'reviews.change', { reviewId, version: 3, groups: [{ key: 'Z', name: '末班', entry: 'slips', entitled: 2 }, { name: '再一班', entry: 'slips', entitled: 2 }] })).toBe('reviewGroupKeys')
    await call(by(), 'reviews.open', { reviewId })
    const [scene] = await slipsOf(by(), reviewId, 1, 'Z')
    await castBallot('holder-3', (await call('holder-3', 'ballots.enter', { scene: scene! })).paper!)
  })

  test('what a list says is told before it is saved, also of a sheet that is chosen; saved it opens for its numbers', async () => {
    const reviewId = await draftReview(by())
    const list = '软件2301班名单\n序号 学号 姓名\n1 20239901 张三\n2 20239902 李四\n2026年12月制'
    const read = await call(by(), 'reviews.readList', { reviewId, list })
    expect(read).toEqual({ numbers: ['20239901', '20239902'], skipped: [{ line: 1, text: '软件2301班名单' }, { line: 5, text: '2026年12月制' }] })
    expect(await refusal(by(), 'reviews.readList', { reviewId, list: '张三\n李四' })).toBe('reviewListEmpty')
    expect(await refusal(by(), 'reviews.readList', { reviewId })).toBe('reviewListEmpty')
    const XLSX = await import('@e965/xlsx')
    const { upload } = await import('../support/api')
    const bytes = XLSX.write({ SheetNames: ['说明', '名单'], Sheets: { 说明: XLSX.utils.aoa_to_sheet([['填表说明']]), 名单: XLSX.utils.aoa_to_sheet([['软件2301班'], ['姓名', '学号'], ['张三', '20239901'], ['李四', 20239902]]) } }, { type: 'buffer', bookType: 'xlsx' }) as Buffer
    const { uploadId, cloudPath } = await call(by(), 'files.issueUpload', { purpose: 'roster', fileName: '名单.xlsx', size: bytes.length })
    const fileId = await upload(by(), cloudPath, bytes)
    expect((await call(by(), 'reviews.readList', { reviewId, uploadId, fileId })).numbers).toEqual(['20239901', '20239902'])
    expect(await refusal(by(), 'reviews.readList', { reviewId, uploadId, fileId })).toBe('fileForeign')
    await call(by(), 'reviews.change', { reviewId, version: 2, groups: [{ name: '一班', entry: 'list', list }] })
    await call(by(), 'reviews.open', { reviewId })
    const { scene } = await call(by(), 'ballots.roomCode', { kind: 'review', id: reviewId, group: 'a' })
    const { pass } = await call('listed-1', 'ballots.enter', { scene })
    expect((await call('listed-1', 'ballots.join', { pass: pass!, number: '20239902' })).questions.length).toBeGreaterThan(0)
  })

  test('lists are gone once the result is published, and with a draft that is put away', async () => {
    const { read } = await import('../../cloudfunctions/platform/database')
    const groups = [{ name: '一班', entry: 'list' as const, list: '20239901' }]
    const [published, away] = [await openReview(by(), { groups }), await draftReview(by(), { groups })]
    await call(by(), 'reviews.close', { reviewId: published })
    expect((await read('reviews', published))?.lists).not.toBeNull()
    await publishReview(by(), published)
    await call(by(), 'ballots.discard', { kind: 'review', id: away })
    expect([(await read('reviews', published))?.lists, (await read('reviews', away))?.lists]).toEqual([null, null])
  })
})

describe('people who change while it is prepared', () => {
  test('who is left out leaves the classes that rate them, and the form is saved again and again', async () => {
    const reviewId = await draftReview(by())
    const [a, b] = (await get(reviewId)).people.filter(({ graded }) => graded)
    const groups = [{ name: '一班', entry: 'slips' as const, entitled: 3, memberIds: [a!.memberId, b!.memberId] }]
    const { dropped } = await call(by(), 'reviews.change', { reviewId, version: 2, groups, leftOut: [b!.memberId] })
    expect(dropped).toEqual([`${b!.name}这次不评定，已从“一班”要评的人里去掉`])
    const saved = await get(reviewId)
    expect([saved.groups[1]!.rates, saved.people.find(({ memberId }) => memberId === b!.memberId)?.why]).toEqual([[a!.memberId], '这次不评定'])
    const again = { name: '一班', key: 'a', entry: 'slips' as const, entitled: 3, memberIds: saved.groups[1]!.rates! }
    expect((await call(by(), 'reviews.change', { reviewId, version: 3, groups: [again], leftOut: saved.leftOut })).dropped).toEqual([])
  })

  test('who goes off the roster after a round was declared void: the form as it was still saves, and says so', async () => {
    const gone = await another()
    const reviewId = await openReview(by(), { groups: [{ name: '一班', entry: 'slips', entitled: 3, memberIds: [gone.memberId, world.member.memberId] }], leftOut: [world.officer.memberId] })
    await call(by(), 'reviews.redo', { reviewId, reason: '名单有误' })
    await call(by(), 'roster.archive', { memberId: gone.memberId, reason: '已转出' })
    const { version } = await get(reviewId)
    const { dropped } = await call(by(), 'reviews.change', { reviewId, version, leftOut: [gone.memberId], groups: [{ key: 'a', name: '一班', entry: 'slips', entitled: 3, memberIds: [gone.memberId, world.member.memberId] }] })
    expect(dropped).toEqual([`${gone.name}现在不在可以评定的名单里，已从“这次不评定”里去掉`, '1位不在名册上的同志这次不评定，已从“一班”要评的人里去掉'])
    expect(await refusal(by(), 'reviews.open', { reviewId })).toBeNull()
  })

  test('who joins is there at once, for a class to rate; a list that nobody touched is what is opened', async () => {
    const reviewId = await draftReview(by())
    const late = await another()
    expect((await get(reviewId)).people.find(({ memberId }) => memberId === late.memberId)).toMatchObject({ graded: true, why: null })
    const { dropped } = await call(by(), 'reviews.change', { reviewId, version: 2, groups: [{ name: '一班', entry: 'slips', entitled: 3, memberIds: [late.memberId] }] })
    expect(dropped).toEqual([])
    await call(by(), 'reviews.open', { reviewId })
    const [scene] = await slipsOf(by(), reviewId, 1)
    expect((await call('classmate', 'ballots.enter', { scene: scene! })).paper!.questions.map(({ name }) => name)).toEqual([late.name])
  })

  test('a class whose people are all left out cannot be opened, and is named', async () => {
    const reviewId = await draftReview(by(), { groups: [{ name: '一班', entry: 'slips', entitled: 3, memberIds: [world.member.memberId] }], leftOut: [world.member.memberId] })
    expect((await get(reviewId)).why.open).toContain('一班')
    expect(await refusal(by(), 'reviews.open', { reviewId })).toBe('reviewNobodyRated')
  })
})

describe('who has no vote', () => {
  test('停止党籍 and 留党察看: listed with the reason, no ballot, and the share of 优秀 reckoned without and with them', async () => {
    const [suspended, watched] = [await another(), await another()]
    const version = async (memberId: string) => (await call(by(), 'roster.get', { memberId })).version
    const before = (await call(by(), 'reviews.get', { reviewId: await draftReview(by()) })).groups[0]!.entitled
    await call(by(), 'dossier.suspend', { memberId: suspended.memberId, version: await version(suspended.memberId), on: '2026-11-01', reason: 'settledAbroad' })
    await call(by(), 'dossier.discipline', { memberId: watched.memberId, version: await version(watched.memberId), on: '2026-11-01', discipline: 'onProbation', until: '2027-11-01' })
    const reviewId = await openReview(by())
    const { people, groups } = await get(reviewId)
    expect([suspended, watched].map(({ memberId }) => people.find(person => person.memberId === memberId))).toMatchObject([{ graded: false, why: '停止党籍' }, { graded: false, why: '留党察看' }])
    expect(groups[0]!.entitled).toBe(before - 2)
    for (const { openid } of [suspended, watched]) expect(await refusal(openid, 'ballots.own', { kind: 'review', id: reviewId })).toBe('ballotNotEntitled')
    // Nobody is asked for what cannot be done.
    const asks = async (openid: string) => (await call(openid, 'session.home', {})).todos.some(({ refId }) => refId === reviewId)
    expect(await asks(watched.openid)).toBe(true)
    await get(reviewId, watched.openid)
    expect(await asks(watched.openid)).toBe(false)
    await call(by(), 'reviews.close', { reviewId })
    const graded = people.filter(person => person.graded).length
    expect((await call(by(), 'reviews.result', { reviewId })).excellentOf).toBe(graded + 1)
  })
})

describe('the meeting', () => {
  const meeting = async (title: string) => (await call(by(), 'activities.create', { title, place: '示例楼', startsAt: hours(0.2), endsAt: hours(2) })).activityId
  test('one that was called off is not opened with; while ballots come in another is chosen, or none', async () => {
    const [first, second] = [await meeting('组织生活会'), await meeting('党员大会')]
    const reviewId = await draftReview(by(), { meetingId: first })
    await call(by(), 'activities.callOff', { activityId: first, reason: '改期' })
    expect((await get(reviewId))).toMatchObject({ meetingOff: true, can: { open: false }, why: { open: '“组织生活会”已经取消，请在“设置”里换一次会议，或者不和会议一起开' } })
    expect(await refusal(by(), 'reviews.open', { reviewId })).toBe('reviewMeetingOff')
    expect(await refusal(by(), 'reviews.setMeeting', { reviewId, meetingId: second })).toBe('reviewState')
    await call(by(), 'reviews.change', { reviewId, version: 2, meetingId: second })
    await call(by(), 'reviews.open', { reviewId })
    expect(await refusal(world.member.openid, 'ballots.own', { kind: 'review', id: reviewId })).toBe('ballotCheckIn')
    await call(by(), 'activities.callOff', { activityId: second, reason: '改期' })
    expect(await get(reviewId)).toMatchObject({ meetingOff: true, can: { setMeeting: true } })
    expect(await refusal(by(), 'reviews.setMeeting', { reviewId, meetingId: first })).toBe('reviewMeeting')
    expect(await refusal(world.member.openid, 'reviews.setMeeting', { reviewId, meetingId: null })).toBe('forbidden')
    await call(by(), 'reviews.setMeeting', { reviewId, meetingId: null })
    await castBallot(world.member.openid, await ownBallot(world.member.openid, reviewId))
    const third = await meeting('主题党日')
    await call(by(), 'reviews.setMeeting', { reviewId, meetingId: third })
    expect(await refusal(world.officer.openid, 'ballots.own', { kind: 'review', id: reviewId })).toBe('ballotCheckIn')
    expect((await get(reviewId)).groups[0]!.taken).toBe(1)
  })

  test('who has a vote and is there, of those who should be: before closing, and kept with it', async () => {
    const { read } = await import('../../cloudfunctions/platform/database')
    const activityId = await meeting('评议会')
    const reviewId = await openReview(by(), { meetingId: activityId, groups: [{ name: '一班', entry: 'slips', entitled: 3 }] })
    const electors = (await get(reviewId)).people.filter(({ graded }) => graded)
    await call(by(), 'activities.tick', { activityId, memberIds: [world.probationary.memberId, electors[0]!.memberId], present: true })
    await studentsVote(by(), reviewId, ['good', 'good'])
    const half = 1 * 2 > electors.length ? '过半' : 1 * 2 === electors.length ? '正好一半' : '不到一半'
    expect((await get(reviewId)).turnout!.map(({ key, text }) => [key, text])).toEqual([[null, `到会1人，应到${electors.length}人，${half}`], ['a', '参加2/3，达到三分之二']])
    expect((await get(reviewId, world.member.openid)).turnout).toBeNull()
    await call(by(), 'reviews.close', { reviewId })
    expect((await read('reviews', reviewId))?.attendance).toEqual({ came: 1, of: electors.length, atMeeting: true })
  })

  test('without a meeting those count whose ballots are in; who has no vote of their own does not', async () => {
    const reviewId = await openReview(by())
    for (const { openid } of [world.member, world.probationary]) await castBallot(openid, await ownBallot(openid, reviewId))
    expect((await get(reviewId)).turnout![0]).toMatchObject({ came: 1, enough: false })
  })
})

describe('summaries', () => {
  const todo = async (openid: string) => (await call(openid, 'session.home', {})).todos.find(({ title }) => title === '写好个人总结')
  test('asked for by one tap, written until the opening, read one by one by those who take part', async () => {
    const reviewId = await draftReview(by())
    expect((await get(reviewId)).summaries).toMatchObject({ asked: false, written: 0 })
    expect(await refusal(world.member.openid, 'reviews.askSummaries', { reviewId })).toBe('forbidden')
    await call(by(), 'reviews.askSummaries', { reviewId })
    await call(by(), 'reviews.askSummaries', { reviewId })
    expect(await todo(world.member.openid)).toMatchObject({ kind: 'review', refId: reviewId })
    await call(world.member.openid, 'reviews.writeSummary', { reviewId, text: '一年来按时参加学习。' })
    expect(await todo(world.member.openid)).toBeUndefined()
    await call(world.member.openid, 'reviews.writeSummary', { reviewId, text: '' })
    expect(await todo(world.member.openid)).toBeDefined()
    await call(world.member.openid, 'reviews.writeSummary', { reviewId, text: '一年来按时参加学习。' })
    expect(await todo(world.officer.openid)).toBeDefined()
    const seen = await get(reviewId)
    expect(seen.summaries).toMatchObject({ asked: true, written: 1 })
    expect(seen.people.find(({ memberId }) => memberId === world.member.memberId)?.written).toBe(true)
    // Nobody's text comes with the review but the own.
    expect(JSON.stringify(seen)).not.toContain('按时参加学习')
    expect((await get(reviewId, world.member.openid)).mine.summary).toBe('一年来按时参加学习。')
    const of = (openid: string, memberId = world.member.memberId) => refusal(openid, 'reviews.summary', { reviewId, memberId })
    expect([await of(by()), await of(world.member.openid), await of(world.officer.openid), await of(world.leader.openid)]).toEqual([null, null, null, 'forbidden'])
    await call(by(), 'reviews.open', { reviewId })
    expect(await todo(world.officer.openid)).toBeUndefined()
    expect(await refusal(world.member.openid, 'reviews.writeSummary', { reviewId, text: '改一改' })).toBe('reviewState')
    expect(await call(world.probationary.openid, 'reviews.summary', { reviewId, memberId: world.member.memberId })).toEqual({ name: world.member.name, text: '一年来按时参加学习。' })
    expect(await of(world.leader.openid, world.officer.memberId)).toBe('reviewNoSummary')
    expect([await of(world.otherMember.openid), await of(world.leader.openid, world.otherMember.memberId)]).toEqual(['notFound', 'notFound'])
    const late = await another()
    expect(await of(late.openid)).toBe('forbidden')
    await call(by(), 'reviews.close', { reviewId })
    expect([await of(world.leader.openid), await of(by())]).toEqual(['forbidden', null])
  })

  test('a draft that is put away asks nobody any more', async () => {
    const reviewId = await draftReview(by())
    await call(by(), 'reviews.askSummaries', { reviewId })
    await call(by(), 'ballots.discard', { kind: 'review', id: reviewId })
    expect(await todo(world.officer.openid)).toBeUndefined()
  })

  test('who has no vote is not asked, and writes none', async () => {
    const guest = await another()
    const { version } = await call(by(), 'roster.get', { memberId: guest.memberId })
    await call(by(), 'dossier.suspend', { memberId: guest.memberId, version, on: '2026-11-01', reason: 'settledAbroad' })
    const reviewId = await draftReview(by())
    await call(by(), 'reviews.askSummaries', { reviewId })
    expect((await get(reviewId, guest.openid)).can.writeSummary).toBe(false)
    expect(await todo(guest.openid)).toBeUndefined()
    expect(await refusal(guest.openid, 'reviews.writeSummary', { reviewId, text: '总结' })).toBe('forbidden')
  })
})

describe('another year', () => {
  test('begins with the groups and settings of the last one, without its lists and numbers; whoever is gone is not in it', async () => {
    const { change } = await import('../../cloudfunctions/platform/database')
    const gone = await another()
    const last = await openReview(by(), {
      scale: 'satisfaction', scored: true, weights: { members: 70, others: 30 }, purpose: '看看大家这一年', excellentBase: 'reviewed', leftOut: [world.officer.memberId],
      groups: [{ name: '一班', entry: 'list', list: '20239901\n20239902', memberIds: [gone.memberId, world.member.memberId] }, { name: '老同志', entry: 'paper', members: true, entitled: 4 }],
    })
    await change('reviews', { _id: last }, { state: 'closed', year: 2150, key: 'zzzz' })
    await call(by(), 'roster.archive', { memberId: gone.memberId, reason: '已转出' })
    const { reviewId } = await call(by(), 'reviews.create', { year: 2151, title: '2151年度', copy: true })
    expect(await get(reviewId)).toMatchObject({
      copiedFrom: 2150, scale: 'satisfaction', scored: true, weights: { members: 70, others: 30 }, purpose: '看看大家这一年', excellentBase: 'reviewed', leftOut: [],
      groups: [{ key: 'members' }, { key: 'a', name: '一班', entry: 'list', entitled: 0, rates: [world.member.memberId] }, { key: 'b', name: '老同志', entry: 'paper', entitled: 0, rates: null, members: true }],
    })
    expect(await refusal(by(), 'reviews.open', { reviewId })).toBe('reviewNoVoters')
    expect(await get((await call(by(), 'reviews.create', { year: 2152, title: '2152年度' })).reviewId)).toMatchObject({ copiedFrom: null, scale: 'grades', groups: [{ key: 'members' }] })
  })

  test('says what it is for by itself', async () => {
    const reviewId = await openReview(by(), { groups: [{ name: '一班', entry: 'slips', entitled: 2 }] })
    const [scene] = await slipsOf(by(), reviewId, 1)
    expect((await call('reader', 'ballots.enter', { scene: scene! })).purpose).toBe('了解党员一年来的表现，票数供评定等次时参考')
  })
})

test('two namesakes on a ballot are told apart, by class; a ballot is as long as every other', async () => {
  const add = (className: string) => call(world.founder.openid, 'roster.add', { organisationId: world.branchId, name: '同名同', standing: 'full', className })
  await add('软件2301')
  await add('软件2302')
  const reviewId = await openReview(by())
  const { questions } = await ownBallot(world.member.openid, reviewId)
  expect(questions.map(({ name }) => name).filter(name => name.startsWith('同名')).sort()).toEqual(['同名同（软件2301）', '同名同（软件2302）'])
  const { read } = await import('../../cloudfunctions/platform/database')
  expect((await read('ballot_boxes', `${reviewId}-1-members`))?.length).toBe(questions.length)
})
