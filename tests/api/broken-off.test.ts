/** Acts of activities, notices, appeals, cards, posts and the roster, broken off at every request (support/broken-off). */
import { call, reply, START } from '../support/api'
import { act, breakOff, fresh, serial, startBreaking, stopBreaking, whole, type Act } from '../support/broken-off'
import { dieAt } from '../support/gate'
import { fictitiousId } from '../support/roster-workbook'
import { bind, join, makeWorld, proveFactor, type Person, type World } from '../support/world'

// Hundreds of cards are made here, and nobody scans them.
jest.mock('../../cloudfunctions/platform/wechat', () => ({ ...jest.requireActual<object>('../../cloudfunctions/platform/wechat'), codeImage: async () => null }))

let world: World
beforeAll(async () => {
  await startBreaking()
  world = await makeWorld()
  await proveFactor(world.secretary.openid)
  await call(world.secretary.openid, 'organisations.setPoints', { organisationId: world.branchId, enabled: true, perCheckIn: 2 })
}, 60_000)
afterAll(stopBreaking)

const database = () => import('../../cloudfunctions/platform/database')
const minutes = (n: number) => new Date(START.getTime() + n * 60_000)
const add = async (name: string, idNumber?: string) => (await call(world.secretary.openid, 'roster.add', { organisationId: world.branchId, name, standing: 'full', ...(idNumber && { idNumber }) })).memberId
const activity = async (capacity?: number) => (await call(world.secretary.openid, 'activities.create', { title: fresh('活动'), place: '示例楼', startsAt: minutes(30).toISOString(), endsAt: minutes(150).toISOString(), ...(capacity !== undefined && { capacity }) })).activityId

/** Whether somebody's home page tells this of an activity. */
async function isTold(activityId: string, person: Person, what: string): Promise<boolean> {
  const item = await (await database()).read('inbox', `activity_${activityId}_${person.memberId}`)
  return item !== null && !item.closed && item.title.startsWith(what)
}

/** What timers do for what calls left. */
async function jobs(): Promise<void> {
  const [{ settleUnfinished }, { mendPointGaps }, { proveRollups }] = await Promise.all([import('../../cloudfunctions/services/sign-up'), import('../../cloudfunctions/modules/points/gaps'), import('../../cloudfunctions/modules/organisations/rollups')])
  await settleUnfinished(minutes(5))
  await proveRollups(minutes(5))
  await mendPointGaps(minutes(5), new Date(Date.now() + 60_000))
}

const scenes: Record<string, () => Promise<Act>> = {
  'a notice is posted': async () => {
    const title = fresh('通知')
    return act({ by: world.secretary.openid, action: 'notices.post', input: { title, body: '正文' }, state: async () => {
      const { find } = await database()
      const [notices, items] = [await find('notices', { title }, { limit: 5 }), await find('inbox', { title }, { limit: 5 })]
      return whole([notices.length === 1, items.length === 1 && items[0]!.refId === notices[0]?._id])
    } })
  },
  'a notice is withdrawn': async () => {
    const { noticeId } = await call(world.secretary.openid, 'notices.post', { title: fresh('通知'), body: '正文' })
    return act({ by: world.secretary.openid, action: 'notices.withdraw', input: { noticeId }, state: async () => {
      const { read } = await database()
      return whole([(await read('notices', noticeId))!.withdrawnAt !== null, (await read('inbox', `notice_${noticeId}`))!.closed])
    } })
  },
  'an activity is made': async () => {
    const title = fresh('活动')
    return act({ by: world.secretary.openid, action: 'activities.create', input: { title, place: '示例楼', startsAt: minutes(30).toISOString(), endsAt: minutes(90).toISOString() }, state: async () => {
      const { find, read } = await database()
      const found = await find('activities', { title }, { limit: 5 })
      const id = found[0]?._id ?? 'none'
      return whole([found.length === 1, await read('places', id) !== null, (await read('inbox', `activity_${id}`))?.title === title])
    } })
  },
  'an activity is changed': async () => {
    const activityId = await activity(1)
    for (const person of [world.member, world.probationary]) await call(person.openid, 'activities.signUp', { activityId })
    const title = fresh('改名')
    return act({ by: world.secretary.openid, action: 'activities.update', input: { activityId, version: 1, title, place: '新楼', startsAt: minutes(30).toISOString(), endsAt: minutes(150).toISOString(), capacity: 2 }, state: async () => {
      const { read } = await database()
      const told = await isTold(activityId, world.probationary, '候补成功')
      return whole([(await read('activities', activityId))!.title === title, (await read('places', activityId))!.capacity === 2, (await read('inbox', `activity_${activityId}`))!.title === title, told])
    } })
  },
  'an activity is called off': async () => {
    const activityId = await activity()
    for (const person of [world.member, world.probationary]) await call(person.openid, 'activities.signUp', { activityId })
    return act({ by: world.secretary.openid, action: 'activities.callOff', input: { activityId, reason: '停电' }, state: async () => {
      const { read } = await database()
      const told = await Promise.all([world.member, world.probationary].map(person => isTold(activityId, person, '活动已取消')))
      return whole([(await read('activities', activityId))!.calledOffAt !== null, (await read('places', activityId))!.closed, (await read('inbox', `activity_${activityId}`))!.closed, ...told])
    } })
  },
  'a place is given back': async () => {
    const activityId = await activity(1)
    for (const person of [world.member, world.probationary]) await call(person.openid, 'activities.signUp', { activityId })
    return act({ by: world.member.openid, action: 'activities.cancel', input: { activityId }, state: async () => {
      const { read } = await database()
      const told = await isTold(activityId, world.probationary, '候补成功')
      return whole([(await read('places', activityId))!.queue.length === 1, told])
    } })
  },
  'somebody is ticked': async () => {
    const activityId = await activity()
    return act({ by: world.secretary.openid, action: 'activities.tick', input: { activityId, memberIds: [world.member.memberId], present: true }, state: async () => {
      const { find, read } = await database()
      const record = await read('check_ins', `${activityId}_${world.member.memberId}`)
      return whole([record !== null && record.undoneAt === null, (await find('points', { fact: `${activityId}_${world.member.memberId}-1` }, { limit: 5 })).length === 1])
    } })
  },
  'a tick is taken back': async () => {
    const activityId = await activity()
    await call(world.secretary.openid, 'activities.tick', { activityId, memberIds: [world.member.memberId], present: true })
    return act({ by: world.secretary.openid, action: 'activities.tick', input: { activityId, memberIds: [world.member.memberId], present: false }, state: async () => {
      const { find, read } = await database()
      return whole([(await read('check_ins', `${activityId}_${world.member.memberId}`))!.undoneAt !== null, (await find('points', { fact: `${activityId}_${world.member.memberId}-1` }, { limit: 5 })).length === 2])
    } })
  },
  'an appeal is written': async () => {
    const text = fresh('诉求')
    return act({ by: world.member.openid, action: 'appeals.write', input: { text }, state: async () => {
      const { find } = await database()
      const found = await find('appeals', { text }, { limit: 5 })
      return whole([found.length === 1, (await find('inbox', { refId: found[0]?._id ?? 'none', kind: 'appeal', closed: false }, { limit: 5 })).length === 1])
    } })
  },
  'an appeal is answered and closed': async () => {
    const { appealId } = await call(world.member.openid, 'appeals.write', { text: fresh('诉求') })
    return act({ by: world.secretary.openid, action: 'appeals.answer', input: { appealId, text: '已办', close: true }, state: async () => {
      const { read } = await database()
      const appeal = (await read('appeals', appealId))!
      return whole([appeal.state === 'closed', appeal.history.length === 3, (await read('inbox', `appeal_${appealId}`))!.closed, (await read('inbox', `appealMine_${appealId}`))?.closed === false])
    } })
  },
  'a card comes back from the wrong person': async () => {
    const memberId = await add(fresh('发错'))
    const { code } = await call(world.secretary.openid, 'binding.invite', { memberId })
    return act({ by: fresh('o-wrong-'), action: 'binding.notMe', input: { code }, state: async () => {
      const { find, read } = await database()
      const [card] = await find('invitations', { memberId }, { limit: 2 })
      return whole([card!.voidedAt !== null, (await read('inbox', `cardReturned_${memberId}`))?.closed === false])
    } })
  },
  'a card is accepted by who holds a post': async () => {
    const memberId = await add(fresh('新委员'))
    const { postId } = await call(world.secretary.openid, 'posts.appoint', { organisationId: world.branchId, memberId, post: 'committeeMember' })
    const { code } = await call(world.secretary.openid, 'binding.invite', { memberId })
    const openid = fresh('o-new-')
    const bound = async () => {
      const { find, read } = await database()
      const member = (await read('members', memberId))!
      const access = await read('access', member.accountId ?? 'none')
      return [member.accountId !== null, access?.memberId === memberId, (await find('bindings', { memberId, endedAt: null }, { limit: 5 })).length === 1, (await find('invitations', { memberId }, { limit: 5 }))[0]!.usedAt !== null]
    }
    return act({
      by: openid, action: 'binding.accept', input: { code }, state: async () => whole(await bound()),
      done: async () => whole([...await bound(), (await (await database()).read('inbox', `confirmPost_${postId}`))?.closed === false]),
    })
  },
  'somebody is appointed': async () => {
    const person = await join(world.secretary.openid, world.branchId, fresh('委员'), fresh('o-post-'))
    return act({ by: world.secretary.openid, action: 'posts.appoint', input: { organisationId: world.branchId, memberId: person.memberId, post: 'disciplineOfficer' }, state: async () => {
      const { find, read } = await database()
      const posts = await find('posts', { memberId: person.memberId, endedAt: null }, { limit: 5 })
      const member = (await read('members', person.memberId))!
      return whole([posts.length === 1, member.posts.length === 1, (await read('access', member.accountId!))!.posts.length === 1, (posts[0]?._id ?? 'none') in (await read('organisations', world.branchId))!.holders])
    } })
  },
  'a post is ended': async () => {
    const person = await join(world.secretary.openid, world.branchId, fresh('委员'), fresh('o-end-'))
    const { postId } = await call(world.secretary.openid, 'posts.appoint', { organisationId: world.branchId, memberId: person.memberId, post: 'disciplineOfficer' })
    return act({ by: world.secretary.openid, action: 'posts.end', input: { postId, reason: '任满' }, state: async () => {
      const { read } = await database()
      const member = (await read('members', person.memberId))!
      return whole([(await read('posts', postId))!.endedAt !== null, member.posts.length === 0, (await read('access', member.accountId!))!.posts.length === 0, !(postId in (await read('organisations', world.branchId))!.holders)])
    } })
  },
  'an organisation gets a new name': async () => {
    const name = fresh('改名党支部')
    return act({ by: world.founder.openid, action: 'organisations.rename', input: { organisationId: world.otherBranchId, name }, state: async () => {
      const { read } = await database()
      const [organisation, digest, { me }] = [(await read('organisations', world.otherBranchId))!, (await read('digests', `o_${world.otherBranchId}`))!, await call(world.otherSecretary.openid, 'session.home', {})]
      return whole([organisation.name, digest.name, me!.organisationName, me!.posts[0]!.organisationName, (await read('members', world.otherMember.memberId))!.organisationName].map(each => each === name))
    } })
  },
  'points are switched on and off': async () => {
    const { activityId } = await call(world.otherSecretary.openid, 'activities.create', { title: fresh('活动'), place: '示例楼', startsAt: minutes(30).toISOString(), endsAt: minutes(150).toISOString() })
    const { enabled } = (await call(world.otherSecretary.openid, 'organisations.get', {})).points
    return act({ by: world.otherSecretary.openid, action: 'organisations.setPoints', input: { organisationId: world.otherBranchId, enabled: !enabled, perCheckIn: 3 }, state: async () => {
      const { read } = await database()
      return whole([(await read('organisations', world.otherBranchId))!.points.enabled === !enabled, (await read('digests', `o_${world.otherBranchId}`))!.pointsOn === !enabled, (await read('activities', activityId))!.pointsPerCheckIn === (enabled ? 0 : 3)])
    } })
  },
  'a person is added': async () => {
    const idNumber = fictitiousId('2003-03-03', '女', serial())
    const name = fresh('新同志')
    return act({ by: world.secretary.openid, action: 'roster.add', input: { organisationId: world.branchId, name, standing: 'full', idNumber }, state: async () => {
      const { find, read } = await database()
      const found = await find('members', { name }, { limit: 5 })
      const { idHashOf } = await import('../../cloudfunctions/services/person')
      return whole([found.length === 1, (await read('identities', idHashOf(idNumber))) !== null])
    } })
  },
  'a person is taken off the roster': async () => {
    const idNumber = fictitiousId('2003-03-03', '男', serial())
    const name = fresh('转出')
    const memberId = await add(name, idNumber)
    const openid = fresh('o-gone-')
    await bind(world.secretary.openid, memberId, openid)
    return act({ by: world.secretary.openid, action: 'roster.archive', input: { memberId, reason: '转出' }, state: async () => {
      const { find, read } = await database()
      const member = (await read('members', memberId))!
      return whole([member.archived, member.accountId === null, (await find('identities', { memberId }, { limit: 5 })).length === 0, (await find('bindings', { memberId, endedAt: null }, { limit: 5 })).length === 0, !(await call(openid, 'session.home', {})).me])
    } })
  },
}

breakOff(scenes, jobs)

test('an answer is never another than a refusal or the data, even when the database is gone', async () => {
  for (const openid of [world.secretary.openid, world.stranger]) {
    await dieAt(0, false, async () => {
      expect(await reply('api', { action: 'session.home', input: {} }, openid)).toMatchObject({ ok: false, error: { code: 'internal', message: expect.stringContaining('请稍后再试') } })
    })
  }
})
