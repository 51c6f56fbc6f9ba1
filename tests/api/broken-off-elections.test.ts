/** An election opened, closed, done again and approved, broken off at every request (support/broken-off): a branch is never between two committees, and no count is half taken over. */
import { call } from '../support/api'
import { act, breakOff, fresh, startBreaking, stopBreaking, whole, type Act } from '../support/broken-off'
import type { Election } from '../../cloudfunctions/platform/documents'
import { countBy, ledBy, pileOf } from '../support/held-elections'
import { makeWorld, proveFactor, type World } from '../support/world'

jest.mock('../../cloudfunctions/platform/wechat', () => ({ ...jest.requireActual<object>('../../cloudfunctions/platform/wechat'), codeImage: async () => null }))

let world: World
/** Eight electors: the first four stand, the fifth and the sixth count. */
let hall: string[]
let counters: string[]
beforeAll(async () => {
  await startBreaking()
  world = await makeWorld()
  await proveFactor(world.secretary.openid)
  const { secretary, officer, leader, member, unbound } = world
  hall = [secretary.memberId, officer.memberId, unbound.memberId]
  for (const name of ['卫五洲', '蒋六合', '沈七星']) hall.push((await call(world.founder.openid, 'roster.add', { organisationId: world.branchId, name, standing: 'full' })).memberId)
  hall.splice(4, 0, leader.memberId, member.memberId)
  counters = [leader.openid, member.openid]
  await proveFactor(world.officer.openid)
}, 60_000)
afterAll(stopBreaking)

const database = () => import('../../cloudfunctions/platform/database')
const by = () => world.secretary.openid
const stand = () => hall.slice(0, 4)
const ready = () => ledBy(by()).ready({ candidateIds: stand(), counterIds: hall.slice(4, 6), present: hall }, { title: fresh('换届选举') })
async function counted(): Promise<string> {
  const electionId = await ready()
  await call(by(), 'elections.open', { electionId })
  await countBy(counters, electionId, 'b1', pileOf(stand(), [8, 7, 6, 2], {}, { returned: 8 }))
  return electionId
}
const kept = async (electionId: string) => (await (await database()).read('elections', electionId))!
/** Everybody's running posts of the branch, as member, organisation, record and access have them. */
async function running(): Promise<{ posts: string[]; held: string[]; holders: string[]; access: string[] }> {
  const { find, read } = await database()
  const posts = await find('posts', { organisationId: world.branchId, endedAt: null }, { limit: 50 })
  const members = await find('members', { organisationId: world.branchId, archived: false }, { limit: 100 })
  const accounts = await Promise.all(members.flatMap(({ accountId }) => (accountId ? [read('access', accountId)] : [])))
  const ours = (list: { postId: string; organisationId: string }[]): string[] => list.filter(({ organisationId }) => organisationId === world.branchId).map(({ postId }) => postId).sort()
  return { posts: posts.map(({ _id }) => _id).sort(), held: ours(members.flatMap(one => one.posts)), holders: Object.keys((await read('organisations', world.branchId))!.holders).sort(), access: ours(accounts.flatMap(one => one?.posts ?? [])) }
}

const scenes: Record<string, () => Promise<Act>> = {
  'a ballot is opened': async () => {
    const electionId = await ready()
    return act({ by: by(), action: 'elections.open', input: { electionId }, state: async () => {
      const { state, ballots, electors } = await kept(electionId)
      return whole([state === 'open', ballots[0]!.present === 8, electors.length === 8])
    }, done: async () => whole([(await kept(electionId)).state === 'open', (await (await database()).find('inbox', { kind: 'counting', opens: `election_${electionId}_b1`, closed: false }, { limit: 5 })).length === 2]) })
  },
  'a ballot is closed': async () => {
    const electionId = await counted()
    return act({ by: by(), action: 'elections.close', input: { electionId }, state: async () => {
      const { state, ballots } = await kept(electionId)
      return whole([state === 'closed', ballots[0]!.elected.length === 3, ballots[0]!.next?.kind === 'done'])
    } })
  },
  'a ballot is declared void': async () => {
    const electionId = await counted()
    await call(by(), 'elections.close', { electionId })
    return act({ by: by(), action: 'elections.redo', input: { electionId, reason: '票印错了', consent: { superior: '示例大学党委', document: '示例党〔2026〕11号', day: '2026-11-20' } }, state: async () => {
      const { state, ballots, current } = await kept(electionId)
      return whole([state === 'draft', ballots.length === 2, ballots[0]!.voidReason === '票印错了', current === 'b2'])
    } })
  },
  'a result is reported': async () => {
    const electionId = await chosen()
    return act({ by: by(), action: 'elections.report', input: { electionId }, state: async () => {
      const item = await (await database()).read('inbox', `election_${electionId}_report_${world.committeeId}`)
      return whole([(await kept(electionId)).reportedAt !== null, item !== null])
    } })
  },
  'a result is sent back': async () => {
    const electionId = await chosen()
    await call(by(), 'elections.report', { electionId })
    const up = async () => (await (await database()).read('inbox', `election_${electionId}_report_${world.committeeId}`))?.closed === false
    return act({ by: world.founder.openid, action: 'elections.return', input: { electionId, reason: '分工有误' }, state: async () => whole([(await kept(electionId)).reportedAt === null]),
      // However it was cut off, its repeat leaves nothing waiting above.
      done: async () => whole([(await kept(electionId)).reportedAt === null, !await up()]) })
  },
  'a result is approved': async () => {
    const electionId = await chosen()
    await call(by(), 'elections.report', { electionId })
    const before = await running()
    return act({ by: world.founder.openid, action: 'elections.approve', input: { electionId, day: '2026-11-20', document: '示例党〔2026〕10号' }, state: async () => {
      const { posts, held, holders, access } = await running()
      const { find } = await database()
      // Whatever was broken off: the four places that know of posts say the same, and the branch has one secretary.
      expect([held, holders, (await find('posts', { organisationId: world.branchId, post: 'secretary', endedAt: null }, { limit: 5 })).length]).toEqual([posts, posts, 1])
      expect(access.every(id => posts.includes(id))).toBe(true)
      return whole([(await kept(electionId)).approval !== null, before.posts.every(id => !posts.includes(id)), (await find('posts', { organisationId: world.branchId, until: '2029-11-19', endedAt: null }, { limit: 50 })).filter(({ _id }) => !before.posts.includes(_id)).length === 3])
    } })
  },
}

let template: Election | null = null
/** One whose committee has chosen its secretary: always the branch's own, so that the next scene is led by the same. Held once, then copied: what breaks off comes after. */
async function chosen(): Promise<string> {
  const { put } = await database()
  if (!template) {
    const electionId = await counted()
    await call(by(), 'elections.close', { electionId })
    // Nobody enters the votes for the own post.
    await ledBy(world.officer.openid).choose(electionId, [{ memberId: hall[0]!, post: 'secretary', inFavour: 3 }])
    template = await kept(electionId)
  }
  const _id = fresh('electionheld')
  await put('elections', { ...template, _id })
  return _id
}

breakOff(scenes, async () => undefined, { most: 100, every: 9 })
