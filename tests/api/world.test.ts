import { call, operationsOf, refusal, startApi, stopApi } from '../support/api'
import { makeWorld, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)

test('everybody finds themselves on the home page, in one call of at most four operations', async () => {
  const home = await call(world.secretary.openid, 'session.home', {})
  expect(home.me).toMatchObject({ name: '王建国', organisationName: '软件本科生第一党支部', posts: [{ post: 'secretary', confirmed: true }] })
  expect(home.can).toEqual({ postNotice: true, createActivity: true, keepRoster: true, pasteChain: true, seeAppeals: true, seeBelow: false })
  expect(home.todos.map(todo => todo.title)).toEqual(['还有1位同志没有加入'])
  const overseer = await call(world.founder.openid, 'session.home', {})
  expect(overseer.below).toMatchObject([{ name: '硕士第二党支部', members: 2, bound: 2 }, { name: '软件本科生第一党支部', members: 6, bound: 5 }])
  for (const person of [world.founder, world.secretary, world.member]) {
    expect(await operationsOf(() => call(person.openid, 'session.home', {}))).toBeLessThanOrEqual(4)
  }
  expect((await call(world.stranger, 'session.home', {})).me).toBeNull()
})

test('a stranger is told how to get in, a member what is lacking', async () => {
  expect(await refusal(world.stranger, 'roster.list', {})).toBe('notBound')
  expect(await refusal(world.member.openid, 'roster.list', {})).toBe('forbidden')
  expect(await refusal(world.secretary.openid, 'roster.list', { organisationId: world.otherBranchId })).toBe('notFound')
  expect((await call(world.secretary.openid, 'roster.list', { search: 'wjg' })).items.map(line => line.name)).toEqual(['王建国'])
})
