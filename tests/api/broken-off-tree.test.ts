/** Changes of the tree, bulk changes, merges of records and exports, broken off at every request (support/broken-off). */
import { call, START } from '../support/api'
import { act, breakOff, fresh, startBreaking, stopBreaking, whole, type Act } from '../support/broken-off'
import { at, database, gardenerOf, living } from '../support/gardener'
import { makeWorld, proveFactor, type World } from '../support/world'

// Cards are made here, and nobody scans them.
jest.mock('../../cloudfunctions/platform/wechat', () => ({ ...jest.requireActual<object>('../../cloudfunctions/platform/wechat'), codeImage: async () => null }))

let world: World
beforeAll(async () => {
  await startBreaking()
  world = await makeWorld()
  await proveFactor(world.secretary.openid)
}, 60_000)
afterAll(stopBreaking)

const { by, create, plant } = gardenerOf(() => world)
const minutes = (n: number) => new Date(START.getTime() + n * 60_000)

/** What timers do for what calls left: a holder that died keeps others away until its lease is over. */
async function jobs(): Promise<void> {
  const [{ continueMoves }, { continueChanges }, { proveRollups }] = await Promise.all([import('../../cloudfunctions/modules/organisations/moves'), import('../../cloudfunctions/modules/organisations/change-carry'), import('../../cloudfunctions/modules/organisations/rollups')])
  const deadline = new Date(Date.now() + 60_000)
  for (const now of [minutes(20), minutes(60)]) {
    await continueMoves(now, deadline)
    await continueChanges(now, deadline)
  }
  await proveRollups(minutes(60))
}

const rollupOf = async (organisationId: string): Promise<number> => (await (await database()).read('digests', `o_${organisationId}`))?.members ?? 0

const scenes: Record<string, () => Promise<Act>> = {
  'a branch is dissolved': async () => {
    const [branch, target] = [await plant(1), await create('接收党支部')]
    return act({ by: by(), action: 'organisations.dissolve', input: { organisationId: branch.id, targetId: target, reason: '撤销' }, state: async () => {
      const { find, read } = await database()
      const there = await living(target)
      const secretary = await at(branch.secretary.memberId)
      const access = (await read('access', secretary.accountId!))!
      return whole([
        there.length === 3, (await living(branch.id)).length === 0, secretary.organisationId === target, secretary.posts.length === 0, access.organisationId === target, access.posts.length === 0,
        (await find('posts', { organisationId: branch.id, endedAt: null }, { limit: 5 })).length === 0, (await read('organisations', branch.id))!.gone === true, (await read('organisations', branch.groupId))!.gone === true, await rollupOf(target) === 3,
      ])
    } })
  },
  'a new branch is split off': async () => {
    const branch = await plant(1)
    const newName = fresh('分设党支部')
    return act({ by: by(), action: 'organisations.split', input: { organisationId: branch.id, newName, groupIds: [branch.groupId], reason: '分设' }, state: async () => {
      const { find, read } = await database()
      const [founded] = await find('organisations', { name: newName }, { limit: 2 })
      const leader = await at(branch.people[1]!)
      return whole([founded !== undefined, leader.organisationId === founded?._id, leader.posts.length === 0, (await living(branch.id)).length === 2, (await read('organisations', branch.id))!.changeId === null, founded !== undefined && await rollupOf(founded._id) === 1])
    } })
  },
  'a branch goes to another superior': async () => {
    const [above, branch] = [await create('示例党总支', 'generalBranch'), await plant(1)]
    const held = await call(by(), 'posts.appoint', { organisationId: branch.id, memberId: branch.people[2]!, post: 'committeeMember' })
    return act({ by: by(), action: 'organisations.move', input: { organisationId: branch.id, parentId: above }, state: async () => {
      const { read } = await database()
      const [organisation, group] = [(await read('organisations', branch.id))!, (await read('organisations', branch.groupId))!]
      const path = `/${world.committeeId}/${above}/${branch.id}/`
      // Posts inside what is moved stay; that they do is no part of the act.
      if (!(held.postId in organisation.holders)) return 'a post inside was lost'
      return whole([organisation.path === path, organisation.parentId === above, group.path === `${path}${branch.groupId}/`, (await at(branch.people[2]!)).path === path, (await read('digests', `o_${branch.id}`))!.parentId === above])
    } })
  },
  'many people get another class at once': async () => {
    const branch = await plant(3)
    const className = fresh('示例班')
    const memberIds = branch.people.slice(2)
    const changed = () => Promise.all(memberIds.map(async id => (await at(id)).className === className))
    // Each person is changed alone: what was broken off half-way has its record with everybody's former state, by which it is taken back or completed.
    const recorded = async () => (await (await database()).find('bulk_changes', { organisationId: branch.id }, { limit: 2 }))[0]?.count === memberIds.length
    return act({
      by: by(), action: 'roster.bulk', input: { organisationId: branch.id, memberIds, className },
      state: async () => ((await changed()).some(Boolean) ? whole([await recorded()]) : 'none'), done: async () => whole([...await changed(), await recorded()]),
    })
  },
  'two records of one person become one': async () => {
    const { branchId: organisationId } = world
    const name = fresh('重复')
    const { memberId } = await call(world.secretary.openid, 'roster.add', { organisationId, name, standing: 'full' })
    const { memberId: duplicateId } = await call(world.secretary.openid, 'roster.add', { organisationId, name, standing: 'full', className: '示例班' })
    return act({ by: world.secretary.openid, action: 'roster.merge', input: { memberId, duplicateId, version: 1, duplicateVersion: 1, take: ['className'] }, state: async () => {
      const [kept, gone] = [await at(memberId), await at(duplicateId)]
      return whole([kept.className === '示例班', gone.archived, gone.mergedInto === memberId])
    } })
  },
  'the roster is taken out': async () => {
    const branch = await plant(1)
    return act({ by: by(), action: 'exports.roster', input: { organisationId: branch.id, extras: false }, state: async () => {
      const kept = await (await database()).find('exports', { organisationId: branch.id, state: 'kept' }, { limit: 5 })
      return kept.length === 0 ? 'none' : whole([kept.length === 1, kept[0]!.fileId !== null, kept[0]!.people === 3])
    } })
  },
}

breakOff(scenes, jobs, { most: 400, every: 21 })
