/**
 * A subtree of thousands is carried to another superior and a branch of hundreds is dissolved, stopped again and again:
 * who may see what is right at every stop. The long form (SOAK) carries 10,000 and dissolves 3,000.
 */
import type { Member } from '../../cloudfunctions/platform/documents'
import { call, refusal, START, startApi, stopApi } from '../support/api'
import { database, gardenerOf } from '../support/gardener'
import { join, makeWorld, type Person, type World } from '../support/world'

const BRANCHES = process.env.SOAK ? 200 : 12
const EACH = 50
const DISSOLVED = process.env.SOAK ? 3000 : 200

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)

const { by, create } = gardenerOf(() => world)
const minutes = (n: number) => new Date(START.getTime() + n * 60_000)
/** A deadline that comes after so many looks at the clock. */
const after = (looks: number): Date => ({ getTime: () => (looks-- > 0 ? Number.MAX_SAFE_INTEGER : 0) }) as Date

/** People as the roster writes them, many at once. */
async function fill(organisationId: string, count: number, tag: string): Promise<void> {
  const { db, read } = await database()
  const organisation = (await read('organisations', organisationId))!
  const template = (await read('members', world.unbound.memberId))!
  const people = Array.from({ length: count }, (_, i): Member => ({ ...template, _id: `${tag}-${i}`, name: `示例${i}`, sortKey: `shili${String(i).padStart(5, '0')}_${tag}`, organisationId, organisationName: organisation.name, path: organisation.path, idHash: null, posts: [] }))
  for (let from = 0; from < people.length; from += 500) await db.collection('members').add(people.slice(from, from + 500))
}

test('a subtree is carried: at every stop both superiors see all of it or nothing, and in the end every copy is right', async () => {
  const { db, count, find, read } = await database()
  const [a, b] = [await create('甲学院党委', 'generalBranch'), await create('乙学院党委', 'generalBranch')]
  await db.collection('organisations').where({ _id: a }).update({ kind: 'committee' })
  await db.collection('organisations').where({ _id: b }).update({ kind: 'committee' })
  const g = await create('软件系党总支', 'generalBranch', a)
  const head = (await read('organisations', g))!
  const branches = Array.from({ length: BRANCHES }, (_, i) => ({ ...head, _id: `large${i}`, name: `第${i}党支部`, kind: 'branch', parentId: g, path: `${head.path}large${i}/`, nameKey: `large${i}`, holders: {}, searchKeys: [`第${i}党支部`] }))
  for (let from = 0; from < branches.length; from += 100) await db.collection('organisations').add(branches.slice(from, from + 100))
  for (const branch of branches) await fill(branch._id, EACH, branch._id)
  const officer = async (name: string, openid: string, top: string): Promise<Person> => join(by(), top, name, openid, { post: 'organisationOfficer', postIn: top })
  const [atA, atB] = [await officer('甲一', 'o-large-a', a), await officer('乙二', 'o-large-b', b)]
  const sample = [0, 1, Math.floor(BRANCHES / 2), BRANCHES - 1].map(i => `large${i}`)
  const seen = async (person: Person): Promise<string[]> => {
    const answers: string[] = []
    for (const id of [g, ...sample]) answers.push(await refusal(person.openid, 'roster.list', { organisationId: id }) ?? 'ok')
    for (const id of sample) answers.push(await refusal(person.openid, 'roster.get', { memberId: `${id}-7` }) ?? 'ok')
    return [...new Set(answers)]
  }
  const { beginMove, carryOn } = await import('../../cloudfunctions/modules/organisations/moves')
  await beginMove('large', (await read('organisations', g))!, (await read('organisations', b))!, 'test', START)
  const states = new Set<string>()
  for (let turn = 0, state = 'marking'; state !== 'done'; turn++) {
    state = await carryOn('large', turn < 60 ? minutes(turn) : minutes(turn + 60), after(2 + turn % 5 * Math.ceil(BRANCHES / 8)))
    states.add(state)
    expect({ turn, state, seen: [await seen(atA), await seen(atB)] }).toEqual({ turn, state, seen: state === 'marking' ? [['ok'], ['notFound']] : [['notFound'], ['ok']] })
    expect(turn).toBeLessThan(200)
  }
  expect([...states]).toEqual(expect.arrayContaining(['moved', 'copying', 'done']))
  const path = (await read('organisations', g))!.path
  expect(path).toBe(`/${world.committeeId}/${b}/${g}/`)
  expect(await count('members', { path: db.RegExp({ regexp: `^${path}large`, options: '' }) })).toBe(BRANCHES * EACH)
  expect(await find('organisations', { moveId: 'large' }, { limit: 1 })).toEqual([])
}, 1_800_000)

test('a branch is dissolved: at every stop each of its people is at exactly one place, and in the end none is lost', async () => {
  const { count, read } = await database()
  const [id, target] = [await create('大党支部'), await create('接收党支部')]
  await fill(id, DISSOLVED, 'leaving')
  const { beginChange, proposeDissolving } = await import('../../cloudfunctions/modules/organisations/change-plan')
  const { carryOnChange } = await import('../../cloudfunctions/modules/organisations/change-carry')
  const access = await read('access', (await read('members', world.founder.memberId))!.accountId!)
  const ctx = { action: 'organisations.dissolve', caller: { openid: by(), accountId: access!._id }, access, now: START, requestId: 'large-change', deadline: minutes(1), writes: true } as never
  const changeId = await beginChange(ctx, await proposeDissolving(ctx, { organisationId: id, targetId: target }), { reason: '撤销' }, DISSOLVED)
  const living = (organisationId: string) => count('members', { organisationId, archived: false })
  for (let turn = 0, done = false; !done; turn++) {
    done = (await carryOnChange(changeId, START, after(20 + turn % 7 * 30)))!.state !== 'carrying'
    const [here, there] = [await living(id), await living(target)]
    expect(here + there).toBe(DISSOLVED)
    if (done) expect(here).toBe(0)
    expect(turn).toBeLessThan(DISSOLVED)
  }
  // Progress as the page shows it, and rollups, are right.
  expect(await call(by(), 'organisations.changeOf', { organisationId: id })).toMatchObject({ change: { done: true, carried: DISSOLVED, total: DISSOLVED } })
  expect((await call(by(), 'organisations.get', { organisationId: target })).members).toBe(DISSOLVED)
}, 1_800_000)
