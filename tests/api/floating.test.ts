/** Floating members, lost contact, community registration, guests: through the real router. */
import type { InputOf } from '../../types/contracts'
import { call, operationsOf, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { join, makeWorld, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)
afterEach(() => setNow(START))

const by = () => world.secretary.openid
let n = 0
const person = () => join(world.founder.openid, world.branchId, `何${'一二三四五六七八九十甲乙丙丁戊'[n++]}`, `openid-away-${n}`)
const trip = (memberId: string, over: Partial<InputOf<'floating.report'>> = {}): InputOf<'floating.report'> => ({ memberId, place: '浙江省杭州市西湖区', abroad: false, reason: '实习', from: '2026-12-01', until: '2027-03-01', host: '示例公司党支部', hostContact: '李工', ...over })
const todos = async (openid: string, kind: string, memberId: string) => (await call(openid, 'session.home', {})).todos.filter(todo => todo.kind === kind && todo.refId === memberId)
const runJob = async (at: string) => {
  await setNow(at)
  const { remindOfAway } = await import('../../cloudfunctions/modules/floating/reminders')
  const { clock } = await import('../../cloudfunctions/platform/clock')
  return remindOfAway(clock.now(), new Date(Date.now() + 30_000))
}
const eventsOf = async (memberId: string) => {
  const { findAll } = await import('../../cloudfunctions/platform/database')
  return (await findAll('person_events', { personId: memberId })).filter(({ kind }) => kind !== 'roster').map(({ kind, text, day }) => `${day} ${kind} ${text}`).sort()
}
const axes = async (memberId: string) => {
  const { read } = await import('../../cloudfunctions/platform/database')
  return (await read('members', memberId))!.axes
}

describe('out', () => {
  test('a member reports before leaving, the secretary sees it and gives the paper', async () => {
    const me = await person()
    const away = await call(me.openid, 'floating.report', trip(me.memberId))
    expect(away).toMatchObject({ self: true, stay: { place: '浙江省杭州市西湖区', confirmed: false, certificate: 'none', dueOn: '2027-12-01', due: 'later', reportedBy: me.name }, can: { contact: true, back: true, confirm: false, lost: false } })
    expect(await axes(me.memberId)).toMatchObject({ floating: { value: 'out', since: '2026-12-01', place: '浙江省杭州市西湖区' } })
    expect(await todos(by(), 'floating', me.memberId)).toMatchObject([{ hint: '报告外出，请确认' }])
    expect(await call(by(), 'floating.confirm', { memberId: me.memberId, certificate: 'proof', certificateNumber: '证字2026第3号' })).toMatchObject({ self: false, stay: { confirmed: true, certificate: 'proof' } })
    expect(await todos(by(), 'floating', me.memberId)).toEqual([])
    expect(await eventsOf(me.memberId)).toEqual([expect.stringContaining('floating 外出登记：已开党员证明信'), '2026-12-01 floating 外出：浙江省杭州市西湖区（实习）'])
    expect((await call(by(), 'roster.get', { memberId: me.memberId })).organisationId).toBe(world.branchId)
  })

  test('the secretary writes it down; a repeat of the tap leaves one; a second absence is refused; a change needs what was seen', async () => {
    const { memberId } = await person()
    const first = await call(by(), 'floating.report', trip(memberId), 'tap-report')
    expect(first.stay).toMatchObject({ confirmed: true, certificate: 'none' })
    expect(await call(by(), 'floating.report', trip(memberId), 'tap-report')).toEqual(first)
    expect(await refusal(by(), 'floating.report', trip(memberId))).toBe('alreadyAway')
    const changed = await call(by(), 'floating.report', trip(memberId, { version: first.version, place: '上海市浦东新区' }))
    expect(changed.stay!.place).toBe('上海市浦东新区')
    expect(await refusal(by(), 'floating.report', trip(memberId, { version: first.version }))).toBe('conflict')
    expect((await axes(memberId))!.floating!.place).toBe('上海市浦东新区')
    expect(await eventsOf(memberId)).toHaveLength(2)
  })

  test('of two reports in the same second one stands', async () => {
    const me = await person()
    const outcomes = await Promise.all([refusal(me.openid, 'floating.report', trip(me.memberId)), refusal(by(), 'floating.report', trip(me.memberId, { place: '北京市' }))])
    expect(outcomes.sort()).toEqual(['alreadyAway', null].sort())
    expect((await eventsOf(me.memberId))).toHaveLength(1)
  })

  test('the yearly contact: spoken of 60 days before, late after, done by either; back home ends it', async () => {
    const me = await person()
    await call(by(), 'floating.report', trip(me.memberId, { until: '' }))
    await runJob('2027-10-01T01:00:00Z')
    expect(await todos(by(), 'floating', me.memberId)).toEqual([])
    await runJob('2027-10-03T01:00:00Z')
    expect(await todos(by(), 'floating', me.memberId)).toMatchObject([{ hint: '请联系一次', due: '2027-12-01T15:59:59.000Z' }])
    expect(await todos(me.openid, 'floating', me.memberId)).toMatchObject([{ title: '向支部报告近况' }])
    expect((await call(by(), 'floating.list', { show: 'due' })).items.map(({ id }) => id)).toContain(me.memberId)
    await runJob('2027-12-02T01:00:00Z')
    expect(await todos(by(), 'floating', me.memberId)).toMatchObject([{ hint: '已到期，请尽快联系' }])
    expect(await refusal(me.openid, 'floating.contact', { memberId: me.memberId, day: '2027-12-03', way: 'phone', note: '' })).toBe('datesWrong')
    const done = await call(me.openid, 'floating.contact', { memberId: me.memberId, day: '2027-12-02', way: 'message', note: '一切都好' })
    expect(done.stay).toMatchObject({ dueOn: '2028-12-02', due: 'later', contacts: [{ day: '2027-12-02', byName: me.name }] })
    expect([await todos(by(), 'floating', me.memberId), await todos(me.openid, 'floating', me.memberId)]).toEqual([[], []])
    expect((await call(by(), 'floating.list', { show: 'due' })).items.map(({ id }) => id)).not.toContain(me.memberId)
    const home = await call(me.openid, 'floating.back', { memberId: me.memberId, day: '2027-12-02' })
    expect(home).toMatchObject({ stay: null, earlier: [{ place: '浙江省杭州市西湖区', backOn: '2027-12-02' }] })
    expect((await axes(me.memberId))!.floating).toMatchObject({ value: 'no' })
    expect(await refusal(me.openid, 'floating.back', { memberId: me.memberId, day: '2027-12-02' })).toBe('notAway')
  })

  test('abroad half-yearly; wrong days and numbers are refused', async () => {
    const { memberId } = await person()
    expect(await refusal(by(), 'floating.report', trip(memberId, { until: '2026-11-30' }))).toBe('datesWrong')
    expect(await refusal(by(), 'floating.report', trip(memberId, { hostContact: '李工19900000001' }))).toBe('noNumbersHere')
    expect(await refusal(by(), 'floating.report', trip(memberId, { place: ' ' }))).toBe('badInput')
    expect((await call(by(), 'floating.report', trip(memberId, { abroad: true, place: '新加坡' }))).stay!.dueOn).toBe('2027-06-01')
  })
})

describe('lost', () => {
  test('since, searches, what follows; found again', async () => {
    const { memberId } = await person()
    await call(by(), 'floating.report', trip(memberId, { from: '2026-01-01', until: '' }))
    const lost = await call(by(), 'floating.lost', { memberId, since: '2026-05-08' })
    expect(lost.loss).toMatchObject({ since: '2026-05', searches: [], steps: [{ possible: true }, { from: '2026-11-30', until: '2028-05-31', possible: false }, { from: '2026-11-30', possible: false, waitsFor: '先要有查找的记录' }, { possible: false }] })
    expect(await axes(memberId)).toMatchObject({ contact: { value: 'lost', since: '2026-05-01' } })
    expect(await todos(by(), 'lostContact', memberId)).toMatchObject([{ hint: '请组织查找，并记下来' }])
    expect(await refusal(by(), 'floating.lost', { memberId, since: '2026-05-08' })).toBe('alreadyLost')
    expect(await refusal(by(), 'floating.contact', { memberId, day: '2026-11-20', way: 'phone', note: '' })).toBe('contactWhileLost')
    await call(by(), 'floating.search', { memberId, day: '2026-11-19', way: 'family', result: '家里也联系不上' })
    expect(await todos(by(), 'lostContact', memberId)).toEqual([])
    await runJob('2026-11-30T01:00:00Z')
    expect(await todos(by(), 'lostContact', memberId)).toMatchObject([{ hint: '失联满6个月，请按规定研究' }])
    // Nothing is decided here.
    expect((await axes(memberId))!.membership).toBeUndefined()
    const found = await call(by(), 'floating.found', { memberId, day: '2026-11-30', note: '换了手机号' })
    expect(found).toMatchObject({ loss: null, earlierLosses: [{ since: '2026-05', foundOn: '2026-11-30' }], stay: { contacts: [{ day: '2026-11-30' }] } })
    expect((await axes(memberId))!.contact).toMatchObject({ value: 'normal' })
    expect(await todos(by(), 'lostContact', memberId)).toEqual([])
    expect(await eventsOf(memberId)).toHaveLength(4)
  })

  test('a suspended membership is waited with for two years, and spoken of again', async () => {
    const { memberId } = await person()
    await call(by(), 'floating.lost', { memberId, since: '2026-01-10' })
    await call(by(), 'floating.search', { memberId, day: '2026-11-20', way: 'phone', result: '停机' })
    const { db } = await import('../../cloudfunctions/platform/database')
    await db.collection('members').doc(memberId).update({ 'axes.membership': { value: 'suspended', since: '2026-11-25' } })
    await runJob('2027-06-01T01:00:00Z')
    expect(await todos(by(), 'lostContact', memberId)).toEqual([])
    await runJob('2028-11-25T01:00:00Z')
    expect(await todos(by(), 'lostContact', memberId)).toMatchObject([{ hint: '停止党籍已满两年，请按规定研究' }])
    expect((await call(by(), 'floating.get', { memberId })).loss!.steps[3]).toMatchObject({ from: '2028-11-25', possible: true })
  })

  test('who is off the roster is spoken of no more, and again when restored', async () => {
    const { memberId } = await person()
    await call(by(), 'floating.lost', { memberId, since: '2026-01-10' })
    await call(by(), 'roster.archive', { memberId, reason: '试' })
    expect((await call(by(), 'floating.list', { show: 'lost' })).items.map(({ id }) => id)).not.toContain(memberId)
    expect(await refusal(by(), 'floating.search', { memberId, day: '2026-11-20', way: 'phone', result: '停机' })).toBe('memberArchived')
    await runJob('2027-01-20T01:00:00Z')
    expect(await todos(by(), 'lostContact', memberId)).toEqual([])
    await call(by(), 'roster.restore', { memberId })
    await runJob('2027-02-20T01:00:00Z')
    expect(await todos(by(), 'lostContact', memberId)).toHaveLength(1)
  })
})

test('a community: registered, activities with their hours, listed', async () => {
  const me = await person()
  expect(await refusal(me.openid, 'floating.act', { memberId: me.memberId, day: '2026-11-15', what: '垃圾分类', hours: 2 })).toBe('notRegistered')
  await call(me.openid, 'floating.register', { memberId: me.memberId, community: '示例街道示例社区', contact: '社区党委王书记', day: '2026-11-01' })
  const act = { memberId: me.memberId, day: '2026-11-15', what: '垃圾分类宣传', hours: 2.5 }
  await call(me.openid, 'floating.act', act, 'tap-of-act')
  expect((await call(me.openid, 'floating.act', act, 'tap-of-act')).registration).toMatchObject({ hours: 2.5, acts: [{ what: '垃圾分类宣传' }] })
  expect((await call(by(), 'floating.act', { ...act, day: '2026-11-18', hours: 1 })).registration!.hours).toBe(3.5)
  expect(await refusal(by(), 'floating.act', { ...act, day: '2026-11-21' })).toBe('datesWrong')
  expect((await call(by(), 'floating.list', { show: 'community' })).items).toMatchObject([{ id: me.memberId, community: '示例街道示例社区', hours: 3.5 }])
  expect(await call(by(), 'floating.register', { memberId: me.memberId, community: '新社区', contact: '', day: '2026-11-20' })).toMatchObject({ registration: { community: '新社区', hours: 3.5 } })
})

describe('lists', () => {
  test('numbers agree with the lists, page by page, at a steady price', async () => {
    const overview = await call(by(), 'floating.overview', {})
    for (const show of ['out', 'due', 'lost', 'community'] as const) {
      const all: string[] = []
      let cursor: string | undefined
      do {
        const page = await call(by(), 'floating.list', { show, limit: 2, cursor })
        expect(page.total).toBe(overview[show])
        all.push(...page.items.map(({ id }) => id))
        cursor = page.next ?? undefined
      } while (cursor)
      expect(new Set(all).size).toBe(overview[show])
    }
    expect(overview.out).toBeGreaterThan(2)
    expect(await operationsOf(() => call(by(), 'floating.list', { show: 'out' }))).toBeLessThanOrEqual(4)
  })

  test('nobody there: empty, not wrong', async () => {
    expect(await call(world.otherSecretary.openid, 'floating.list', { show: 'out' })).toEqual({ items: [], next: null, total: 0 })
    expect(await call(world.otherSecretary.openid, 'floating.overview', {})).toMatchObject({ out: 0, due: 0, lost: 0, community: 0, guests: 0 })
  })

  test('another branch learns nothing; an officer without the roster sees and changes nothing; a member sees the own', async () => {
    const me = await person()
    await call(me.openid, 'floating.report', trip(me.memberId))
    expect(await refusal(world.otherSecretary.openid, 'floating.get', { memberId: me.memberId })).toBe('notFound')
    expect(await refusal(world.otherSecretary.openid, 'floating.list', { organisationId: world.branchId, show: 'out' })).toBe('notFound')
    expect(await refusal(world.member.openid, 'floating.get', { memberId: me.memberId })).toBe('notFound')
    expect(await refusal(world.member.openid, 'floating.list', { show: 'out' })).toBe('forbidden')
    expect((await call(world.officer.openid, 'floating.get', { memberId: me.memberId })).can).toMatchObject({ report: false, contact: false })
    expect(await refusal(world.officer.openid, 'floating.back', { memberId: me.memberId, day: '2026-11-20' })).toBe('forbidden')
    expect(await call(world.founder.openid, 'floating.get', { memberId: me.memberId })).toMatchObject({ can: { contact: true } })
  })

  test('the lost member sees that, and not how the search is done', async () => {
    const me = await person()
    await call(by(), 'floating.lost', { memberId: me.memberId, since: '2026-05-01' })
    await call(by(), 'floating.search', { memberId: me.memberId, day: '2026-11-19', way: 'phone', result: '关机' })
    expect((await call(me.openid, 'floating.get', { memberId: me.memberId })).loss).toEqual({ since: '2026-05', searches: [], steps: [] })
  })
})

describe('guests', () => {
  const guest = (over: Partial<InputOf<'floating.addGuest'>> = {}): InputOf<'floating.addGuest'> => ({ organisationId: world.branchId, name: '韩 梅', home: '示例市第一党支部', homeContact: '周书记', certificate: 'card', certificateNumber: '证字1号', since: '2026-03-01', until: '', takesPart: true, ...over })

  test('kept beside the roster: counts of members stay; noted, told, left', async () => {
    const before = (await call(by(), 'roster.list', {})).total
    const added = await call(by(), 'floating.addGuest', guest(), 'tap-guest')
    expect(await call(by(), 'floating.addGuest', guest(), 'tap-guest')).toEqual(added)
    expect((await call(by(), 'roster.list', {})).total).toBe(before)
    expect((await call(by(), 'roster.names', {})).items.map(({ name }) => name)).not.toContain('韩梅')
    const guestId = added.id
    const noted = await call(by(), 'floating.noteGuest', { guestId, day: '2026-11-20', what: '主题党日' })
    expect(noted.report).toContain('韩梅同志2026年3月1日起流入我支部，参加组织生活1次：2026年11月20日主题党日')
    expect((await call(by(), 'floating.guests', {})).items).toMatchObject([{ name: '韩梅', times: 1 }])
    const { organisationId: _, ...typed } = guest({ until: '2026-12-31' })
    expect(await refusal(by(), 'floating.changeGuest', { guestId, version: 1, ...typed })).toBe('conflict')
    const changed = await call(by(), 'floating.changeGuest', { guestId, version: noted.version, ...typed })
    expect(changed).toMatchObject({ until: '2026-12-31', notes: [{ what: '主题党日' }] })
    expect(await call(by(), 'floating.guestLeft', { guestId, day: '2026-11-20' })).toMatchObject({ leftOn: '2026-11-20', can: { note: false } })
    expect(await refusal(by(), 'floating.noteGuest', { guestId, day: '2026-11-20', what: '党课' })).toBe('guestGone')
    expect([(await call(by(), 'floating.guests', {})).total, (await call(by(), 'floating.guests', { left: true })).total]).toEqual([0, 1])
  })

  test('two changes at once: one is told to look again', async () => {
    const { id: guestId, version } = await call(by(), 'floating.addGuest', guest({ name: '韩雪' }))
    const { organisationId: _, ...typed } = guest({ name: '韩雪' })
    const outcomes = await Promise.all(['甲', '乙'].map(home => refusal(by(), 'floating.changeGuest', { guestId, version, ...typed, home })))
    expect(outcomes.filter(outcome => outcome === null)).toHaveLength(1)
    expect(outcomes).toContain('conflict')
  })

  test('not into a group, not by another branch, not without the roster; wrong days', async () => {
    const { id: guestId } = await call(by(), 'floating.addGuest', guest({ name: '韩冰' }))
    expect(await refusal(by(), 'floating.addGuest', guest({ organisationId: world.groupId }))).toBe('notFound')
    expect(await refusal(world.otherSecretary.openid, 'floating.addGuest', guest())).toBe('notFound')
    expect(await refusal(world.otherSecretary.openid, 'floating.guest', { guestId })).toBe('notFound')
    expect(await refusal(world.officer.openid, 'floating.noteGuest', { guestId, day: '2026-11-20', what: '党课' })).toBe('forbidden')
    expect((await call(world.officer.openid, 'floating.guest', { guestId })).can).toEqual({ change: false, note: false, leave: false })
    expect(await refusal(by(), 'floating.addGuest', guest({ until: '2026-02-28' }))).toBe('datesWrong')
    expect(await refusal(by(), 'floating.noteGuest', { guestId, day: '2026-02-28', what: '党课' })).toBe('datesWrong')
    expect(await refusal(by(), 'floating.noteGuest', { guestId, day: '2026-11-21', what: '党课' })).toBe('datesWrong')
  })
})
