/** Labels of votes and elections: the server keeps codes, a screen shows labels. */
import { reviewStates, type ReviewState } from './codes'

/** Where a vote or an election stands; of a review other words are said of the same (codes.ts). */
export const ballotStates = { ...reviewStates, closed: '已计票' } as const satisfies Record<ReviewState, string>

/** What is voted on by ballots. */
export const ballotKinds = { review: '民主评议', vote: '表决', election: '选举' } as const
export type BallotKind = keyof typeof ballotKinds
/** What is said of where a vote of this kind stands. */
export const statesOf = (kind: BallotKind): Record<ReviewState, string> => (kind === 'review' ? reviewStates : ballotStates)

/** 表决 of a branch; 征求意见 decides nothing. */
export const voteKinds = { admission: '接收预备党员', fullMembership: '预备党员转正', recommendation: '推优', assembly: '支部党员大会决议', poll: '征求意见' } as const
export type VoteKind = keyof typeof voteKinds
/** Ballots on paper, counted by two people, or on the phones of those counted present. */
export const manners = { paper: '纸质票，两人分别录入', phone: '到场的人用手机投' } as const
export type Manner = keyof typeof manners
/** A decision of an assembly may besides be taken by a show of hands, in the open. */
export const voteManners = { hands: '举手表决，两人分别点数', ...manners } as const
export type VoteManner = keyof typeof voteManners
/** What is voted on of somebody whose probation ends (细则 §31). */
export const voteOutcomes = { onTime: '按期转正', longer: '延长预备期', ended: '取消预备党员资格' } as const
export type VoteOutcome = keyof typeof voteOutcomes
/** As what a class or a League branch recommends somebody. */
export const recommendedAs = { activist: '入党积极分子', prospect: '发展对象' } as const
export type RecommendedAs = keyof typeof recommendedAs
/** What a ballot of a vote or an election says of a matter or a person. */
export const voteChoices = { inFavour: '赞成', against: '不赞成', abstain: '弃权' } as const
export type VoteChoice = keyof typeof voteChoices
/** How a share is reckoned: of all who should come, or of those who did. */
export const shareBases = { expected: '应到人数', present: '实到人数' } as const
export type ShareBase = keyof typeof shareBases

/** Why an assembly elects: the term is over, or somebody has left before its end. */
export const occasions = { term: '换届选举', byElection: '补选' } as const
export type Occasion = keyof typeof occasions
/** What an assembly elects: a committee, which then elects its secretary; or, where there is none, the secretary itself. */
export const bodies = { committee: '支部委员会委员', secretary: '支部书记、副书记（不设委员会）' } as const
export type Body = keyof typeof bodies
/** The steps of 换届, in their order; each has the day on which it was done. */
export const electionSteps = {
  resolved: '支委会研究换届', requested: '向上级请示', replied: '上级批复同意', nominated: '酝酿候选人', fixed: '支委会确定候选人预备人选', examined: '上级审查同意预备人选', method: '大会通过选举办法',
} as const
export type ElectionStep = keyof typeof electionSteps
/** What a step is called: of a by-election it is a by-election that is resolved and agreed to. */
export const stepLabel = (step: ElectionStep, occasion: Occasion): string => (occasion === 'byElection' && step === 'resolved' ? '支委会研究补选' : electionSteps[step])
/** Who may be left out of the electors expected: only where the superior agrees and the assembly passes it. */
export const exclusions = {
  illness: '因病不能表达本人意志', abroad: '出国半年以上', prison: '因故被羁押、服刑', bedridden: '长期卧床', away: '外出半年以上、组织关系应转未转', retired: '离退休后居住外地',
} as const
export type Exclusion = keyof typeof exclusions
