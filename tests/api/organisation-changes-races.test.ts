/** Changes of the tree that break off or meet: everybody is at exactly one place at every moment, and nothing is left half done. */
import { call, contextOf, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { after, at, database, gardenerOf, living } from '../support/gardener'
import { makeWorld, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)
afterEach(() => setNow(START))

const { by, create, plant } = gardenerOf(() => world)
const carrying = () => import('../../cloudfunctions/modules/organisations/change-carry')
const planning = () => import('../../cloudfunctions/modules/organisations/change-plan')
const minutes = (n: number) => new Date(START.getTime() + n * 60_000)
const runJobs = async () => (await import('../../cloudfunctions/jobs')).main({ Type: 'Timer' }, contextOf())

describe('broken off and at once', () => {
  test('stopped at any step everybody is at exactly one place, and the job ends it; whoever was added meanwhile is carried after', async () => {
    const { beginChange, proposeDissolving } = await planning()
    const { carryOnChange, continueChanges } = await carrying()
    const { read } = await database()
    const access = await read('access', (await at(world.founder.memberId)).accountId!)
    const states = new Set<string>()
    for (const looks of [0, 1, 2, 3, 5, 7, 9, 12, 16]) {
      const branch = await plant(2)
      const target = await create('接收党支部')
      const requestId = `interrupted-${looks}`
      const ctx = { action: 'organisations.dissolve', caller: { openid: by(), accountId: access!._id }, access, now: START, requestId, deadline: minutes(1), writes: true } as never
      const id = await beginChange(ctx, await proposeDissolving(ctx, { organisationId: branch.id, targetId: target }), { reason: '撤销' }, 4)
      const one = await carryOnChange(id, START, after(looks))
      states.add(one!.state)
      const [here, there] = [await living(branch.id), await living(target)]
      expect([...here, ...there].sort()).toEqual([...branch.people].sort())
      // Access follows the person in the same moment.
      const { me } = await call(branch.secretary.openid, 'session.home', {})
      expect(me!.organisationId).toBe((await at(branch.secretary.memberId)).organisationId)
      expect(me!.posts.length).toBe(here.includes(branch.secretary.memberId) ? 1 : 0)
      if (one!.state === 'carrying') {
        expect(await refusal(by(), 'roster.add', { organisationId: branch.id, name: '迟到', standing: 'full' })).toBe('treeChanging')
        expect(await refusal(by(), 'posts.appoint', { organisationId: branch.id, memberId: branch.people[2]!, post: 'committeeMember' })).toBe('treeChanging')
        expect(await refusal(by(), 'organisations.create', { parentId: branch.id, name: '新小组', kind: 'group' })).toBe('treeChanging')
        expect(await refusal(by(), 'organisations.move', { organisationId: branch.id, parentId: world.committeeId })).toBe('treeChanging')
        expect(await refusal(by(), 'organisations.dissolve', { organisationId: target, targetId: world.branchId, reason: '也撤' })).toBe('treeChanging')
      }
      await continueChanges(START, after(99))
      expect(await living(branch.id)).toEqual([])
      expect(await read('organisations', branch.id)).toMatchObject({ gone: true, holders: {} })
      // A call that had read the branch before the mark still adds somebody.
      const late = { ...await at(branch.people[2]!), _id: `late${looks}`, sortKey: `late${looks}`, organisationId: branch.id, idHash: null }
      await (await database()).put('members', late)
      await continueChanges(minutes(5), after(99))
      expect((await at(late._id)).organisationId).toBe(target)
      expect(await read('organisation_changes', id)).toMatchObject({ state: 'sweeping' })
      await continueChanges(minutes(20), after(99))
      expect(await read('organisation_changes', id)).toMatchObject({ state: 'done' })
      expect((await read('organisations', target))!.receiving).toEqual({})
    }
    expect([...states].sort()).toEqual(['carrying', 'sweeping'])
  }, 120_000)

  test('two changes of the same branch at once: one wins; a change and a move at once leave one place for everybody', async () => {
    const branch = await plant(2)
    const [a, b] = [await create('甲党支部'), await create('乙党支部')]
    const outcomes = await Promise.all([a, b].map(targetId => refusal(by(), 'organisations.dissolve', { organisationId: branch.id, targetId, reason: '撤销' })))
    expect(outcomes.filter(outcome => outcome === null)).toHaveLength(1)
    expect([...await living(a), ...await living(b)].sort()).toEqual([...branch.people].sort())
    expect([await living(a), await living(b)].filter(people => people.length > 0)).toHaveLength(1)

    const second = await plant(2)
    const general = await create('示例党总支', 'generalBranch')
    const [moved, dissolved] = await Promise.all([
      refusal(by(), 'organisations.move', { organisationId: second.id, parentId: general }),
      refusal(by(), 'organisations.dissolve', { organisationId: second.id, targetId: a, reason: '撤销' }),
    ])
    expect([moved, dissolved]).toContain(null)
    for (const refused of [moved, dissolved]) expect([null, 'treeMoving', 'treeChanging', 'dissolved', 'conflict']).toContain(refused)
    await runJobs()
    for (const memberId of second.people) {
      const member = await at(memberId)
      const organisation = (await (await database()).read('organisations', member.organisationId))!
      expect([member.path, organisation.gone]).toEqual([organisation.path, undefined])
    }
    // Each into the other: nobody goes round in a circle.
    const [x, y] = [await plant(1), await plant(1)]
    const both = await Promise.all([refusal(by(), 'organisations.dissolve', { organisationId: x.id, targetId: y.id, reason: '撤' }), refusal(by(), 'organisations.dissolve', { organisationId: y.id, targetId: x.id, reason: '撤' })])
    expect(both.filter(outcome => outcome === null).length).toBeLessThanOrEqual(1)
    expect([...await living(x.id), ...await living(y.id)].sort()).toEqual([...x.people, ...y.people].sort())
  }, 60_000)

  test('people who are added while it is dissolved are neither lost nor left behind', async () => {
    const branch = await plant(4)
    const target = await create('接收党支部')
    const [outcome, ...added] = await Promise.all([
      refusal(by(), 'organisations.dissolve', { organisationId: branch.id, targetId: target, reason: '撤销' }),
      ...Array.from({ length: 6 }, (_, i) => refusal(by(), 'roster.add', { organisationId: branch.id, name: `同时${i}`, standing: 'full' })),
    ])
    expect(outcome).toBeNull()
    for (const one of added) expect([null, 'treeChanging', 'dissolved']).toContain(one)
    const { continueChanges } = await carrying()
    await continueChanges(minutes(5), after(99))
    expect(await living(branch.id)).toEqual([])
    expect(await living(target)).toHaveLength(branch.people.length + added.filter(one => one === null).length)
  }, 30_000)

  test('a repeated tap goes on with the same change; the same request for another branch is no repeat', async () => {
    const [branch, other] = [await plant(1), await plant(1)]
    const input = { organisationId: branch.id, targetId: other.id, reason: '撤销' }
    const first = await call(by(), 'organisations.dissolve', input, 'one-dissolving')
    expect(await call(by(), 'organisations.dissolve', input, 'one-dissolving')).toEqual(first)
    await expect(call(by(), 'organisations.dissolve', { ...input, organisationId: other.id }, 'one-dissolving')).rejects.toMatchObject({ code: 'conflict' })
  })
})
