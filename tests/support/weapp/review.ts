/** A review that is open, for tests of the phones of those who take part in it. */
import type { InputOf, OutputOf } from '../../../types/contracts'
import { dynamicCode } from '../world'
import { launchApp, type App, type PhoneState } from '.'
import { foundBranch, startProduct, type Branch, type Product } from './cloud'

type Settings = Omit<InputOf<'reviews.change'>, 'reviewId' | 'version'>
type Groups = NonNullable<Settings['groups']>
type Review = OutputOf<'reviews.get'>

export interface HeldReview {
  product: Product
  branch: Branch
  /** WeChat account of the first member of the roster. */
  member: string
  reviewId: string
  get(): Promise<Review>
  /** The group of this name. */
  group(name: string): Promise<Review['groups'][number]>
  /** The codes of a group's first six slips. */
  slips(name: string): Promise<string[]>
  /** What the screen shows for a group now. */
  roomCode(name: string): Promise<string>
  /** A phone that scans a code. */
  scan(openid: string, scene: string, phone?: Partial<PhoneState>): Promise<App>
  /** A phone that opens a page. */
  open(openid: string, path: string): Promise<App>
}

/** A branch of four, the first member bound, and a review with these groups of others. */
export async function holdReview(groups: Groups, { settings = {}, draft = false }: { settings?: Settings; draft?: boolean } = {}): Promise<HeldReview> {
  const product = await startProduct()
  const branch = await foundBranch(product)
  const [by, member] = [branch.secretary, 'o-member']
  const { secret } = await product.call(by, 'session.enrolFactor', {})
  await product.call(by, 'session.activateFactor', { code: await dynamicCode(secret) })
  await product.call(member, 'binding.accept', { code: (await product.call(by, 'binding.invite', { memberId: branch.members[0]!.memberId })).code })
  const { reviewId } = await product.call(by, 'reviews.create', { year: 2026, title: '2026年度民主评议党员' })
  await product.call(by, 'reviews.change', { reviewId, version: 1, groups, ...settings })
  if (!draft) await product.call(by, 'reviews.open', { reviewId })
  const get = () => product.call(by, 'reviews.get', { reviewId })
  const group = async (name: string) => (await get()).groups.find((one) => one.name === name)!
  const pile = async (name: string) => ({ kind: 'review' as const, id: reviewId, group: (await group(name)).key })
  return {
    product, branch, member, reviewId, get, group,
    slips: async (name) => (await product.call(by, 'ballots.slips', { ...await pile(name), from: 0 })).slips.map(({ scene }) => scene),
    roomCode: async (name) => (await product.call(by, 'ballots.roomCode', await pile(name))).scene,
    scan: (openid, scene, phone = {}) => launchApp({ cloudUrl: product.url, openid, scene, phone }),
    open: (openid, path) => launchApp({ cloudUrl: product.url, openid, path }),
  }
}

/** The people of the branch who are graded. */
export const rated = ['陈书记', '王建国', '李晓梅']

/** Ends a phone of which nothing went wrong. */
export const sound = (app: App): void => { expect(app.errors).toEqual([]); app.close() }

/** Ends the phone of somebody of whom nothing was asked: no permission, no subscription, no agreement, no dialog, no log-in. */
export function unasked(app: App): void {
  expect([app.phone.consents, app.phone.asked, app.phone.modals]).toEqual([[], [], []])
  expect(app.calls.map(({ action }) => action).filter((action) => !action.startsWith('ballots.'))).toEqual([])
  sound(app)
}

/** Grades everybody who is on the ballot and puts it in; how often it was tapped. */
export async function fill(app: App, choice = '合格'): Promise<number> {
  let taps = 0
  const tap = async (words: string): Promise<void> => { taps++; await app.tap(words) }
  await tap('填写测评票')
  await app.waitFor('还有3位没有选')
  for (const name of rated) await tap(`${name}，${choice}`)
  await tap('选好了')
  await app.waitFor('您选了')
  await tap('交票')
  await app.waitFor('已交票，可以关掉了')
  return taps
}
