import { call, cloudUrl, operationsOf, refusal, reply, setNow, START, startApi, stopApi } from '../support/api'
import { join, makeWorld, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)
afterEach(() => setNow(START))

const by = () => world.secretary.openid
const post = async (over: object = {}, requestId?: string) => (await call(by(), 'notices.post', { title: '主题党日', body: '周五下午学习，请准时参加。', ...over }, requestId)).noticeId
const todosOf = async (openid: string) => (await call(openid, 'session.home', {})).todos.filter(todo => todo.kind === 'notice').map(todo => todo.title)
const receipts = (noticeId: string) => call(by(), 'notices.receipts', { noticeId })
const DUE = '2026-11-25T10:00:00.000Z'

test('a notice reaches everybody of the branch, is read, and leaves the home page', async () => {
  const noticeId = await post({ title: '交流学习', due: DUE })
  expect(await todosOf(world.member.openid)).toContain('交流学习')
  expect(await todosOf(world.otherMember.openid)).not.toContain('交流学习')
  expect(await call(world.member.openid, 'notices.get', { noticeId })).toMatchObject({ title: '交流学习', due: DUE, authorName: '王建国', organisationName: '软件本科生第一党支部', groupName: null, mine: null, withdrawn: false, can: { withdraw: false, seeReceipts: false, pasteChain: false } })
  await call(world.member.openid, 'notices.markRead', { noticeId })
  await call(world.member.openid, 'notices.markRead', { noticeId })
  expect(await todosOf(world.member.openid)).not.toContain('交流学习')
  expect((await call(world.member.openid, 'notices.get', { noticeId })).mine).toBe('read')
  expect((await call(by(), 'notices.get', { noticeId })).can).toEqual({ withdraw: true, seeReceipts: true, pasteChain: true })
  const { total, read, items } = await receipts(noticeId)
  expect([total, read]).toEqual([6, 1])
  expect(items.map(item => item.name)).toEqual(['刘洋', '李秀英', '王建国', '张伟', '赵敏', '陈静'])
  expect(items.find(item => item.name === '赵敏')).toMatchObject({ way: null, bound: false })
  expect((await call(by(), 'notices.list', {})).items.find(line => line.id === noticeId)).toMatchObject({ readCount: 1, total: 6, read: false })
  expect((await call(world.member.openid, 'notices.list', {})).items.find(line => line.id === noticeId)).toMatchObject({ readCount: null, total: null, read: true })
})

test('a notice for one group is for that group only', async () => {
  const noticeId = await post({ title: '小组会', groupId: world.groupId })
  expect(await todosOf(world.member.openid)).toContain('小组会')
  expect(await todosOf(world.probationary.openid)).not.toContain('小组会')
  expect(await refusal(world.probationary.openid, 'notices.get', { noticeId })).toBe('notFound')
  expect(await refusal(world.probationary.openid, 'notices.markRead', { noticeId })).toBe('notFound')
  expect((await call(world.probationary.openid, 'notices.list', {})).items.map(line => line.title)).not.toContain('小组会')
  expect((await call(world.member.openid, 'notices.list', {})).items.map(line => line.title)).toContain('小组会')
  // An officer who is not of the group sees it and is not one of its readers.
  await call(by(), 'notices.markRead', { noticeId })
  expect((await receipts(noticeId)).items.map(item => [item.name, item.way])).toEqual([['陈静', null], ['张伟', null]])
  expect((await call(by(), 'notices.list', {})).items.find(line => line.id === noticeId)).toMatchObject({ readCount: 0, total: 2 })
  expect(await refusal(by(), 'notices.post', { title: '外组', body: '内容', groupId: world.otherBranchId })).toBe('notFound')
  expect(await refusal(by(), 'notices.post', { title: '无此组', body: '内容', groupId: 'nobody' })).toBe('notFound')
})

test('one tap is one notice; it may be withdrawn, and stays in the list as such', async () => {
  const noticeId = await post({ title: '撤回的通知' }, 'tap-withdrawn')
  expect(await post({ title: '撤回的通知' }, 'tap-withdrawn')).toBe(noticeId)
  expect((await todosOf(world.member.openid)).filter(title => title === '撤回的通知')).toHaveLength(1)
  await call(by(), 'notices.withdraw', { noticeId })
  await call(by(), 'notices.withdraw', { noticeId })
  expect(await todosOf(world.member.openid)).not.toContain('撤回的通知')
  // A late repeat of the first tap does not bring it back.
  expect(await post({ title: '撤回的通知' }, 'tap-withdrawn')).toBe(noticeId)
  expect(await todosOf(world.member.openid)).not.toContain('撤回的通知')
  expect((await call(world.member.openid, 'notices.list', {})).items.find(line => line.id === noticeId)).toMatchObject({ withdrawn: true })
  const seen = await call(by(), 'notices.get', { noticeId })
  expect(seen).toMatchObject({ withdrawn: true, can: { withdraw: false, seeReceipts: true, pasteChain: false }, why: { withdraw: '这条通知已撤回', pasteChain: '这条通知已撤回' } })
  await call(world.member.openid, 'notices.markRead', { noticeId })
  expect((await receipts(noticeId)).read).toBe(0)
  expect(await refusal(by(), 'notices.mark', { noticeId, memberIds: [world.member.memberId], way: 'told' })).toBe('noticeWithdrawn')
  expect(await refusal(by(), 'notices.reminder', { noticeId, withNames: false })).toBe('noticeWithdrawn')
})

test('the secretary marks who answered elsewhere and takes it back; the own reading stays', async () => {
  const noticeId = await post()
  const { unbound, member, leader, probationary } = world
  await call(member.openid, 'notices.markRead', { noticeId })
  const mark = (memberIds: string[], way: 'replied' | 'told' | 'leave' | null) => call(by(), 'notices.mark', { noticeId, memberIds, way })
  const ways = (view: Awaited<ReturnType<typeof mark>>) => Object.fromEntries(view.items.filter(item => item.way).map(item => [item.name, item.way]))
  expect(ways(await mark([unbound.memberId, unbound.memberId, leader.memberId, member.memberId], 'told'))).toEqual({ 赵敏: 'told', 张伟: 'told', 陈静: 'told' })
  expect(ways(await mark([leader.memberId], 'leave'))).toEqual({ 赵敏: 'told', 张伟: 'leave', 陈静: 'told' })
  expect(await todosOf(leader.openid)).not.toContain('主题党日')
  await call(leader.openid, 'notices.markRead', { noticeId })
  expect((await call(leader.openid, 'notices.get', { noticeId })).mine).toBe('leave')
  const back = await mark([unbound.memberId, leader.memberId, member.memberId, probationary.memberId], null)
  expect(ways(back)).toEqual({ 张伟: 'read', 陈静: 'read' })
  expect(back.read).toBe(2)
  expect((await call(by(), 'notices.list', {})).items.find(line => line.id === noticeId)).toMatchObject({ readCount: 2, total: 6 })
  expect(await refusal(by(), 'notices.mark', { noticeId, memberIds: [world.otherMember.memberId], way: 'told' })).toBe('notFound')
  expect(await refusal(by(), 'notices.mark', { noticeId, memberIds: ['nobody'], way: null })).toBe('notFound')
  expect(await refusal(by(), 'notices.mark', { noticeId, memberIds: [], way: null })).toBe('badInput')
  expect(await refusal(by(), 'notices.mark', { noticeId, memberIds: [member.memberId], way: 'read' as never })).toBe('badInput')
})

test('the reminder says how many and until when, and names only when asked', async () => {
  const noticeId = await post({ due: DUE })
  await call(world.member.openid, 'notices.markRead', { noticeId })
  expect((await call(by(), 'notices.reminder', { noticeId, withNames: false })).text).toBe('【提醒】《主题党日》还有 5 位同志未读，请在 周三 18:00 前打开查看。')
  expect((await call(by(), 'notices.reminder', { noticeId, withNames: true })).text).toMatch(/刘洋、李秀英、王建国、张伟、赵敏$/)
})

test('what cannot be posted says why and leaves nothing', async () => {
  const before = (await call(by(), 'notices.list', { limit: 50 })).items.length
  const refused = async (input: object) => (await reply('api', { action: 'notices.post', input: { title: '标题', body: '正文', ...input } }, by()) as { error: { code: string; message: string } }).error
  expect(await refused({ body: '长'.repeat(20_000) })).toMatchObject({ code: 'badInput', message: '填写的内容不对：正文最多5000个字，现在有20000个字，请删短一些' })
  expect(await refused({ title: '长'.repeat(61) })).toMatchObject({ message: '填写的内容不对：标题最多60个字，现在有61个字，请删短一些' })
  expect(await refused({ body: '  ' })).toMatchObject({ message: '填写的内容不对：正文没有填，请补上' })
  expect(await refused({ due: START.toISOString() })).toMatchObject({ code: 'datesWrong', message: '截止时间已经过去，请改晚一些' })
  expect(await refused({ due: '明天' })).toMatchObject({ message: '填写的内容不对：截止时间不是一个日期，请重新选择' })
  expect(await refused({ body: '这里有违规示例词' })).toMatchObject({ code: 'riskyText' })
  expect((await call(by(), 'notices.list', { limit: 50 })).items).toHaveLength(before)
  await post({ body: '长'.repeat(5000) })
})

test('only officers of the branch post, withdraw and look at receipts', async () => {
  const noticeId = await post()
  for (const openid of [world.member.openid, world.leader.openid]) {
    expect(await refusal(openid, 'notices.post', { title: '无权', body: '无权' })).toBe('forbidden')
    expect(await refusal(openid, 'notices.withdraw', { noticeId })).toBe('forbidden')
    expect(await refusal(openid, 'notices.receipts', { noticeId })).toBe('forbidden')
    expect(await refusal(openid, 'notices.mark', { noticeId, memberIds: [world.member.memberId], way: 'told' })).toBe('forbidden')
    expect(await refusal(openid, 'notices.reminder', { noticeId, withNames: false })).toBe('forbidden')
  }
  const foreign = world.otherSecretary.openid
  for (const action of ['notices.get', 'notices.markRead', 'notices.withdraw', 'notices.receipts'] as const) {
    expect(await refusal(foreign, action, { noticeId })).toBe('notFound')
    expect(await refusal(by(), action, { noticeId: 'nothing' })).toBe('notFound')
    expect(await refusal(world.stranger, action, { noticeId })).toBe('notBound')
  }
  expect(await refusal(foreign, 'notices.mark', { noticeId, memberIds: [world.member.memberId], way: 'told' })).toBe('notFound')
  expect(await refusal(foreign, 'notices.reminder', { noticeId, withNames: true })).toBe('notFound')
  expect(await refusal(world.founder.openid, 'notices.receipts', { noticeId })).toBe('notFound')
  expect((await call(foreign, 'notices.list', {})).items).toEqual([])
  await call(world.officer.openid, 'notices.withdraw', { noticeId })
})

test('reading and being marked at the same moment leaves one receipt and a right count', async () => {
  const noticeId = await post()
  const people = [world.member, world.leader, world.probationary, world.officer]
  await Promise.all([
    call(by(), 'notices.mark', { noticeId, memberIds: people.map(person => person.memberId), way: 'told' }),
    ...people.map(person => call(person.openid, 'notices.markRead', { noticeId })),
  ])
  const view = await receipts(noticeId)
  expect(view.read).toBe(4)
  const { count, read } = await import('../../cloudfunctions/platform/database')
  expect(await count('receipts', { noticeId })).toBe(4)
  expect((await read('notices', noticeId))!.informed).toBe(4)
  // The members' own reading is there whichever came first.
  expect((await call(by(), 'notices.mark', { noticeId, memberIds: people.map(person => person.memberId), way: null })).read).toBe(4)
})

test('a count that has drifted is set right when the receipts are looked at', async () => {
  const noticeId = await post()
  const { change, read } = await import('../../cloudfunctions/platform/database')
  await change('notices', { _id: noticeId }, { informed: 99 })
  expect((await call(by(), 'notices.list', {})).items.find(line => line.id === noticeId)).toMatchObject({ readCount: 6, total: 6 })
  await receipts(noticeId)
  expect((await read('notices', noticeId))!.informed).toBe(0)
})

describe('the list', () => {
  test('pages by key, newest first, without a gap or a repeat, for officers and for members of a group', async () => {
    for (let i = 0; i < 6; i++) {
      await setNow(new Date(START.getTime() + i * 60_000))
      await post({ title: `第${i}条`, groupId: i % 2 ? world.groupId : undefined })
    }
    for (const openid of [by(), world.member.openid, world.probationary.openid]) {
      const seen: string[] = []
      const times: string[] = []
      for (let cursor: string | undefined; ;) {
        const page = await call(openid, 'notices.list', { limit: 2, cursor })
        seen.push(...page.items.map(line => line.id))
        times.push(...page.items.map(line => line.at))
        if (!page.next) break
        cursor = page.next
      }
      expect(new Set(seen).size).toBe(seen.length)
      expect(times).toEqual([...times].sort().reverse())
      const whole = (await call(openid, 'notices.list', { limit: 50 })).items
      expect(seen).toEqual(whole.map(line => line.id))
      expect(whole.filter(line => line.title.startsWith('第')).map(line => line.title)).toEqual((openid === world.probationary.openid ? [4, 2, 0] : [5, 4, 3, 2, 1, 0]).map(i => `第${i}条`))
    }
  })

  test('is empty for a branch without notices', async () => {
    expect(await call(world.otherMember.openid, 'notices.list', {})).toEqual({ items: [], next: null })
  })

  test('costs a member three operations, an officer as many as there are audiences more, and looks at no more than two pages', async () => {
    await join(by(), world.branchId, '周一', 'o-zhou')
    expect(await operationsOf(() => call('o-zhou', 'notices.list', {}))).toBeLessThanOrEqual(3)
    expect(await operationsOf(() => call(world.member.openid, 'notices.list', {}))).toBeLessThanOrEqual(4)
    expect(await operationsOf(() => call(by(), 'notices.list', {}))).toBeLessThanOrEqual(5)
    const examined = async () => ((await (await fetch(`${cloudUrl()}/_/examined?env=test`)).json()) as { total: number }).total
    const before = await examined()
    await call(world.member.openid, 'notices.list', { limit: 5 })
    expect(await examined() - before).toBeLessThanOrEqual(2 * 6 + 5 + 1)
  })
})

test('reading costs five operations at most', async () => {
  const noticeId = await post()
  await call(world.member.openid, 'session.home', {})
  expect(await operationsOf(() => call(world.member.openid, 'notices.markRead', { noticeId }))).toBeLessThanOrEqual(5)
})
