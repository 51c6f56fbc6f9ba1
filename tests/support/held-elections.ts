/** Elections of a branch, made through the product's own actions: prepared, held on paper or on phones, counted by two. */
import type { InputOf, OutputOf } from '../../types/contracts'
import { call } from './api'

export type Counts = InputOf<'ballots.count'>['counts']
type Draft = Omit<InputOf<'elections.change'>, 'electionId' | 'version'>
type Seen = OutputOf<'elections.get'>
export interface Candidate { memberId: string; name: string }

export const consent = { superior: '示例大学信息学院党委', document: '示例党〔2026〕8号', day: '2026-11-10' }

/** What those who lead an election do with it, as it stands now. */
export function ledBy(by: string) {
  const seen = (electionId: string): Promise<Seen> => call(by, 'elections.get', { electionId })
  const version = async (electionId: string): Promise<number> => (await seen(electionId)).version
  const change = async (electionId: string, settings: Draft) => call(by, 'elections.change', { electionId, version: await version(electionId), ...settings })
  const attend = async (electionId: string, memberIds: string[]) => call(by, 'elections.attend', { electionId, version: await version(electionId), memberIds })
  const step = async (electionId: string, name: InputOf<'elections.step'>['step'], day: string | null, note = '') => call(by, 'elections.step', { electionId, version: await version(electionId), step: name, day, note })
  const next = async (electionId: string, candidateIds: string[]) => call(by, 'elections.nextBallot', { electionId, version: await version(electionId), candidateIds })
  const name = async (electionId: string, written: string, memberId: string) => call(by, 'elections.nameOther', { electionId, version: await version(electionId), name: written, memberId })
  const leave = async (electionId: string, agreed: number) => call(by, 'elections.leaveSeats', { electionId, version: await version(electionId), agreed })
  const choose = async (electionId: string, chosen: InputOf<'elections.choose'>['chosen'], present = 3, day = '2026-11-20') => call(by, 'elections.choose', { electionId, version: await version(electionId), day, present, chosen })
  const open = (electionId: string) => call(by, 'elections.open', { electionId })
  const close = (electionId: string) => call(by, 'elections.close', { electionId })

  /** One that is ready: candidates, who counts, who is there, and the steps without which none is opened. */
  async function ready(people: { candidateIds: string[]; counterIds: string[]; present: string[] }, settings: Draft = {}): Promise<string> {
    const { electionId } = await call(by, 'elections.create', { title: '2026年换届选举', body: 'committee', seats: 3 })
    await change(electionId, { candidateIds: people.candidateIds, counterIds: people.counterIds, ...settings })
    await step(electionId, 'replied', '2026-11-12', '示例党〔2026〕9号')
    await step(electionId, 'method', '2026-11-20')
    await attend(electionId, people.present)
    return electionId
  }
  return { seen, change, attend, step, next, name, leave, choose, open, close, ready }
}

/** A pile of papers: how many are in favour of each candidate, and who was written in by how many. */
export const pileOf = (candidates: string[], inFavour: number[], others: Record<string, number> = {}, papers: { issued?: number; returned?: number; invalid?: number } = {}): Counts => {
  const { returned = 14, issued = returned, invalid = 0 } = papers
  return { issued, returned, invalid, others, answers: Object.fromEntries(candidates.map((id, n) => [id, { inFavour: inFavour[n]!, against: returned - invalid - inFavour[n]!, abstain: 0 }])) }
}

/** Enters the same count by each of these. */
export async function countBy(openids: string[], electionId: string, group: string, counts: Counts): Promise<void> {
  for (const openid of openids) await call(openid, 'ballots.count', { kind: 'election', id: electionId, group, counts })
}
