import { call, contextOf, operationsOf, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { join, makeWorld, proveFactor, type Person, type World } from '../support/world'

/** Committees A and B below the world's; a general branch G below A, with branches and a group. */
interface Tree { a: string; b: string; g: string; branches: string[]; group: string; officerA: Person; officerB: Person; secretary: Person; own: Person }
let world: World
let tree: Tree
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  tree = await plant('一')
}, 60_000)
afterAll(stopApi)

const by = () => world.founder.openid
const create = async (parentId: string, name: string, kind: 'committee' | 'generalBranch' | 'branch' | 'group') => (await call(by(), 'organisations.create', { parentId, name, kind })).organisationId
async function plant(tag: string): Promise<Tree> {
  const [a, b] = [await create(world.committeeId, `甲学院党委${tag}`, 'committee'), await create(world.committeeId, `乙学院党委${tag}`, 'committee')]
  const g = await create(a, '软件系党总支', 'generalBranch')
  const branches = [await create(g, '软件第一党支部', 'branch'), await create(g, '软件第二党支部', 'branch')]
  const group = await create(branches[0]!, '第一党小组', 'group')
  const [atA, atB] = [await create(a, '机关党支部', 'branch'), await create(b, '机关党支部', 'branch')]
  return {
    a, b, g, branches, group,
    officerA: await join(by(), atA, '甲一', `o-a-${tag}`, { post: 'secretary', postIn: a }), officerB: await join(by(), atB, '乙二', `o-b-${tag}`, { post: 'secretary', postIn: b }),
    secretary: await join(by(), branches[0]!, '丙三', `o-s-${tag}`, { post: 'secretary' }), own: await join(by(), branches[1]!, '丁四', `o-m-${tag}`),
  }
}

const moves = () => import('../../cloudfunctions/modules/organisations/moves')
const database = () => import('../../cloudfunctions/platform/database')
/** A deadline that allows so many looks at the clock: the work stops at each of its steps in turn. */
const after = (looks: number): Date => ({ getTime: () => (looks-- > 0 ? Number.MAX_SAFE_INTEGER : 0) }) as Date
const runJobs = async () => (await import('../../cloudfunctions/jobs')).main({ Type: 'Timer' }, contextOf())

/** Under whose eyes each part of the subtree stands: asked through every way there is. */
async function seenBy({ officerA, officerB, g, branches, group, a, b }: Tree): Promise<string[]> {
  const seen: string[] = []
  for (const [name, { openid }, top] of [['A', officerA, a], ['B', officerB, b]] as const) {
    for (const organisationId of [g, ...branches, group]) {
      for (const answer of [await refusal(openid, 'roster.list', { organisationId }), await refusal(openid, 'organisations.get', { organisationId }), await refusal(openid, 'posts.list', { organisationId })]) seen.push(`${name}:${answer ?? 'ok'}`)
    }
    seen.push(`${name}:${(await call(openid, 'organisations.below', { organisationId: top })).items.some(one => one.id === g) ? 'ok' : 'notFound'}`)
    const found = (await call(openid, 'organisations.search', { organisationId: top, text: '软件' })).items
    seen.push(`${name}:${found.length === 3 ? 'ok' : found.length === 0 ? 'notFound' : `found ${found.length}`}`)
    seen.push(`${name}:${(await call(openid, 'session.home', {})).below.some(one => one.id === g) ? 'ok' : 'notFound'}`)
  }
  return [...new Set(seen)].sort()
}
const underA = ['A:ok', 'B:notFound']
const underB = ['A:notFound', 'B:ok']

test('a general branch goes with all below it; both sides see it at once, its own people notice nothing', async () => {
  expect(await seenBy(tree)).toEqual(underA)
  expect(await call(by(), 'organisations.move', { organisationId: tree.g, parentId: tree.b })).toEqual({ done: true })
  expect(await seenBy(tree)).toEqual(underB)
  expect(await refusal(tree.secretary.openid, 'roster.list', {})).toBeNull()
  const { read } = await database()
  expect(await read('members', tree.own.memberId)).toMatchObject({ path: `/${world.committeeId}/${tree.b}/${tree.g}/${tree.branches[1]}/` })
  expect(await read('organisations', tree.group)).toMatchObject({ path: `/${world.committeeId}/${tree.b}/${tree.g}/${tree.branches[0]}/${tree.group}/`, moveId: null })
  await runJobs()
  const sums = async (id: string) => (await read('digests', `o_${id}`))?.sums?.members
  expect([await sums(tree.a), await sums(tree.b), await sums(tree.g)]).toEqual([1, 3, 2])
  await call(by(), 'organisations.move', { organisationId: tree.g, parentId: tree.a })
  expect(await seenBy(tree)).toEqual(underA)
})

test('stopped at any step it stands on one side whole, and the job ends it', async () => {
  const { beginMove, carryOn, continueMoves } = await moves()
  const { read } = await database()
  const states = new Set<string>()
  let [from, to] = [tree.a, tree.b]
  for (let looks = 0; looks < 9; looks++) {
    const id = `interrupted-${looks}`
    await beginMove(id, (await read('organisations', tree.g))!, (await read('organisations', to))!, 'test', START)
    const state = await carryOn(id, START, after(looks))
    states.add(state)
    const moved = state !== 'marking'
    expect({ looks, seen: await seenBy(tree) }).toEqual({ looks, seen: (moved ? to : from) === tree.a ? underA : underB })
    if (state === 'marking') {
      expect(await refusal(by(), 'organisations.create', { parentId: tree.g, name: '正在搬的支部', kind: 'branch' })).toBe('treeMoving')
      expect(await refusal(by(), 'organisations.rename', { organisationId: tree.g, name: '改名' })).toBe('treeMoving')
    }
    if (state !== 'copying') expect(await refusal(by(), 'organisations.move', { organisationId: tree.branches[0]!, parentId: to })).toBe('treeMoving')
    await continueMoves(START, after(100))
    expect(await seenBy(tree)).toEqual(to === tree.a ? underA : underB)
    ;[from, to] = [to, from]
  }
  expect([...states].sort()).toEqual(['copying', 'marking', 'moved'])
}, 120_000)

test('a holder that broke off keeps others away until it cannot write any more', async () => {
  const { beginMove, carryOn, continueMoves } = await moves()
  const { read } = await database()
  const to = (await read('organisations', tree.g))!.parentId === tree.a ? tree.b : tree.a
  await beginMove('broken', (await read('organisations', tree.g))!, (await read('organisations', to))!, 'test', START)
  await expect(carryOn('broken', START, { getTime: () => { throw new Error('示例中断') } } as unknown as Date)).rejects.toThrow('示例中断')
  await continueMoves(START, after(100))
  expect((await read('moves', 'broken'))?.state).toBe('marking')
  const later = new Date(START.getTime() + 15 * 60_000)
  await continueMoves(later, after(100))
  expect((await read('moves', 'broken'))?.state).toBe('copying')
  // Copies are looked at once more when every call from before has ended.
  const { db } = await database()
  await db.collection('members').doc(tree.own.memberId).update({ path: '/old/' })
  await continueMoves(new Date(later.getTime() + 15 * 60_000), after(100))
  expect(await read('moves', 'broken')).toMatchObject({ state: 'done' })
  expect((await read('members', tree.own.memberId))?.path).toContain(`/${to}/${tree.g}/`)
})

test('refused: circles, wrong kinds, a name that is taken there, who stands below, and who sees one side only', async () => {
  const move = (openid: string, organisationId: string, parentId: string) => refusal(openid, 'organisations.move', { organisationId, parentId })
  const fresh = await plant('二')
  expect(await move(by(), fresh.a, fresh.a)).toBe('moveIntoOwn')
  expect(await move(by(), fresh.a, fresh.g)).toBe('moveIntoOwn')
  expect(await move(by(), fresh.g, fresh.a)).toBe('alreadyBelow')
  expect(await move(by(), fresh.branches[0]!, fresh.branches[1]!)).toBe('wrongKind')
  expect(await move(by(), fresh.group, fresh.branches[1]!)).toBe('groupStays')
  expect(await move(by(), world.committeeId, fresh.a)).toBe('topStays')
  expect(await move(by(), 'nothing', fresh.a)).toBe('notFound')
  expect(await move(by(), fresh.g, 'nothing')).toBe('notFound')
  await create(fresh.b, '软件系党总支', 'generalBranch')
  expect(await move(by(), fresh.g, fresh.b)).toBe('nameTaken')
  expect(await seenBy(fresh)).toContain('A:ok')
  await proveFactor(fresh.officerA.openid)
  expect(await move(fresh.officerA.openid, fresh.g, fresh.b)).toBe('notFound')
  expect(await move(fresh.officerA.openid, fresh.a, fresh.g)).toBe('moveFromAbove')
  expect(await move(fresh.own.openid, fresh.g, fresh.b)).toBe('forbidden')
  expect(await move(fresh.secretary.openid, fresh.branches[0]!, fresh.a)).toBe('secondFactorNotSet')
  expect((await call(by(), 'organisations.get', { organisationId: fresh.g })).can.move).toBe(true)
  expect((await call(fresh.officerA.openid, 'organisations.get', { organisationId: fresh.a })).why.move).toContain('上级组织')
}, 60_000)

test('two at once never make a circle, and a branch set up in the same second is never left behind', async () => {
  const fresh = await plant('三')
  const [one, two] = await Promise.all([
    refusal(by(), 'organisations.move', { organisationId: fresh.a, parentId: fresh.b }),
    refusal(by(), 'organisations.move', { organisationId: fresh.b, parentId: fresh.a }),
  ])
  const { find, read } = await database()
  expect([one, two].filter(outcome => outcome === null).length).toBeLessThanOrEqual(1)
  const [a, b] = [(await read('organisations', fresh.a))!, (await read('organisations', fresh.b))!]
  expect([a.path, b.path].filter(path => path.split('/').length === 4)).not.toEqual([])
  expect(a.path.includes(fresh.b) && b.path.includes(fresh.a)).toBe(false)

  const again = await plant('四')
  const outcomes = await Promise.all([
    refusal(by(), 'organisations.move', { organisationId: again.g, parentId: again.b }),
    ...Array.from({ length: 6 }, (_, i) => refusal(by(), 'organisations.create', { parentId: i % 2 ? again.g : again.branches[0]!, name: `新${i}`, kind: i % 2 ? 'branch' : 'group' })),
  ])
  expect(outcomes[0]).toBeNull()
  expect(outcomes.slice(1).every(outcome => outcome === null || outcome === 'treeMoving')).toBe(true)
  const all = await find('organisations', {}, { limit: 1000 })
  const parents = new Map(all.map(organisation => [organisation._id, organisation]))
  for (const organisation of all) expect(organisation.path).toBe(`${organisation.parentId ? parents.get(organisation.parentId)!.path : '/'}${organisation._id}/`)
}, 60_000)

test('a repeated tap moves once; the same request with another goal is no repeat', async () => {
  const fresh = await plant('五')
  const input = { organisationId: fresh.g, parentId: fresh.b }
  expect([await call(by(), 'organisations.move', input, 'one-tap-1'), await call(by(), 'organisations.move', input, 'one-tap-1')]).toEqual([{ done: true }, { done: true }])
  await expect(call(by(), 'organisations.move', { ...input, parentId: world.committeeId }, 'one-tap-1')).rejects.toMatchObject({ code: 'conflict' })
})

describe('the search over a tree', () => {
  test('finds any part of a name, its initials, with what it stands below; only below the caller', async () => {
    const { items } = await call(by(), 'organisations.search', { text: '软件系' })
    expect(items.length).toBeGreaterThan(0)
    expect(items[0]).toMatchObject({ name: '软件系党总支', kind: 'generalBranch', above: expect.stringContaining('学院党委') })
    expect((await call(by(), 'organisations.search', { text: 'RJX' })).items.map(one => one.name)).toContain('软件系党总支')
    expect((await call(by(), 'organisations.search', { text: '没有这个名字' })).items).toEqual([])
    expect((await call(world.secretary.openid, 'organisations.search', { text: '软件系' })).items).toEqual([])
    expect(await refusal(world.secretary.openid, 'organisations.search', { organisationId: world.otherBranchId, text: '一' })).toBe('notFound')
    expect(await refusal(world.member.openid, 'organisations.search', { text: '软件' })).toBe('forbidden')
    expect(await refusal(by(), 'organisations.search', { text: '  ' })).toBe('badInput')
    expect((await call(by(), 'organisations.search', { text: '.*' })).items).toEqual([])
  })

  test('pages without a gap, in few operations, also among 1,200', async () => {
    const { db } = await database()
    const many = Array.from({ length: 1200 }, (_, i) => ({ _id: `many${i}`, name: `示例第${i}党支部`, kind: 'branch', parentId: world.committeeId, path: `/${world.committeeId}/many${i}/`, nameKey: `many${i}`, points: { enabled: false, perCheckIn: 1 }, holders: {}, createdAt: START, searchKeys: [`示例第${i}党支部`] }))
    for (let at = 0; at < many.length; at += 300) await db.collection('organisations').add(many.slice(at, at + 300))
    const names: string[] = []
    for (let cursor: string | undefined, round = 0; round < 20; round++) {
      const page = await call(by(), 'organisations.search', { text: '示例第1', limit: 50, ...(cursor ? { cursor } : {}) })
      names.push(...page.items.map(one => one.name))
      if (!page.next) break
      cursor = page.next
    }
    expect(new Set(names).size).toBe(names.length)
    expect(names.length).toBe(many.filter((_, i) => String(i).startsWith('1')).length)
    expect(await operationsOf(() => call(by(), 'organisations.search', { text: '示例第1' }))).toBeLessThanOrEqual(5)
  })
})

afterEach(() => setNow(START))
