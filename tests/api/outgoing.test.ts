/** Whoever stands in a file that leaves with telephones or addresses is noted before the file is made. */
import { call, operationsOf, START, startApi, stopApi } from '../support/api'
import { makeWorld, proveFactor, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  await proveFactor(world.secretary.openid)
}, 60_000)
afterAll(stopApi)

const notes = async () => (await import('../../cloudfunctions/platform/database')).findAll('export_people', {})
const note = async (recordId: string, memberIds: string[], items: ('phone' | 'idNumber')[] = ['phone']) => {
  const { noteOutgoing } = await import('../../cloudfunctions/services/outgoing')
  const by = { caller: { openid: 'o', accountId: 'account-of-a-keeper' }, access: { memberId: 'keeper', memberName: '王建国' }, now: START } as unknown as Parameters<typeof noteOutgoing>[0]
  await noteOutgoing(by, { recordId, organisationId: 'somewhere', organisationName: '示例党支部', what: '填表', items, memberIds })
}
const of = async (recordId: string) => (await notes()).filter(each => each.recordId === recordId)

test('an export notes everybody who is in it, by name of the items and never by value', async () => {
  await call(world.secretary.openid, 'roster.add', { organisationId: world.branchId, name: '何出', standing: 'full', phone: '19900007777' })
  const { exportId, people } = await call(world.secretary.openid, 'exports.roster', { organisationId: world.branchId })
  const noted = await of(exportId)
  expect(noted).toMatchObject([{ organisationId: world.branchId, byName: '王建国', what: '导出花名册', items: ['phone', 'landline', 'address'] }])
  expect(noted[0]!.memberIds).toHaveLength(people)
  expect(noted[0]!.memberIds).toContain(world.member.memberId)
  expect(JSON.stringify(noted)).not.toContain('19900007777')
})

test('an export of 2,500 people leaves three notes at one operation each', async () => {
  const people = Array.from({ length: 2500 }, (_, n) => `person${n}`)
  expect(await operationsOf(() => note('many', people))).toBe(3)
  expect((await of('many')).flatMap(each => each.memberIds).sort()).toEqual([...people].sort())
})

test('a repeat leaves one note, other people one more, nobody and no item none', async () => {
  for (let again = 0; again < 3; again++) await note('repeat', ['b', 'a', 'a'])
  expect((await of('repeat')).map(each => each.memberIds)).toEqual([['a', 'b']])
  await note('repeat', ['a', 'c'])
  await note('repeat', ['a', 'b'], ['phone', 'idNumber'])
  expect(await of('repeat')).toHaveLength(3)
  await note('nobody', [])
  await note('no item', ['a'], [])
  expect([await of('nobody'), await of('no item')]).toEqual([[], []])
})

test('one person is found in all notes by the index', async () => {
  await note('found', ['x1', 'x2', 'x3'])
  const { find } = await import('../../cloudfunctions/platform/database')
  expect(await find('export_people', { memberIds: 'x2' }, { orderBy: [['key', 'desc']], limit: 20 })).toHaveLength(1)
  expect(await find('export_people', { memberIds: 'x' }, { limit: 20 })).toEqual([])
})
