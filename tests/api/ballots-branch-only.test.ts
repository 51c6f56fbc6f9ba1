/** Votes, elections and reviews are a branch's: whoever leads another organisation is told so in words. */
import { call, refusal, startApi, stopApi } from '../support/api'
import { makeWorld, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)

const creations = (organisationId: string) => [['votes.create', { organisationId, kind: 'poll', title: '意见' }], ['elections.create', { organisationId, title: '换届' }], ['reviews.create', { organisationId, year: 2026, title: '民主评议' }]] as const

test('a committee holds none, and is told what to do; a branch does', async () => {
  for (const [action, input] of creations(world.committeeId)) {
    expect(await refusal(world.founder.openid, action, input)).toBe('ballotBranchOnly')
    await expect(call(world.founder.openid, action, input)).rejects.toThrow(/是党委。表决、换届选举和民主评议由党支部办理，请打开要办的那个党支部/)
  }
  for (const [action, input] of creations(world.branchId)) expect(await refusal(world.secretary.openid, action, input)).toBeNull()
})

test('whoever has no power over it learns nothing of it', async () => {
  for (const [action, input] of creations(world.committeeId)) expect(await refusal(world.secretary.openid, action, input)).toBe('notFound')
})
