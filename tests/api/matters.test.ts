/** What is open about a person when the person goes: to another branch with it, off the roster it ends; posts leave their line. */
import { call, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { database, gardenerOf } from '../support/gardener'
import { join, makeWorld, proveFactor, type Person, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  for (const { openid } of [world.secretary, world.otherSecretary]) await proveFactor(openid)
}, 60_000)
afterAll(stopApi)
afterEach(() => setNow(START))

const { by, create, plant } = gardenerOf(() => world)
const secretary = () => world.secretary.openid
const item = async (id: string) => (await database()).read('inbox', id)
const kinds = async (openid: string) => (await call(openid, 'session.home', {})).todos.map(({ kind }) => kind)
const words = async (personId: string) => (await (await database()).find('person_events', { personId }, { limit: 50 })).map(event => event.text)

/** Somebody who is away, has reported it, and has asked for a correction. */
async function away(name: string): Promise<{ who: Person; correctionId: string }> {
  const who = await join(by(), world.branchId, name, `o-${name}`)
  await call(who.openid, 'floating.report', { memberId: who.memberId, place: '示例市', abroad: false, reason: '实习', from: '2026-11-01', until: '', host: '', hostContact: '' })
  await call(who.openid, 'corrections.ask', { changes: { birthday: '2001-02-03' } })
  const [asked] = await (await database()).find('corrections', { memberId: who.memberId }, { limit: 1 })
  return { who, correctionId: asked!._id }
}

test('whoever is received by another branch is reminded of there, and what was asked for is decided there', async () => {
  const { who, correctionId } = await away('甲外出')
  expect(await item(`floating_${who.memberId}`)).toMatchObject({ closed: false, audience: `o:${world.branchId}` })
  const { items } = await call(secretary(), 'transfers.start', { organisationId: world.branchId, memberIds: [who.memberId], toBranchId: world.otherBranchId })
  const transferId = items[0]!.transferId!
  await call(by(), 'transfers.agree', { transferId, version: 1 })
  await call(world.otherSecretary.openid, 'transfers.accept', { transferId, version: 2 })
  expect(await item(`floating_${who.memberId}`)).toMatchObject({ closed: false, audience: `o:${world.otherBranchId}` })
  expect(await item(`correction_${correctionId}`)).toMatchObject({ closed: false, audience: `k:${world.otherBranchId}`, opens: world.otherBranchId })
  expect((await call(world.otherSecretary.openid, 'corrections.list', {})).items.map(({ id }) => id)).toEqual([correctionId])
  expect((await call(secretary(), 'corrections.list', {})).items).toEqual([])
  expect(await kinds(world.otherSecretary.openid)).toEqual(expect.arrayContaining(['floating', 'correction']))
  expect(await kinds(secretary())).not.toContain('floating')
})

test('whoever leaves the roster leaves nothing on home pages', async () => {
  const { who, correctionId } = await away('乙外出')
  await call(secretary(), 'roster.archive', { memberId: who.memberId, reason: '登记错误' })
  expect((await item(`floating_${who.memberId}`))!.closed).toBe(true)
  expect((await item(`correction_${correctionId}`))!.closed).toBe(true)
  expect(await (await database()).read('corrections', correctionId)).toMatchObject({ state: 'withdrawn', open: false, reason: expect.stringContaining('名册') })
  expect((await call(secretary(), 'corrections.list', {})).items).toEqual([])
})

test('nobody begins a transfer out of a branch that is being dissolved, or into it', async () => {
  const { db } = await database()
  const [leaving, target] = [await plant(1), await create('接收党支部')]
  await proveFactor(leaving.secretary.openid)
  const member = await join(by(), leaving.id, '丙转接', 'o-c')
  for (const changing of [leaving.id, target]) {
    await db.collection('organisations').doc(changing).update({ changeId: 'some-change' })
    expect(await refusal(member.openid, 'transfers.apply', { memberId: member.memberId, toBranchId: target })).toBe('treeChanging')
    await db.collection('organisations').doc(changing).update({ changeId: null })
  }
  await db.collection('organisations').doc(leaving.id).update({ changeId: 'some-change' })
  expect(await refusal(member.openid, 'transfers.apply', { memberId: member.memberId, elsewhere: { name: '示例单位党支部' } })).toBe('treeChanging')
  await db.collection('organisations').doc(leaving.id).update({ changeId: null })
  expect(await refusal(member.openid, 'transfers.apply', { memberId: member.memberId, toBranchId: target })).toBeNull()
})

test('a post that ends with its group or its branch stands in the timeline', async () => {
  const [branch, target] = [await plant(1), await create('接收党支部')]
  const leader = branch.people[1]!
  await call(by(), 'organisations.dissolve', { organisationId: branch.groupId, reason: '撤销' })
  expect((await words(leader)).filter(text => /不再担任.*组长/.test(text))).toHaveLength(1)
  // Somebody from outside holds a post in a branch that ends.
  await call(by(), 'organisations.dissolve', { organisationId: branch.id, targetId: target, reason: '撤销' })
  expect((await words(branch.secretary.memberId)).filter(text => /不再担任.*书记/.test(text))).toHaveLength(1)
})
