/** One item of one person is opened on record, slowly, and stopped after an unusual run; a member sees who looked. */
import { call, operationsOf, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { join, makeWorld, proveFactor, type World } from '../support/world'

let world: World
let subject: string
const phone = '19900007777'
const address = '示例省示例市打开路77号'
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  for (const { openid } of [world.secretary, world.otherSecretary]) await proveFactor(openid)
  subject = world.member.memberId
  await call(world.secretary.openid, 'roster.update', { memberId: subject, version: 1, changes: { phone, address } })
}, 60_000)
afterAll(stopApi)
beforeEach(() => setNow(START))

const minutes = (n: number): Date => new Date(START.getTime() + n * 60_000)
const reveal = (openid: string, memberId = subject, requestId?: string) => call(openid, 'privacy.reveal', { memberId, item: 'phone', reason: '通知开会' }, requestId)
const reveals = async () => (await import('../../cloudfunctions/platform/database')).findAll('reveals', {})
const prove = async (openid: string) => { await (await import('../../cloudfunctions/platform/database')).db.collection('access').where({ openid }).update({ provedUntil: minutes(100_000) }) }
const todos = async (openid: string) => (await call(openid, 'session.home', {})).todos.filter(({ kind }) => kind === 'unusual')

test('one item is opened with a reason, and the member sees who, when and why, never the value', async () => {
  expect(await reveal(world.secretary.openid)).toEqual({ value: phone })
  expect(await call(world.secretary.openid, 'privacy.reveal', { memberId: subject, item: 'address', reason: '寄送材料' })).toEqual({ value: address })
  const looks = await call(world.member.openid, 'privacy.looks', {})
  const line = { byName: '王建国', organisationName: '软件本科生第一党支部', what: '查看全号', at: START.toISOString() }
  expect([...looks.items].sort((a, b) => a.items[0]!.localeCompare(b.items[0]!))).toMatchObject([{ ...line, what: '查看住址', items: ['address'], reason: '寄送材料' }, { ...line, items: ['phone'], reason: '通知开会' }])
  for (const kept of [await reveals(), looks]) expect(JSON.stringify(kept)).not.toMatch(/19900007777|打开路/)
})

test('the own item needs no reason and leaves no look', async () => {
  const before = (await reveals()).length
  expect(await call(world.member.openid, 'privacy.own', { item: 'phone' })).toEqual({ value: phone })
  expect(await call(world.member.openid, 'privacy.own', { item: 'landline' })).toEqual({ value: null })
  expect((await reveals()).length).toBe(before)
})

test('an applicant is reached in the same way, and finds the record after becoming a member', async () => {
  const { applicantId } = await call(world.secretary.openid, 'applicants.add', { organisationId: world.branchId, name: '何申', appliedOn: '2025-01-10', phone: '19900005555' })
  expect(await call(world.secretary.openid, 'privacy.reveal', { memberId: applicantId, item: 'phone', reason: '通知谈话' })).toEqual({ value: '19900005555' })
  expect(await refusal(world.otherSecretary.openid, 'privacy.reveal', { memberId: applicantId, item: 'phone', reason: '看看' })).toBe('notFound')
  expect((await reveals()).filter(({ subjectId }) => subjectId === applicantId)).toMatchObject([{ subjectName: '何申', reason: '通知谈话' }])
})

test('who may not, and what is not there', async () => {
  expect(await refusal(world.officer.openid, 'privacy.reveal', { memberId: subject, item: 'phone', reason: '看看' })).toBe('forbidden')
  expect(await refusal(world.otherSecretary.openid, 'privacy.reveal', { memberId: subject, item: 'phone', reason: '看看' })).toBe('notFound')
  expect(await refusal(world.secretary.openid, 'privacy.reveal', { memberId: subject, item: 'landline', reason: '看看' })).toBe('itemNotKept')
  expect(await refusal(world.secretary.openid, 'privacy.reveal', { memberId: subject, item: 'phone', reason: ' ' })).toBe('badInput')
  expect(await refusal(world.secretary.openid, 'privacy.reveal', { memberId: subject, item: 'idNumber' as 'phone', reason: '看看' })).toBe('badInput')
  await setNow(minutes(11))
  expect(await refusal(world.secretary.openid, 'privacy.reveal', { memberId: subject, item: 'phone', reason: '看看' })).toBe('secondFactorNeeded')
})

test('a repeat of a tap leaves one record; the same look an hour later is another', async () => {
  await prove(world.secretary.openid)
  await setNow(minutes(20))
  const before = (await reveals()).length
  for (let again = 0; again < 2; again++) await reveal(world.secretary.openid, subject, 'the-same-look')
  expect((await reveals()).length).toBe(before + 1)
  await setNow(minutes(80))
  await reveal(world.secretary.openid, subject, 'the-same-look')
  expect((await reveals()).length).toBe(before + 2)
})

test('an export stands beside the reveals, and pages go by key', async () => {
  await prove(world.secretary.openid)
  await setNow(minutes(90))
  await call(world.secretary.openid, 'exports.roster', { organisationId: world.branchId })
  const all = (await call(world.member.openid, 'privacy.looks', { limit: 50 })).items
  expect(all[0]).toMatchObject({ what: '导出花名册', items: ['phone', 'landline', 'address'], reason: null })
  const paged: typeof all = []
  for (let cursor: string | undefined; ;) {
    const page = await call(world.member.openid, 'privacy.looks', { limit: 2, cursor })
    paged.push(...page.items)
    if (!page.next) break
    cursor = page.next
  }
  expect(paged).toEqual(all)
  expect(await operationsOf(() => call(world.member.openid, 'privacy.looks', {}))).toBe(4)
  expect((await call(world.otherMember.openid, 'privacy.looks', {})).items).toEqual([])
})

test('the sixth look within a minute waits; the twenty-first within an hour stops, and others are told', async () => {
  const openid = world.otherSecretary.openid
  await prove(openid)
  const added = await Promise.all(Array.from({ length: 21 }, (_, n) => call(openid, 'roster.add', { organisationId: world.otherBranchId, name: `何${n}`, standing: 'full', phone: `199000010${String(n).padStart(2, '0')}` })))
  const look = (n: number) => refusal(openid, 'privacy.reveal', { memberId: added[n % 21]!.memberId, item: 'phone', reason: '通知' })
  const outcomes = await Promise.all([0, 1, 2, 3, 4, 5, 6].map(look))
  expect(outcomes.filter(outcome => outcome === null)).toHaveLength(5)
  expect(new Set(outcomes)).toEqual(new Set([null, 'tooManyTries']))
  for (let n = 5; n < 20; n++) {
    await setNow(minutes(Math.floor(n / 5) * 2))
    expect(await look(n)).toBeNull()
  }
  expect(await todos(world.founder.openid)).toEqual([])
  await setNow(minutes(9))
  expect([await look(20), await look(20)]).toEqual(['revealsStopped', 'revealsStopped'])
  expect(await todos(world.founder.openid)).toMatchObject([{ title: '孙丽短时间内查看了很多人的联系方式', refId: world.otherBranchId }])
  expect(await todos(openid)).toEqual([])
  // Everything else goes on; only looking is held back, for a day.
  expect((await call(openid, 'roster.list', {})).total).toBeGreaterThan(20)
  await setNow(minutes(9 + 23 * 60))
  expect(await look(20)).toBe('revealsStopped')
  await setNow(minutes(9 + 24 * 60 + 1))
  expect(await look(20)).toBeNull()
})

test('officers see what was opened in their branch, and who appoints above deals with the run', async () => {
  await prove(world.founder.openid)
  await prove(world.otherSecretary.openid)
  await setNow(minutes(10))
  const page = await call(world.founder.openid, 'privacy.looksOf', { organisationId: world.otherBranchId, limit: 5 })
  expect(page).toMatchObject({ organisationName: '硕士第二党支部', unusual: [{ kind: 'reveals', byName: '孙丽', count: 21, can: { settle: true } }] })
  expect(page.items).toHaveLength(5)
  expect(page.items[0]).toMatchObject({ byName: '孙丽', subjectName: expect.stringMatching(/^何/), reason: '通知' })
  const own = await call(world.otherSecretary.openid, 'privacy.looksOf', { organisationId: world.otherBranchId })
  expect(own.unusual[0]).toMatchObject({ can: { settle: false }, why: { settle: '自己的异常查看，要由另一位负责人核实' } })
  const unusualId = page.unusual[0]!.id
  expect(await refusal(world.otherSecretary.openid, 'privacy.settle', { unusualId, lift: true })).toBe('ownRun')
  expect(await refusal(world.secretary.openid, 'privacy.settle', { unusualId, lift: true })).toBe('notFound')
  expect(await refusal(world.secretary.openid, 'privacy.looksOf', { organisationId: world.otherBranchId })).toBe('notFound')
  expect(await refusal(world.secretary.openid, 'privacy.looksOf', { organisationId: world.groupId })).toBe('notFound')
  for (let again = 0; again < 2; again++) await call(world.founder.openid, 'privacy.settle', { unusualId, lift: true })
  expect(await todos(world.founder.openid)).toEqual([])
  expect((await call(world.founder.openid, 'privacy.looksOf', { organisationId: world.otherBranchId })).unusual).toEqual([])
  expect((await call(world.founder.openid, 'privacy.looksOf', { organisationId: world.committeeId })).items.length).toBe(0)
})

describe('many different records that are not the own', () => {
  test('one hundred trip the account until the hour is over; the same one over and over does not', async () => {
    const { openid } = await join(world.founder.openid, world.branchId, '何某', 'o-curious')
    const ask = (memberId: string) => refusal(openid, 'roster.get', { memberId })
    for (let n = 0; n < 120; n++) expect(await ask('the-same-one')).toBe('notFound')
    for (let n = 0; n < 98; n++) expect(await ask(`foreign-${n}`)).toBe('notFound')
    expect(await refusal(openid, 'session.home', {})).toBeNull()
    expect(await ask('foreign-98')).toBe('notFound')
    expect([await ask('foreign-99'), await refusal(openid, 'session.home', {})]).toEqual(['tooManyTries', 'tooManyTries'])
    expect(await todos(world.founder.openid)).toMatchObject([{ title: '何某的账号反复打开不能看的记录', refId: world.branchId }])
    expect(await todos(world.secretary.openid)).toHaveLength(1)
    const [run] = (await call(world.secretary.openid, 'privacy.looksOf', { organisationId: world.branchId })).unusual
    expect(run).toMatchObject({ kind: 'refusals', count: 100, byName: '何某' })
    await prove(world.secretary.openid)
    await call(world.secretary.openid, 'privacy.settle', { unusualId: run!.id, lift: false })
    expect([await todos(world.secretary.openid), await todos(world.founder.openid), await ask('foreign-99')]).toEqual([[], [], 'tooManyTries'])
    await call(world.secretary.openid, 'privacy.settle', { unusualId: run!.id, lift: true })
    for (const again of ['foreign-99', 'foreign-100']) expect(await ask(again)).toBe('notFound')
    expect(await refusal(openid, 'session.home', {})).toBeNull()
  })

  test('who is not let go on waits until the hour is over', async () => {
    const { openid } = await join(world.founder.openid, world.branchId, '何等', 'o-waiting')
    for (let n = 0; n < 100; n++) await refusal(openid, 'roster.get', { memberId: `other-${n}` })
    await setNow(minutes(59))
    expect(await refusal(openid, 'session.home', {})).toBe('tooManyTries')
    await setNow(minutes(61))
    expect(await refusal(openid, 'session.home', {})).toBeNull()
  })

  test('success costs nothing, a refusal one operation', async () => {
    const own = () => call(world.otherMember.openid, 'roster.get', { memberId: world.otherMember.memberId })
    const before = await operationsOf(own)
    await refusal(world.otherMember.openid, 'roster.get', { memberId: 'nobody' })
    expect(await operationsOf(own)).toBe(before)
    expect(await operationsOf(() => refusal(world.otherMember.openid, 'roster.get', { memberId: world.member.memberId }))).toBe(await operationsOf(() => refusal(world.otherMember.openid, 'roster.get', { memberId: 'nothing' })))
  })
})
