/** Reviews in every state, for tests that open each page. */
import type { ActionName, InputOf, OutputOf } from '../../types/contracts'
import { dynamicCode } from './world'

type Call = <A extends ActionName>(openid: string, action: A, input: InputOf<A>) => Promise<OutputOf<A>>
const at = (page: string, query: string): [string, string] => [`pages/${page}/index`, query]

/** The parameters of the pages of reviews; `pile`: the group that is counted. */
export const reviewPages = (draft: string, open: string, closed: string, pile = 'a'): [string, string][] => [at('reviews/edit', `id=${draft}`), at('reviews/detail', `id=${open}`), at('ballots/vote', `kind=review&id=${open}`), at('ballots/screen', `kind=review&id=${open}&group=a`), at('ballots/count', `kind=review&id=${open}&group=${pile}`), at('reviews/result', `id=${closed}`)]

/** Makes one that is prepared, one that is open and one that is closed, in the name of an officer without a second factor yet. */
export async function furnishReviews(call: Call, officer: string): Promise<[string, string][]> {
  const { secret } = await call(officer, 'session.enrolFactor', {})
  await call(officer, 'session.activateFactor', { code: await dynamicCode(secret) })
  const ids: string[] = []
  for (const year of [2024, 2025, 2026]) ids.push((await call(officer, 'reviews.create', { year, title: `${year}年度民主评议党员` })).reviewId)
  const room = { name: '软件2301班', entry: 'room', entitled: 30 } as const
  const paper = { name: '老同志纸质票', entry: 'paper', members: true, entitled: 8 } as const
  for (const [n, reviewId] of ids.slice(0, 2).entries()) {
    await call(officer, 'reviews.change', { reviewId, version: 1, scored: true, groups: n === 0 ? [room] : [room, paper] })
    await call(officer, 'reviews.open', { reviewId })
  }
  await call(officer, 'reviews.close', { reviewId: ids[0]! })
  return reviewPages(ids[2]!, ids[1]!, ids[0]!, 'b')
}
