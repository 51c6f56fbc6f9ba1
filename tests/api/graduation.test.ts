/** A class leaves: put in, asked, assigned, sent off or kept, and followed. */
import { call, operationsOf, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { bind, makeWorld, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)
afterEach(() => setNow(START))

const dates = { leavesOn: '2027-06-30', dueOn: '2027-05-31' }
const year = 2027
let branches = 0
/** A branch with two classes of two and one person without a class; the first has joined. */
async function newClass() {
  const tag = `g${++branches}`
  const by = world.founder.openid
  const { organisationId } = await call(by, 'organisations.create', { parentId: world.committeeId, name: `第${tag}党支部`, kind: 'branch' })
  const add = async (name: string, className?: string) => (await call(by, 'roster.add', { organisationId, name, standing: 'full', className })).memberId
  const people = { an: await add('安一', '甲班'), bai: await add('白二', '甲班'), cao: await add('曹三', '乙班'), deng: await add('邓四', '乙班'), feng: await add('冯五') }
  await bind(by, people.an, `o-${tag}`)
  return { organisationId, by, phone: `o-${tag}`, ...people }
}
const list = (organisationId: string, more = {}) => call(world.founder.openid, 'graduation.list', { organisationId, year, ...more })
const states = async (organisationId: string) => Object.fromEntries((await list(organisationId)).items.map(({ name, state }) => [name, state]))
const mine = async (openid: string) => (await call(openid, 'session.home', {})).todos.filter(todo => todo.kind === 'graduationMine').map(({ title }) => title)
const work = { kind: 'work' as const, to: '示例公司党委' }

test('works: classes are put in, who has joined is asked and answers, the rest is assigned; counts agree with the list', async () => {
  const { organisationId, by, phone, bai, cao } = await newClass()
  expect((await call(by, 'graduation.choices', { organisationId })).classes).toEqual([{ name: '乙班', count: 2 }, { name: '甲班', count: 2 }])
  const added = await call(by, 'graduation.add', { organisationId, ...dates, classNames: ['甲班', '乙班'] })
  expect(added).toMatchObject({ year, added: 4, already: 0, change: { changed: 4, can: { undo: true } } })
  expect(await call(by, 'graduation.add', { organisationId, ...dates, classNames: ['甲班'] })).toMatchObject({ added: 0, already: 2, change: null })
  expect(await mine(phone)).toEqual(['填写毕业去向'])

  await call(phone, 'graduation.fill', { kind: 'kept', until: '2029-06-30' })
  expect(await mine(phone)).toEqual([])
  expect(await call(by, 'graduation.assign', { organisationId, year, memberIds: [bai, cao], ...work })).toMatchObject({ changed: 2, left: 0 })
  const page = await list(organisationId)
  expect(page.items.map(({ name, state }) => [name, state])).toEqual([['邓四', 'none'], ['曹三', 'filled'], ['安一', 'filled'], ['白二', 'filled']])
  expect(page).toMatchObject({ all: 4, total: 4, counts: { none: 1, filled: 3, letter: 0, received: 0, kept: 0, overdue: 0 }, can: { keep: true }, leavesOn: '2027-06-30' })
  for (const [state, count] of Object.entries(page.counts)) expect((await list(organisationId, { state })).total).toBe(count)
  expect((await list(organisationId, { className: '乙班' })).items.map(({ name }) => name)).toEqual(['邓四', '曹三'])
  expect((await list(organisationId, { search: 'bai' })).items.map(({ name }) => name)).toEqual(['白二'])
  expect((await call(by, 'graduation.select', { organisationId, year, className: '乙班' })).memberIds).toEqual([expect.any(String), cao])
  // Page by page the same people.
  const first = await list(organisationId, { limit: 3 })
  const second = await list(organisationId, { limit: 3, cursor: first.next! })
  expect([...first.items, ...second.items]).toEqual(page.items)
  expect(second.next).toBeNull()
  expect((await call(by, 'graduation.below', { organisationId: world.committeeId, year })).items.find(({ id }) => id === organisationId)).toMatchObject({ all: 4, counts: { none: 1, filled: 3 } })
})

test('empty: a list with nobody, and a person who is in none', async () => {
  expect(await list(world.otherBranchId)).toMatchObject({ items: [], all: 0, next: null, leavesOn: null, last: null })
  expect((await call(world.otherMember.openid, 'graduation.leaver', {})).leaver).toBeNull()
  expect(await refusal(world.otherMember.openid, 'graduation.fill', work)).toBe('graduationNotIn')
})

test('a change of many is taken back within half an hour; who answered since keeps the own word', async () => {
  const { organisationId, by, phone, an, bai, cao, deng, feng } = await newClass()
  await call(by, 'graduation.add', { organisationId, ...dates, classNames: ['甲班', '乙班'] })
  await call(by, 'graduation.assign', { organisationId, year, memberIds: [deng], kind: 'home', to: '示例县党委' })
  await setNow(new Date(START.getTime() + 60_000))
  const { change } = await call(by, 'graduation.assign', { organisationId, year, memberIds: [an, bai, cao, deng], ...work }, 'the-same-assign')
  expect((await call(by, 'graduation.assign', { organisationId, year, memberIds: [an, bai, cao, deng], ...work }, 'the-same-assign')).changed).toBe(4)
  await expect(call(by, 'graduation.assign', { organisationId, year, memberIds: [bai], kind: 'home', to: '别处' }, 'the-same-assign')).rejects.toMatchObject({ code: 'conflict' })
  await call(phone, 'graduation.fill', { kind: 'study', to: '示例大学研究生院党委' })
  expect((await list(organisationId)).last).toMatchObject({ seasonChangeId: change!.seasonChangeId, changed: 3 })
  expect(await call(by, 'graduation.undo', { seasonChangeId: change!.seasonChangeId })).toMatchObject({ undone: true, changed: 3 })
  expect((await list(organisationId)).items.map(({ name, kind, target }) => [name, kind, target]).sort()).toEqual([['安一', 'study', '示例大学研究生院党委'], ['曹三', null, ''], ['白二', null, ''], ['邓四', 'home', '示例县党委']].sort())
  // Putting in can be taken back as well, except of who has answered.
  const put = await call(by, 'graduation.add', { organisationId, ...dates, memberIds: [feng] })
  await setNow(new Date(START.getTime() + 31 * 60_000 + 1))
  expect(await refusal(by, 'graduation.undo', { seasonChangeId: put.change!.seasonChangeId })).toBe('bulkTooLate')
  await setNow(new Date(START.getTime() + 31 * 60_000))
  await call(by, 'graduation.undo', { seasonChangeId: put.change!.seasonChangeId })
  expect((await list(organisationId)).all).toBe(4)
  // And put in again.
  expect((await call(by, 'graduation.add', { organisationId, ...dates, memberIds: [feng] })).added).toBe(1)
  expect((await call(by, 'graduation.drop', { organisationId, year, memberIds: [feng] })).changed).toBe(1)
  expect((await list(organisationId)).all).toBe(4)
})

test('sent off: transfers begin to the written targets, and the receipt is read from them', async () => {
  const { organisationId, by, phone, an, bai, cao, deng } = await newClass()
  await call(by, 'graduation.add', { organisationId, ...dates, classNames: ['甲班', '乙班'] })
  await call(by, 'graduation.assign', { organisationId, year, memberIds: [bai, cao], ...work })
  await call(phone, 'graduation.fill', { kind: 'kept', until: '2028-06-30' })
  const send = () => call(by, 'graduation.send', { organisationId, year, memberIds: [an, bai, cao, deng], duesUntil: '2027-06' }, 'the-same-send')
  const sent = await send()
  expect(sent.done).toBe(2)
  expect(sent.left.map(({ name, why }) => [name, why]).sort()).toEqual([['安一', '安一填的是“暂留学校”'], ['邓四', '邓四还没有填去向']].sort())
  expect(await states(organisationId)).toEqual({ 安一: 'filled', 白二: 'filled', 曹三: 'filled', 邓四: 'none' })
  // Under way, a destination is no longer changed.
  expect(await call(by, 'graduation.assign', { organisationId, year, memberIds: [bai], kind: 'home', to: '别处' })).toMatchObject({ changed: 0, left: 1, change: null })
  const { read, put } = await import('../../cloudfunctions/platform/database')
  const { newestTransfers } = await import('../../cloudfunctions/services/transfers-open')
  const transfer = (await newestTransfers([bai])).get(bai)!
  expect(transfer).toMatchObject({ toName: '示例公司党委', duesUntil: '2027-06', source: `graduation_${organisationId}_${year}` })
  expect((await read('members', bai))!.axes!.relation!.value).toBe('leaving')
  await put('transfers', { ...transfer, state: 'issued', letter: { number: '1', issuedOn: '2026-11-20', validDays: 90, until: '2027-02-18' } })
  expect((await states(organisationId)).白二).toBe('letter')
  await setNow('2027-02-18T15:59:00Z')
  expect((await states(organisationId)).白二).toBe('letter')
  await setNow('2027-02-18T16:00:00Z')
  expect((await states(organisationId)).白二).toBe('overdue')
  await put('transfers', { ...transfer, state: 'done', open: false, closedAt: START })
  expect((await states(organisationId)).白二).toBe('received')
})

test('kept at school: two years at most, told sixty days before, spoken with from abroad', async () => {
  const { organisationId, by, an, bai, cao } = await newClass()
  await call(by, 'graduation.add', { organisationId, ...dates, classNames: ['甲班', '乙班'] })
  const memberIds = [an, bai, cao]
  const assign = (until: string) => refusal(by, 'graduation.assign', { organisationId, year, memberIds: memberIds.slice(0, 1), kind: 'kept', until })
  expect([await assign('2029-07-01'), await assign('2029-06-30')]).toEqual(['graduationKept', null])
  await call(by, 'graduation.assign', { organisationId, year, memberIds: [bai], kind: 'abroad' })
  const kept = await call(by, 'graduation.keep', { organisationId, year, memberIds })
  expect(kept).toEqual({ done: 2, left: [{ name: '曹三', why: '曹三还没有填去向' }] })
  expect(await call(by, 'graduation.keep', { organisationId, year, memberIds: [bai] })).toEqual({ done: 1, left: [] })
  expect(await states(organisationId)).toMatchObject({ 安一: 'kept', 白二: 'kept' })
  const { find } = await import('../../cloudfunctions/platform/database')
  expect((await find('person_events', { personId: bai }, { limit: 5 })).filter(({ kind }) => kind === 'relation').map(({ text }) => text)).toEqual(['出国（境），组织关系保留在学校'])

  const { remindOfKept } = await import('../../cloudfunctions/modules/graduation/notify')
  const told = async () => (await find('inbox', { audience: `o:${organisationId}`, closed: false }, { limit: 5 })).map(({ title }) => title)
  await remindOfKept(new Date('2027-03-20T01:00:00Z'))
  expect(await told()).toEqual([])
  // Abroad: half a year from 20 November 2026 is 20 May 2027; sixty days before is 21 March.
  await remindOfKept(new Date('2027-03-21T01:00:00Z'))
  expect(await told()).toEqual(['1位同志保留组织关系要跟进'])
  await setNow('2027-05-20T16:00:00Z')
  expect((await states(organisationId)).白二).toBe('overdue')
  await call(by, 'graduation.contacted', { memberId: bai, day: '2027-05-20' })
  expect((await states(organisationId)).白二).toBe('kept')
  expect(await refusal(by, 'graduation.contacted', { memberId: bai, day: '2027-05-22' })).toBe('datesWrong')
  await call(by, 'graduation.endKeep', { memberId: bai })
  expect(await refusal(by, 'graduation.endKeep', { memberId: bai })).toBe('graduationNotKept')
  expect((await states(organisationId)).白二).toBe('filled')
})

test('who would be admitted within three months before leaving is named on the list', async () => {
  const { organisationId, by } = await newClass()
  await call(by, 'graduation.add', { organisationId, ...dates, classNames: ['甲班'] })
  const { put } = await import('../../cloudfunctions/platform/database')
  const applicant = { organisationId, name: '蒋六', stage: 'prospect', className: '甲班', sortKey: 'jiangliu', searchKeys: [], archived: false, archivedAt: null, archiveReason: null, version: 1, createdAt: START } as never
  await put('applicants', { ...(applicant as object), _id: `applicant-${organisationId}` } as never)
  await setNow('2027-03-29T01:00:00Z')
  expect((await list(organisationId)).admissions).toBeNull()
  await setNow('2027-03-30T01:00:00Z')
  expect((await list(organisationId)).admissions).toMatchObject({ names: ['蒋六'], basis: expect.stringContaining('第十八条') })
})

test('no permission, and nothing of a foreign branch', async () => {
  const { organisationId, phone, bai } = await newClass()
  await call(world.founder.openid, 'graduation.add', { organisationId, ...dates, memberIds: [bai, world.otherMember.memberId] })
  expect((await list(organisationId)).all).toBe(1)
  for (const openid of [world.secretary.openid, world.otherSecretary.openid]) {
    expect(await refusal(openid, 'graduation.list', { organisationId })).toBe('notFound')
    expect(await refusal(openid, 'graduation.add', { organisationId, ...dates, memberIds: [bai] })).toBe('notFound')
    expect(await refusal(openid, 'graduation.leaver', { memberId: bai })).toBe('notFound')
  }
  expect(await refusal(phone, 'graduation.list', { organisationId })).toBe('forbidden')
  expect(await refusal(phone, 'graduation.leaver', { memberId: bai })).toBe('notFound')
  expect(await refusal(world.founder.openid, 'graduation.add', { organisationId: world.groupId, ...dates, memberIds: [bai] })).toBe('notFound')
  expect(await refusal(world.founder.openid, 'graduation.add', { organisationId, ...dates })).toBe('graduationNobody')
  expect(await refusal(world.founder.openid, 'graduation.add', { organisationId, leavesOn: '2027-06-30', dueOn: '2026-11-19', memberIds: [bai] })).toBe('datesWrong')
})

test('hundreds at once: put in and assigned in one call each, the list in a few operations', async () => {
  const { organisationId, by } = await newClass()
  const { db, find } = await import('../../cloudfunctions/platform/database')
  const [model] = await find('members', { organisationId }, { limit: 1 })
  const { inParallel } = await import('../../cloudfunctions/services/parallel')
  await inParallel(Array.from({ length: 400 }, (_, n) => n), 20, n => db.collection('members').add({ ...model, _id: `many-${n}`, name: `众${n}`, className: '丙班', sortKey: `zhong${n}_many-${n}`, accountId: null, idHash: null }))
  expect((await call(by, 'graduation.add', { organisationId, ...dates, classNames: ['丙班'] })).added).toBe(400)
  const memberIds = Array.from({ length: 400 }, (_, n) => `many-${n}`)
  expect(await operationsOf(async () => { expect((await call(by, 'graduation.assign', { organisationId, year, memberIds, ...work })).changed).toBe(400) })).toBeLessThanOrEqual(15)
  expect(await operationsOf(() => list(organisationId))).toBeLessThanOrEqual(12)
  expect((await list(organisationId)).counts).toMatchObject({ filled: 400 })
}, 60_000)
