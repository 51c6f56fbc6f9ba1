/** Votes in every state, for tests that open each page. */
import type { ActionName, InputOf, OutputOf } from '../../types/contracts'

type Call = <A extends ActionName>(openid: string, action: A, input: InputOf<A>) => Promise<OutputOf<A>>
const at = (page: string, query: string): [string, string] => [`pages/${page}/index`, query]

/** The parameters of the pages of votes: one that is prepared, and one to be looked at. */
export const votePages = (organisationId: string, draft: string, shown: string): [string, string][] => [at('votes/list', `id=${organisationId}`), at('votes/edit', `id=${draft}`), at('votes/present', `id=${draft}`), at('votes/detail', `id=${shown}`)]

/** Who takes part besides the officer: somebody of the branch who has joined, and counts paper too. */
interface Helper { openid: string; memberId: string }

/**
 * Makes one that is prepared, one that is open, one that is paused and one that two people have counted, in the name of
 * an officer who has proved the second factor.
 */
export async function furnishVotes(call: Call, officer: string, organisationId: string, helper: Helper): Promise<[string, string][]> {
  const { memberId: probationer } = await call(officer, 'roster.add', { organisationId, name: '龙语嫣', standing: 'probationary' })
  const { voteId: draft } = await call(officer, 'votes.create', { kind: 'fullMembership', subjects: [{ id: probationer, person: 'member' }] })
  for (const title of ['主题党日放在周几', '读书会读哪一本']) {
    const { voteId } = await call(officer, 'votes.create', { kind: 'poll', title, options: ['第一个', '第二个'], named: false })
    await call(officer, 'votes.open', { voteId })
    if (title.startsWith('读书会')) await call(officer, 'votes.pause', { voteId })
  }
  return votePages(organisationId, draft, await countedVote(call, officer, helper))
}

/** A decision that everybody present agreed with, on paper. */
async function countedVote(call: Call, officer: string, helper: Helper): Promise<string> {
  const { voteId } = await call(officer, 'votes.create', { kind: 'assembly', title: '通过工作计划', matter: '通过支部明年的工作计划。' })
  const { memberId: own } = (await call(officer, 'session.home', {})).me!
  await call(officer, 'ballots.setCounters', { kind: 'vote', id: voteId, memberIds: [helper.memberId, own] })
  const memberIds = (await call(officer, 'votes.electors', { voteId })).people.filter(({ votes }) => votes).map(({ memberId }) => memberId)
  const { version } = await call(officer, 'votes.get', { voteId })
  await call(officer, 'votes.attend', { voteId, version, memberIds })
  await call(officer, 'votes.open', { voteId })
  const n = memberIds.length
  const counts = { issued: n, returned: n, invalid: 0, answers: { matter: { inFavour: n, against: 0, abstain: 0 } }, others: {} }
  for (const openid of [officer, helper.openid]) await call(openid, 'ballots.count', { kind: 'vote', id: voteId, group: 'members', counts })
  await call(officer, 'votes.close', { voteId })
  return voteId
}
