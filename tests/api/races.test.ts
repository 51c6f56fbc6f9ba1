/** Two at once: whichever comes first, what stands in the end fits together, nothing is lost and nothing counts twice. */
import { call, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { makeCrowd } from '../support/crowd'
import { importsBy } from '../support/imports'
import { fictitiousPeople, rosterWorkbook } from '../support/roster-workbook'
import { bind, dynamicCode, join, makeWorld, proveFactor, type Person, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  await proveFactor(world.secretary.openid)
}, 60_000)
afterAll(stopApi)
afterEach(() => setNow(START))

// Cards are made by the dozen here, and nobody scans them.
jest.mock('../../cloudfunctions/platform/wechat', () => ({ ...jest.requireActual<object>('../../cloudfunctions/platform/wechat'), codeImage: async () => null }))

const database = () => import('../../cloudfunctions/platform/database')
const hours = (n: number) => new Date(START.getTime() + n * 3_600_000).toISOString()
const by = () => world.secretary.openid
let made = 0
const fresh = (word: string): string => `${word}${++made}`
const rounds = Array.from({ length: 6 }, (_, i) => i)
/** Answers of several calls: null where one was served, else the code of its refusal; what breaks fails the test. */
const both = async (...calls: Promise<string | null>[]): Promise<(string | null)[]> => {
  const outcomes = await Promise.all(calls)
  expect(outcomes).not.toContain('internal')
  return outcomes
}
const add = async (name = fresh('某')) => (await call(by(), 'roster.add', { organisationId: world.branchId, name, standing: 'full' })).memberId
const activity = async (more: object = {}) => (await call(by(), 'activities.create', { title: fresh('活动'), place: '示例楼', startsAt: hours(0.5), endsAt: hours(3), ...more })).activityId

/** The member, its access document and its bindings say the same. */
async function bindingOf(memberId: string) {
  const { find, read } = await database()
  const member = (await read('members', memberId))!
  const accounts = (await find('access', { memberId }, { limit: 10 })).map(access => access._id)
  const open = (await find('bindings', { memberId, endedAt: null }, { limit: 10 })).map(binding => binding.accountId)
  const expected = member.accountId === null ? [] : [member.accountId]
  expect({ accounts, open }).toEqual({ accounts: expected, open: expected })
  return member
}

describe('people and accounts', () => {
  test.each(rounds)('a card is opened while the person is taken off the roster (%i)', async () => {
    const memberId = await add()
    const { code } = await call(by(), 'binding.invite', { memberId })
    const openid = fresh('o-race-')
    const [opened] = await both(refusal(openid, 'binding.accept', { code }), refusal(by(), 'roster.archive', { memberId, reason: '转出' }))
    expect([null, 'codeInvalid']).toContain(opened)
    expect(await bindingOf(memberId)).toMatchObject({ archived: true, accountId: null })
    expect((await call(openid, 'session.home', {})).me).toBeNull()
  })

  test.each(rounds)('a person is freed while a post is given (%i)', async () => {
    const person = await join(by(), world.branchId, fresh('某'), fresh('o-race-'))
    await both(refusal(by(), 'binding.release', { memberId: person.memberId, reason: '换手机' }), refusal(by(), 'posts.appoint', { organisationId: world.branchId, memberId: person.memberId, post: 'committeeMember' }))
    expect(await bindingOf(person.memberId)).toMatchObject({ accountId: null, posts: [{ confirmedAccount: null }] })
    // Whoever comes next waits for another officer's word.
    await bind(by(), person.memberId, fresh('o-race-'))
    expect((await call(by(), 'posts.list', { organisationId: world.branchId })).items.find(post => post.memberId === person.memberId)!.state).toBe('pending')
  })

  test.each(rounds)('a person is freed while another officer vouches (%i)', async () => {
    const memberId = await add()
    const { postId } = await call(by(), 'posts.appoint', { organisationId: world.branchId, memberId, post: 'committeeMember' })
    await bind(by(), memberId, fresh('o-race-'))
    await both(refusal(by(), 'posts.confirm', { postId }), refusal(by(), 'binding.release', { memberId, reason: '换手机' }))
    expect(await bindingOf(memberId)).toMatchObject({ accountId: null, posts: [{ confirmedAccount: null }] })
  })

  test('who leaves frees the own account, never one that was bound meanwhile', async () => {
    const { read } = await database()
    const { accountIdOf } = await import('../../cloudfunctions/platform/identity')
    const memberId = await add()
    await bind(by(), memberId, 'o-first-phone')
    const stale = (await read('access', accountIdOf('o-first-phone')))!
    await call(by(), 'binding.release', { memberId, reason: '换手机' })
    await bind(by(), memberId, 'o-second-phone')
    // The first phone's call had read its access before it was freed.
    const { handlers } = await import('../../cloudfunctions/modules/binding/handlers')
    await handlers['binding.leave']({ action: 'binding.leave', caller: { openid: 'o-first-phone', accountId: stale._id }, access: stale, now: START, requestId: 'r', deadline: START } as never, {})
    expect((await bindingOf(memberId)).accountId).toBe(accountIdOf('o-second-phone'))
  })

  test('a hundred guesses at a dynamic code at once are not a hundred guesses', async () => {
    const person = await join(by(), world.branchId, fresh('某'), 'o-guesser')
    const secret = await proveFactor(person.openid)
    await setNow(new Date(START.getTime() + 60_000))
    const right = await dynamicCode(secret)
    const codes = Array.from({ length: 100 }, (_, i) => String(i).padStart(6, '0')).filter(code => code !== right)
    const outcomes = await Promise.all([...codes, right].map(code => refusal(person.openid, 'session.prove', { code })))
    expect(outcomes.filter(outcome => outcome === 'secondFactorWrong').length).toBeLessThanOrEqual(6)
    // Whatever came after the sixth was not even looked at, right or wrong.
    expect(outcomes.at(-1)).toBe('tooManyTries')
    expect(await refusal(person.openid, 'session.home', {})).toBe('tooManyTries')
  })
})

describe('roster and import', () => {
  const { keeper, preview, commit, freshBranch } = importsBy(() => world)
  test.each(rounds.slice(0, 3))('a person is edited while an import changes the same one (%i)', async round => {
    const branch = await freshBranch()
    const people = fictitiousPeople(6, 100 + round * 10)
    await commit((await preview(branch.id, rosterWorkbook(people, { branch: branch.name }))).id)
    const report = await preview(branch.id, rosterWorkbook(people.map(person => ({ ...person, job: '教师' })), { branch: branch.name }))
    const { items } = await call(keeper(), 'roster.list', { organisationId: branch.id })
    const edits = items.map(item => refusal(keeper(), 'roster.update', { memberId: item.id, version: 1, changes: { className: '新班级' } }))
    const [, ...edited] = await both(refusal(keeper(), 'imports.commit', { importId: report.id }), ...edits)
    const status = await call(keeper(), 'imports.status', { importId: report.id })
    expect(status.state).toBe('done')
    for (const [i, item] of items.entries()) {
      const person = await call(keeper(), 'roster.get', { memberId: item.id })
      const left = status.left.some(row => row.name === item.name)
      // Each of the two was done whole or told that it was not.
      expect([person.job, person.className === '新班级']).toEqual([left ? '学生' : '教师', edited[i] === null])
      expect([null, 'conflict']).toContain(edited[i])
      expect(left || edited[i] !== null).toBe(true)
    }
  })
})

describe('notices', () => {
  test.each(rounds)('an officer marks, takes back, and the member reads (%i)', async () => {
    const { read } = await database()
    const { noticeId } = await call(by(), 'notices.post', { title: fresh('通知'), body: '正文' })
    const mark = (way: 'told' | null) => refusal(by(), 'notices.mark', { noticeId, memberIds: [world.member.memberId], way })
    await both(mark('told'), refusal(world.member.openid, 'notices.markRead', { noticeId }))
    expect(await read('receipts', `${noticeId}_${world.member.memberId}`)).toMatchObject({ way: expect.stringMatching(/^(told|read)$/), readAt: START })
    const second = await call(by(), 'notices.post', { title: fresh('通知'), body: '正文' })
    const again = (way: 'told' | null) => refusal(by(), 'notices.mark', { noticeId: second.noticeId, memberIds: [world.member.memberId], way })
    await again('told')
    await both(again(null), refusal(world.member.openid, 'notices.markRead', { noticeId: second.noticeId }))
    // A reading is never taken away, and whoever has read is not asked again.
    expect(await read('receipts', `${second.noticeId}_${world.member.memberId}`)).toMatchObject({ way: 'read', readAt: START })
    expect((await call(world.member.openid, 'session.home', {})).todos.map(todo => todo.refId)).not.toContain(second.noticeId)
    expect((await call(by(), 'notices.list', {})).items.find(item => item.id === second.noticeId)!.readCount).toBe(1)
  })

  test('a repeated post that says something else changes nothing', async () => {
    const title = fresh('通知')
    const { noticeId } = await call(by(), 'notices.post', { title, body: '正文' }, 'same-post-tap')
    await call(by(), 'notices.post', { title: '另一个标题', body: '另一段正文', groupId: world.groupId, due: hours(3) }, 'same-post-tap')
    const todo = (await call(world.probationary.openid, 'session.home', {})).todos.find(item => item.refId === noticeId)
    expect(todo).toMatchObject({ title, due: null })
  })
})

describe('appeals', () => {
  test.each(rounds)('two officers answer and the author confirms (%i)', async () => {
    const { read } = await database()
    const { appealId } = await call(world.member.openid, 'appeals.write', { text: fresh('诉求') })
    const answer = (openid: string, close: boolean) => refusal(openid, 'appeals.answer', { appealId, text: '已办', close })
    const first = await both(answer(by(), true), answer(world.officer.openid, false))
    expect(first.filter(outcome => outcome === null)).toHaveLength(1)
    await both(refusal(world.member.openid, 'appeals.confirm', { appealId, solved: true }), answer(by(), true))
    const appeal = (await read('appeals', appealId))!
    const [officers, author] = [(await read('inbox', `appeal_${appealId}`))!, (await read('inbox', `appealMine_${appealId}`))!]
    expect({ state: appeal.state, officers: officers.closed, author: author.closed }).toEqual({ state: appeal.state, officers: true, author: appeal.state === 'solved' })
  })
})

describe('activities', () => {
  let crowd: Person[]
  beforeAll(async () => { crowd = await makeCrowd(world.branchId, 60, 'racer') })
  const signUps = (activityId: string, people: Person[]) => people.map(person => refusal(person.openid, 'activities.signUp', { activityId }))

  test('places are added and taken away while people sign up: nobody is lost, none doubled, never fewer than go', async () => {
    const { read } = await database()
    const activityId = await activity({ capacity: 20 })
    const change = async (capacity: number) => {
      const seen = (await read('activities', activityId))!
      return refusal(by(), 'activities.update', { activityId, version: seen.version, title: seen.title, place: seen.place, startsAt: hours(0.5), endsAt: hours(3), capacity })
    }
    const outcomes = await both(...signUps(activityId, crowd.slice(0, 30)), change(25), ...signUps(activityId, crowd.slice(30)), change(10))
    expect(outcomes.filter(outcome => outcome !== null).every(outcome => outcome === 'capacityBelowGoing' || outcome === 'conflict')).toBe(true)
    const [places, found] = [(await read('places', activityId))!, (await read('activities', activityId))!]
    expect(places.capacity).toBe(found.capacity)
    expect([places.queue.length, new Set(places.queue.map(entry => entry.m)).size]).toEqual([60, 60])
  }, 60_000)

  test('nobody comes in unseen while it is called off: everybody in the queue is told, everybody else refused', async () => {
    const { read } = await database()
    const activityId = await activity()
    const outcomes = await both(...signUps(activityId, crowd.slice(0, 30)), refusal(by(), 'activities.callOff', { activityId, reason: '停电' }), ...signUps(activityId, crowd.slice(30)))
    const { queue } = (await read('places', activityId))!
    const people = outcomes.slice(0, 30).concat(outcomes.slice(31))
    expect(queue).toHaveLength(people.filter(outcome => outcome === null).length)
    expect(new Set(people.filter(outcome => outcome !== null))).toEqual(new Set(queue.length === 60 ? [] : ['activityCancelled']))
    for (const entry of queue) expect(await read('inbox', `activity_${activityId}_${entry.m}`)).toMatchObject({ closed: false, title: expect.stringContaining('已取消') })
  }, 60_000)

  test.each(rounds)('two change it at once: what home shows is what was kept last (%i)', async () => {
    const { read } = await database()
    const activityId = await activity()
    const change = (title: string, version: number) => refusal(by(), 'activities.update', { activityId, version, title, place: '新楼', startsAt: hours(0.5), endsAt: hours(3) })
    await both(change(fresh('甲'), 1), change(fresh('乙'), 1), change(fresh('丙'), 2))
    expect((await read('inbox', `activity_${activityId}`))!.title).toBe((await read('activities', activityId))!.title)
  })

  test('a repeated making that comes late brings nothing back', async () => {
    const input = { title: fresh('活动'), place: '示例楼', startsAt: hours(0.5), endsAt: hours(3) }
    const { activityId } = await call(by(), 'activities.create', input, 'late-create-tap')
    await call(by(), 'activities.update', { ...input, activityId, version: 1, title: '改过的标题' })
    await call(by(), 'activities.create', input, 'late-create-tap')
    const home = async () => (await call(world.leader.openid, 'session.home', {})).todos.find(todo => todo.refId === activityId)
    expect((await home())?.title).toBe('改过的标题')
    await call(by(), 'activities.callOff', { activityId, reason: '停电' })
    await call(by(), 'activities.create', { ...input, title: '又一个' }, 'late-create-tap')
    expect(await home()).toBeUndefined()
  })

  test.each(rounds)('the rule for points changes while an activity is made and people check in (%i)', async round => {
    const { read } = await database()
    const setPoints = (enabled: boolean, perCheckIn: number) => refusal(by(), 'organisations.setPoints', { organisationId: world.branchId, enabled, perCheckIn })
    await setPoints(round % 2 === 0, 3)
    const perCheckIn = 4 + round
    const [, activityId] = await Promise.all([setPoints(true, perCheckIn), activity()])
    expect((await read('activities', activityId))!.pointsPerCheckIn).toBe(perCheckIn)
    const { code } = await call(by(), 'activities.checkInCode', { activityId })
    await both(setPoints(false, perCheckIn), ...crowd.slice(0, 5).map(person => refusal(person.openid, 'activities.checkIn', { activityId, code })))
    const { count, find } = await database()
    // Each has one line by the rule before, or none by the rule after; the job neither adds nor doubles.
    const { mendPointGaps } = await import('../../cloudfunctions/modules/points/gaps')
    await mendPointGaps(new Date(START.getTime() + 120_000), new Date(Date.now() + 60_000))
    const lines = await find('points', { fact: (await database()).db.RegExp({ regexp: `^${activityId}_`, options: '' }) }, { limit: 100 })
    expect(lines.every(line => line.delta === perCheckIn)).toBe(true)
    expect(new Set(lines.map(line => line.memberId)).size).toBe(lines.length)
    expect(await count('check_ins', { activityId, undoneAt: null })).toBe(5)
  })
})
