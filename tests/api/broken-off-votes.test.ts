/** Votes, broken off at every request of the opening and of the closing (support/broken-off). */
import { act, breakOff, fresh, startBreaking, stopBreaking, whole, type Act } from '../support/broken-off'
import { attend, castBy, countBy, draftOf, pileOf } from '../support/votes'
import { call } from '../support/api'
import { makeWorld, proveFactor, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startBreaking()
  world = await makeWorld()
  await proveFactor(world.secretary.openid)
}, 60_000)
afterAll(stopBreaking)

const database = () => import('../../cloudfunctions/platform/database')
const by = () => world.secretary.openid
const vote = async (voteId: string) => (await (await database()).read('votes', voteId))!
const itemUp = async (voteId: string): Promise<boolean> => (await (await database()).read('inbox', `vote_${voteId}`))?.closed === false
const counting = async (voteId: string): Promise<boolean> => (await (await database()).read('inbox', `counting_vote_${voteId}_written_${world.member.memberId}`))?.closed === false
const there = () => [world.secretary, world.officer, world.leader].map(({ memberId }) => memberId)
const consent = { superior: '示例大学信息学院党委', document: '同意函', day: '2026-11-18' }

/** A draft on phones with opinions in writing, three of five present. */
async function ready(): Promise<string> {
  const voteId = await draftOf(by(), world.branchId, 'admission', { title: fresh('接收'), manner: 'phone', consent, written: true })
  await attend(by(), voteId, there())
  await call(by(), 'ballots.setCounters', { kind: 'vote', id: voteId, memberIds: [world.member.memberId, world.officer.memberId] })
  return voteId
}

const scenes: Record<string, () => Promise<Act>> = {
  'a vote is opened': async () => {
    const voteId = await ready()
    const opened = async (): Promise<boolean[]> => {
      const { state, round } = await vote(voteId)
      if (state !== 'open') return [false, await itemUp(voteId)]
      const { findAll, read } = await database()
      const boxes = await Promise.all(['members', 'written'].map(key => read('ballot_boxes', `${voteId}-${round}-${key}`)))
      return [true, await itemUp(voteId), (await findAll('ballot_entitlements', { boxId: `${voteId}-${round}-members` })).length === 3, boxes.every(box => box?.state === 'open'), boxes[1]?.groups[0]?.entitled === 2]
    }
    return act({ by: by(), action: 'votes.open', input: { voteId }, state: async () => whole(await opened()), done: async () => whole([...await opened(), await counting(voteId)]) })
  },
  'a vote is closed': async () => {
    const voteId = await ready()
    await call(by(), 'votes.open', { voteId })
    for (const openid of [by(), world.officer.openid]) await castBy(openid, voteId, 'inFavour')
    await countBy([world.member.openid, world.officer.openid], voteId, 'written', pileOf((await vote(voteId)).subjects[0]!.key, 1))
    return act({
      by: by(), action: 'votes.close', input: { voteId }, state: async () => {
        const { state, outcomes, papers } = await vote(voteId)
        return state === 'closed' ? whole([outcomes?.[0]?.inFavour === 3, outcomes?.[0]?.written === 1, outcomes?.[0]?.carried === true, papers?.returned === 2, !await itemUp(voteId)]) : whole([outcomes !== null])
      },
    })
  },
}

breakOff(scenes, () => Promise.resolve(), { most: 90, every: 3 })
