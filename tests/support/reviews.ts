/** 民主评议 through the product's own actions, for the tests of what comes of it. */
import { call } from './api'
import type { InputOf } from '../../types/contracts'
import type { BallotPaper } from '../../types/contracts/ballots'
import { sentBallot } from './sent-ballot'

export type Groups = NonNullable<InputOf<'reviews.change'>['groups']>
type Settings = Omit<InputOf<'reviews.change'>, 'reviewId' | 'version'>

let year = 2000

/** A draft of a year that has none yet. */
export async function draftReview(openid: string, settings: Settings = {}): Promise<string> {
  const { reviewId } = await call(openid, 'reviews.create', { year: ++year, title: `${year}年度民主评议` })
  await call(openid, 'reviews.change', { reviewId, version: 1, ...settings })
  return reviewId
}

export async function openReview(openid: string, settings: Settings = {}): Promise<string> {
  const reviewId = await draftReview(openid, settings)
  await call(openid, 'reviews.open', { reviewId })
  return reviewId
}

/** The codes of the first slips of a group. */
export async function slipsOf(openid: string, reviewId: string, n: number, group = 'a'): Promise<string[]> {
  const scenes: string[] = []
  while (scenes.length < n) scenes.push(...(await call(openid, 'ballots.slips', { kind: 'review', id: reviewId, group, from: scenes.length })).slips.map(({ scene }) => scene))
  return scenes.slice(0, n)
}

export const sameForAll = (paper: BallotPaper, choice: string) => paper.questions.map(({ key }) => ({ key, choice }))
export const castBallot = (openid: string, paper: BallotPaper, choice = 'good') => call(openid, 'ballots.cast', sentBallot(paper, sameForAll(paper, choice)))
export const ownBallot = (openid: string, reviewId: string) => call(openid, 'ballots.own', { kind: 'review', id: reviewId })

/** Students of a group vote by its slips, each the same of everybody. */
export async function studentsVote(openid: string, reviewId: string, choices: string[], group = 'a'): Promise<void> {
  const scenes = await slipsOf(openid, reviewId, choices.length, group)
  for (const [n, scene] of scenes.entries()) await castBallot(`student-${group}-${n}`, (await call(`student-${group}-${n}`, 'ballots.enter', { scene })).paper!, choices[n])
}

/** Everybody is graded, as most have voted or with a reason; so that it may be published. */
export async function publishReview(openid: string, reviewId: string): Promise<void> {
  const { people } = await call(openid, 'reviews.get', { reviewId })
  for (const { memberId } of people.filter(({ graded }) => graded)) await call(openid, 'reviews.grade', { reviewId, memberId, grade: 'good', reason: '支委会研究' })
  await call(openid, 'reviews.publish', { reviewId })
}
