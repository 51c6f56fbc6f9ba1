import { call, operationsOf, refusal, reply, setNow, START, startApi, stopApi } from '../support/api'
import { makeWorld, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)
afterEach(() => setNow(START))

const by = () => world.secretary.openid
const makeActivity = async (over: object = {}) => (await call(by(), 'activities.create', {
  title: '主题党日', place: '教学楼101', startsAt: '2026-11-25T06:00:00Z', endsAt: '2026-11-25T08:00:00Z', ...over,
})).activityId
const makeNotice = async (over: object = {}) => (await call(by(), 'notices.post', { title: '学习通知', body: '请回复。', ...over })).noticeId
const activity = (id: string) => ({ kind: 'activity' as const, id })
const notice = (id: string) => ({ kind: 'notice' as const, id })
const people = (activityId: string) => call(by(), 'activities.people', { activityId })
const entry = (person: { memberId: string }, over: object = {}) => ({ memberId: person.memberId, answer: 'yes' as const, ...over })

const CHAIN = '#接龙\n周五主题党日，请报名\n\n1. 王建国\n2、李秀英 请假，出差\n3. 小陈\n4. 张 伟+1\n5. 赵 敏\n6. 张伟'

test('a pasted chain is read, resolved, recorded; the nickname is known the next time', async () => {
  const activityId = await makeActivity()
  const reading = await call(by(), 'chains.read', { target: activity(activityId), text: CHAIN })
  expect(reading.title).toBe('周五主题党日，请报名')
  expect(reading.counts).toEqual({ yes: 3, no: 1, missing: 2, unresolved: 1 })
  expect(reading.lines.map(line => [line.state, line.memberName, line.note, line.guests])).toEqual([
    ['matched', '王建国', '', 0], ['matched', '李秀英', '请假，出差', 0], ['unresolved', null, '', 0], ['matched', '张伟', '', 1], ['matched', '赵敏', '', 0], ['duplicate', '张伟', '', 0],
  ])
  expect(reading.lines[2]!.candidates).toEqual([{ memberId: world.member.memberId, name: '陈静' }])
  expect(reading.missing.map(person => person.name)).toEqual(['陈静', '刘洋'])
  expect((await people(activityId)).items.filter(item => item.state !== 'none')).toEqual([])

  const input = {
    target: activity(activityId),
    entries: [entry(world.secretary), entry(world.officer, { answer: 'no', note: '请假，出差' }), entry(world.member), entry(world.leader, { guests: 1 }), entry(world.unbound)],
    nicknames: [{ nickname: '小陈', memberId: world.member.memberId }, { nickname: '赵敏', memberId: world.member.memberId }],
  }
  const outcome = { yes: 4, no: 1, going: 5, waiting: 0, missing: 1 }
  expect(await call(by(), 'chains.record', input, 'tap-chain')).toEqual(outcome)
  expect(await call(by(), 'chains.record', input, 'tap-chain')).toEqual(outcome)
  const { items } = await people(activityId)
  expect(items.filter(item => item.state === 'going').map(item => [item.name, item.byName, item.guests])).toEqual([['王建国', null, 0], ['陈静', '王建国', 0], ['张伟', '王建国', 1], ['赵敏', '王建国', 0]])
  expect(items.find(item => item.name === '李秀英')).toMatchObject({ state: 'none', leave: true })
  expect((await call(world.member.openid, 'session.home', {})).coming.map(todo => todo.title)).toContain('主题党日')
  expect((await call(world.officer.openid, 'session.home', {})).todos.map(todo => todo.title)).not.toContain('主题党日')

  const again = await call(by(), 'chains.read', { target: activity(activityId), text: CHAIN })
  expect(again.lines[2]).toMatchObject({ state: 'matched', memberName: '陈静' })
  // What is somebody's full name is never taken for a nickname of another.
  expect(again.lines[4]).toMatchObject({ memberName: '赵敏' })
  expect(again.missing.map(person => person.name)).toEqual(['刘洋'])
})

test('for a notice it is who replied and who is on leave', async () => {
  const noticeId = await makeNotice()
  await call(world.member.openid, 'notices.markRead', { noticeId })
  const reading = await call(by(), 'chains.read', { target: notice(noticeId), text: '1. 王建国 收到\n2. 李秀英 请假\n3. 陈静 收到' })
  expect(reading.counts).toEqual({ yes: 2, no: 1, missing: 3, unresolved: 0 })
  const input = { target: notice(noticeId), entries: reading.lines.map(line => ({ memberId: line.memberId!, answer: line.answer, note: line.note })) }
  for (let i = 0; i < 2; i++) expect(await call(by(), 'chains.record', input)).toEqual({ yes: 2, no: 1, going: 0, waiting: 0, missing: 3 })
  const { read, items } = await call(by(), 'notices.receipts', { noticeId })
  expect(read).toBe(3)
  expect(items.filter(item => item.way).map(item => [item.name, item.way, item.note])).toEqual([['陈静', 'replied', null], ['李秀英', 'leave', '请假'], ['王建国', 'replied', null]])
  expect((await call(by(), 'notices.list', {})).items.find(line => line.id === noticeId)).toMatchObject({ readCount: 3 })
  // Her own reading is still there when the mark is taken back.
  expect((await call(by(), 'notices.mark', { noticeId, memberIds: [world.member.memberId], way: null })).items.find(item => item.name === '陈静')).toMatchObject({ way: 'read' })
})

test('a notice for one group expects that group only', async () => {
  const noticeId = await makeNotice({ groupId: world.groupId })
  const reading = await call(by(), 'chains.read', { target: notice(noticeId), text: '1. 张伟\n2. 王建国' })
  expect(reading.counts).toEqual({ yes: 2, no: 0, missing: 1, unresolved: 0 })
  expect(reading.missing.map(person => person.name)).toEqual(['陈静'])
})

test('who has no place waits in the order of the chain, and moves up when somebody asks for leave in the next', async () => {
  const activityId = await makeActivity({ capacity: 2 })
  const order = [world.probationary, world.member, world.leader, world.unbound]
  expect(await call(by(), 'chains.record', { target: activity(activityId), entries: order.map(person => entry(person)) })).toMatchObject({ going: 2, waiting: 2 })
  const state = async () => (await people(activityId)).items.filter(item => item.state !== 'none').map(item => [item.name, item.state])
  expect(await state()).toEqual([['刘洋', 'going'], ['陈静', 'going'], ['张伟', 'waiting'], ['赵敏', 'waiting']])
  expect((await call(world.leader.openid, 'session.home', {})).coming.find(todo => todo.refId === activityId)).toMatchObject({ hint: '候补中' })
  await call(by(), 'chains.record', { target: activity(activityId), entries: [entry(world.probationary, { answer: 'no', note: '生病' })] })
  expect(await state()).toEqual([['陈静', 'going'], ['张伟', 'going'], ['赵敏', 'waiting']])
  expect((await call(world.leader.openid, 'session.home', {})).coming.find(todo => todo.refId === activityId)).toMatchObject({ hint: '已报名' })
  const { read } = await import('../../cloudfunctions/platform/database')
  expect((await read('places', activityId))!.log).toMatchObject([{ m: world.probationary.memberId, what: 'leave', by: world.secretary.memberId }])
})

test('of a person who is there twice the last word counts', async () => {
  const activityId = await makeActivity()
  expect(await call(by(), 'chains.record', { target: activity(activityId), entries: [entry(world.member), entry(world.leader), entry(world.member, { answer: 'no' })] })).toMatchObject({ yes: 1, no: 1, going: 1 })
  // A change of mind in the next chain takes the leave back.
  expect(await call(by(), 'chains.record', { target: activity(activityId), entries: [entry(world.member)] })).toMatchObject({ going: 2 })
  const { read } = await import('../../cloudfunctions/platform/database')
  const places = (await read('places', activityId))!
  expect(places.leave).toEqual([])
  expect(places.queue.map(place => place.m)).toEqual([world.leader.memberId, world.member.memberId])
})

describe('at the same moment', () => {
  test('the chain twice and the members themselves: everybody once', async () => {
    const activityId = await makeActivity({ capacity: 3 })
    const all = [world.secretary, world.officer, world.leader, world.member, world.probationary]
    const input = { target: activity(activityId), entries: [...all, world.unbound].map(person => entry(person)) }
    await Promise.all([
      call(by(), 'chains.record', input), call(world.officer.openid, 'chains.record', input),
      ...all.map(person => refusal(person.openid, 'activities.signUp', { activityId })),
    ])
    const { read } = await import('../../cloudfunctions/platform/database')
    const queue = (await read('places', activityId))!.queue.map(place => place.m)
    expect(queue).toHaveLength(6)
    expect(new Set(queue).size).toBe(6)
    const { items } = await people(activityId)
    expect(items.filter(item => item.state === 'going')).toHaveLength(3)
  })

  test('leave in the chain while they sign up: nobody is both', async () => {
    const all = [world.leader, world.member, world.probationary, world.officer]
    for (let round = 0; round < 5; round++) {
      const activityId = await makeActivity()
      await Promise.all([
        call(by(), 'chains.record', { target: activity(activityId), entries: all.map(person => entry(person, { answer: 'no' })) }),
        ...all.map(person => refusal(person.openid, 'activities.signUp', { activityId })),
      ])
      const { read } = await import('../../cloudfunctions/platform/database')
      const { queue, leave } = (await read('places', activityId))!
      const both = leave.filter(left => queue.some(place => place.m === left.m))
      expect(both).toEqual([])
      expect(new Set([...queue, ...leave].map(place => place.m)).size).toBe(4)
      expect(queue.length + leave.length).toBe(4)
    }
  })
})

describe('what is no chain', () => {
  const refused = async (text: string) => (await reply('api', { action: 'chains.read', input: { target: activity(await makeActivity()), text } }, by()) as { error: { code: string; message: string } }).error
  test('2,000 lines, nonsense, nothing', async () => {
    expect(await refused(Array.from({ length: 2000 }, (_, i) => `${i + 1}. 王建国`).join('\n'))).toMatchObject({ code: 'chainTooLong', message: '接龙太长：最多读500行，现在有2000行，请分几次粘贴' })
    for (const text of ['asdf qwer 123', '今天天气很好\n我们去爬山吧', '', '\u200b\n\n', '接龙', '🎉🎉']) expect(await refused(text)).toMatchObject({ code: 'chainEmpty', message: '没有读到接龙，请从群里复制整段接龙再粘贴' })
    expect(await refused('长'.repeat(100_001))).toMatchObject({ code: 'badInput' })
  })
  test('500 lines are read', async () => {
    const reading = await call(by(), 'chains.read', { target: activity(await makeActivity()), text: Array.from({ length: 500 }, (_, i) => `${i + 1}. 群友${i}`).join('\n') })
    expect(reading.counts).toMatchObject({ yes: 0, unresolved: 500 })
  })
})

test('people of another branch are refused, and nothing is recorded', async () => {
  const activityId = await makeActivity()
  const target = activity(activityId)
  for (const input of [
    { target, entries: [entry(world.member), entry(world.otherMember)] },
    { target, entries: [entry(world.member), entry({ memberId: 'nobody' })] },
    { target, entries: [entry(world.member)], nicknames: [{ nickname: '小吴', memberId: world.otherMember.memberId }] },
  ]) expect(await refusal(by(), 'chains.record', input)).toBe('badInput')
  expect(await refusal(by(), 'chains.record', { target, entries: [] })).toBe('badInput')
  expect(await refusal(by(), 'chains.record', { target, entries: [entry(world.member, { guests: 21 })] })).toBe('badInput')
  expect((await people(activityId)).items.filter(item => item.state !== 'none')).toEqual([])
})

test('only for what the caller runs, and while it can still be answered', async () => {
  const activityId = await makeActivity()
  const noticeId = await makeNotice()
  const attempts = (target: ReturnType<typeof activity> | ReturnType<typeof notice>, openid: string) => Promise.all([
    refusal(openid, 'chains.read', { target, text: CHAIN }), refusal(openid, 'chains.record', { target, entries: [entry(world.member)] }),
  ])
  for (const target of [activity(activityId), notice(noticeId)]) {
    expect(await attempts(target, world.member.openid)).toEqual(['forbidden', 'forbidden'])
    expect(await attempts(target, world.leader.openid)).toEqual(['forbidden', 'forbidden'])
    expect(await attempts(target, world.stranger)).toEqual(['notBound', 'notBound'])
    expect(await attempts(target, world.otherSecretary.openid)).toEqual(['notFound', 'notFound'])
    expect(await attempts(target, world.founder.openid)).toEqual(['notFound', 'notFound'])
    expect(await attempts({ ...target, id: 'nothing' }, by())).toEqual(['notFound', 'notFound'])
    expect(await attempts(target, world.officer.openid)).toEqual([null, null])
  }
  await call(by(), 'notices.withdraw', { noticeId })
  expect(await attempts(notice(noticeId), by())).toEqual(['noticeWithdrawn', 'noticeWithdrawn'])
  const called = await makeActivity()
  await call(by(), 'activities.callOff', { activityId: called, reason: '改期' })
  expect(await attempts(activity(called), by())).toEqual(['activityCancelled', 'activityCancelled'])
  await setNow('2026-11-25T08:00:00Z')
  expect(await attempts(activity(activityId), by())).toEqual(['activityOver', 'activityOver'])
  await setNow('2026-11-25T07:59:59Z')
  expect(await attempts(activity(activityId), by())).toEqual([null, null])
})

test('reading costs five operations', async () => {
  for (const target of [activity(await makeActivity()), notice(await makeNotice())]) {
    expect(await operationsOf(() => call(by(), 'chains.read', { target, text: CHAIN }))).toBeLessThanOrEqual(5)
  }
})
