/** What a vote is called and what is put to it: of a vote about people both follow from who they are and what is asked, so that they never say two things. Pure. */
import { recommendedAs, voteKinds, voteOutcomes, type RecommendedAs, type VoteKind, type VoteOutcome } from './contracts/codes-ballots'

/** As much of a vote as its words follow from. */
export interface Proposed { kind: VoteKind; title: string; matter: string; subjects: readonly { name: string }[]; outcome?: VoteOutcome | null | undefined; months?: number | null | undefined; as?: RecommendedAs | null | undefined }

/** Kinds that are about people: their titles are not written by hand. */
export const isAboutPeople = (kind: VoteKind): boolean => kind === 'admission' || kind === 'fullMembership' || kind === 'recommendation'

export const outcomeOf = (vote: Pick<Proposed, 'kind' | 'outcome'>): VoteOutcome | null => (vote.kind === 'fullMembership' ? vote.outcome ?? 'onTime' : null)
/** Months by which a probation is to be extended; null where nothing is extended. */
export const monthsOf = (vote: Pick<Proposed, 'kind' | 'outcome' | 'months'>): number | null => (outcomeOf(vote) === 'longer' ? vote.months ?? SHORTEST : null)
export const asOf = (vote: Pick<Proposed, 'kind' | 'as'>): RecommendedAs | null => (vote.kind === 'recommendation' ? vote.as ?? 'activist' : null)

/** With which an extension begins in the form (细则 §31). */
const SHORTEST = 6
/** So many names stand in a title; more are counted. */
const NAMED = 4

const period = (months: number): string => (months === 6 ? '半年' : months === 12 ? '一年' : `${months}个月`)
const names = (subjects: Proposed['subjects']): string => subjects.map(({ name }) => name).join('、')
const namesShort = (subjects: Proposed['subjects']): string => (subjects.length > NAMED ? `${names(subjects.slice(0, NAMED - 1))}等${subjects.length}人` : names(subjects))

/** What a vote is called: 延长张三同志的预备期半年. Of a vote about nobody yet what its kind is called. */
export function titleOf(vote: Proposed): string {
  if (!isAboutPeople(vote.kind)) return vote.title
  const who = namesShort(vote.subjects)
  if (!who) return voteKinds[vote.kind]
  switch (vote.kind) {
    case 'admission': return `接收${who}同志为预备党员`
    case 'recommendation': return `推荐${who}为${recommendedAs[asOf(vote)!]}人选`
    default: return { onTime: `${who}同志按期转为正式党员`, longer: `延长${who}同志的预备期${period(monthsOf(vote) ?? SHORTEST)}`, ended: `取消${who}同志的预备党员资格` }[outcomeOf(vote) ?? 'onTime']
  }
}

/** What is put to the vote, in one sentence without its full stop; of a decision or a poll its title. */
export function proposalOf(vote: Proposed): string {
  const who = names(vote.subjects)
  if (!who) return vote.title
  switch (vote.kind) {
    case 'admission': return `同意接收${who}同志为中共预备党员`
    case 'fullMembership': return { onTime: `同意预备党员${who}同志按期转为中共正式党员`, longer: `延长预备党员${who}同志的预备期${period(monthsOf(vote) ?? SHORTEST)}`, ended: `取消${who}同志的预备党员资格` }[outcomeOf(vote)!]
    case 'recommendation': return `推荐${who}为${recommendedAs[asOf(vote)!]}人选${vote.subjects.length > 1 ? '，逐人表决' : ''}`
    case 'assembly':
    case 'poll': return vote.title
  }
}

/** What is put to the vote and what is written besides, each once: as a ballot on paper and a record have it. */
export function matterOf(vote: Proposed): string {
  const proposal = proposalOf(vote)
  return vote.matter && vote.matter !== proposal && vote.matter !== `${proposal}。` ? `${proposal}。${vote.matter}` : proposal
}

/** Which of its outcomes a vote on 转正 is about, in words: 延长预备期. */
export const outcomeText = (vote: Pick<Proposed, 'kind' | 'outcome'>): string => voteOutcomes[outcomeOf(vote) ?? 'onTime']
