/** Elections in several states, for tests that open each page. */
import type { ActionName, InputOf, OutputOf } from '../../types/contracts'

type Call = <A extends ActionName>(openid: string, action: A, input: InputOf<A>) => Promise<OutputOf<A>>

/** The parameters of the pages of elections: one that is prepared, and one that is counted where there is one. */
export function electionPages(draft: string, counted = draft): [string, string][] {
  const of = (pages: string[], id: string): [string, string][] => pages.map(page => [`pages/elections/${page}/index`, `id=${id}`])
  return [...of(['edit', 'present'], draft), ...of(['detail', 'choose'], counted)]
}

/** Makes one that is prepared and one that is counted, in the name of an officer who has proved the second factor; `counter` counts beside the officer. */
export async function furnishElections(call: Call, officer: string, counter: { openid: string; memberId: string }): Promise<[string, string][]> {
  const { memberId: own } = (await call(officer, 'session.home', {})).me!
  const prepare = async (title: string): Promise<{ electionId: string; version: number; electors: string[]; candidateIds: string[] }> => {
    const { electionId } = await call(officer, 'elections.create', { title, body: 'committee', seats: 3 })
    const electors = (await call(officer, 'elections.electors', { electionId })).people.filter(({ votes }) => votes).map(({ memberId }) => memberId)
    const candidateIds = electors.filter(memberId => memberId !== counter.memberId && memberId !== own).slice(-4)
    const { version } = await call(officer, 'elections.change', { electionId, version: 1, candidateIds, counterIds: [counter.memberId, own] })
    return { electionId, version, electors, candidateIds }
  }
  const draft = await prepare('明年支部换届选举')
  const { electionId, electors, candidateIds, ...held } = await prepare('支部换届选举')
  let { version } = await call(officer, 'elections.attend', { electionId, version: held.version, memberIds: electors })
  const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  for (const step of ['replied', 'method'] as const) ({ version } = await call(officer, 'elections.step', { electionId, version, step, day }))
  await call(officer, 'elections.open', { electionId })
  const n = electors.length
  const answers = Object.fromEntries(candidateIds.map((key, i) => [key, i === 3 ? { inFavour: 0, against: n, abstain: 0 } : { inFavour: n, against: 0, abstain: 0 }]))
  for (const openid of [officer, counter.openid]) await call(openid, 'ballots.count', { kind: 'election', id: electionId, group: 'b1', counts: { issued: n, returned: n, invalid: 0, answers, others: {} } })
  await call(officer, 'elections.close', { electionId })
  return electionPages(draft.electionId, electionId)
}
