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
/** What a ballot of a vote or an election says of a matter or a person. */
export const voteChoices = { inFavour: '赞成', against: '不赞成', abstain: '弃权' } as const
export type VoteChoice = keyof typeof voteChoices
/** How a share is reckoned: of all who should come, or of those who did. */
export const shareBases = { expected: '应到人数', present: '实到人数' } as const
export type ShareBase = keyof typeof shareBases

/** What an assembly elects: a committee, which then elects its secretary; or, where there is none, the secretary itself. */
export const bodies = { committee: '支部委员会委员', secretary: '支部书记、副书记（不设委员会）' } as const
export type Body = keyof typeof bodies
/** The steps of 换届, in their order; each has the day on which it was done. */
export const electionSteps = {
  resolved: '支委会研究换届', requested: '向上级请示', replied: '上级批复同意', nominated: '酝酿候选人', fixed: '支委会确定候选人预备人选', examined: '上级审查同意预备人选', method: '大会通过选举办法',
} as const
export type ElectionStep = keyof typeof electionSteps
/** Who may be left out of the electors expected: only where the superior agrees and the assembly passes it. */
export const exclusions = {
  illness: '因病不能表达本人意志', abroad: '出国半年以上', prison: '因故被羁押、服刑', bedridden: '长期卧床', away: '外出半年以上、组织关系应转未转', retired: '离退休后居住外地',
} as const
export type Exclusion = keyof typeof exclusions
