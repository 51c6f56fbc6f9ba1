/** A branch of eight below a committee, with phones for those who lead, count and stand: what elections are driven with in the real WeChat bundle. */
import { newFoundingCode, storeFoundingCode } from '../../../config/founding'
import { dynamicCode } from '../world'
import type { App } from '.'
import type { Product } from './cloud'

export interface Hall {
  branchId: string
  /** The superior's account, and that of the officer who leads the election and does not stand. */
  superior: string
  leads: string
  idOf: (name: string) => string
  openidOf: (name: string) => string
}

/** Everybody on the roster, full members all; the first four stand, the next two count, 王建国 leads. */
export const candidates = ['李晓梅', '钱小红', '孙大明', '吴思远']
export const counters = ['周立行', '郑海涛']
export const people = [...candidates, ...counters, '王建国', '陈书记']
export const consent = { superior: '示例大学信息学院党委', document: '示例党〔2026〕8号', day: '2026-01-10' }

/** Sets up and proves a second factor: good for ten minutes. */
async function prove(product: Product, openid: string): Promise<void> {
  const { secret } = await product.call(openid, 'session.enrolFactor', {})
  await product.call(openid, 'session.activateFactor', { code: await dynamicCode(secret) })
}

export async function foundHall(product: Product): Promise<Hall> {
  const code = newFoundingCode()
  await storeFoundingCode(code)
  const superior = 'o-superior'
  const { organisationId: committeeId } = await product.call(superior, 'organisations.found', { code, organisationName: '示例大学信息学院党委', kind: 'committee', name: '周明远' })
  await prove(product, superior)
  const { organisationId: branchId } = await product.call(superior, 'organisations.create', { parentId: committeeId, name: '软件学生第一党支部', kind: 'branch' })
  const members = new Map<string, { memberId: string; openid: string }>()
  for (const [n, name] of people.entries()) {
    const { memberId } = await product.call(superior, 'roster.add', { organisationId: branchId, name, standing: 'full' })
    const openid = `o-hall-${n}`
    await product.call(openid, 'binding.accept', { code: (await product.call(superior, 'binding.invite', { memberId })).code })
    members.set(name, { memberId, openid })
  }
  const idOf = (name: string): string => members.get(name)!.memberId
  const openidOf = (name: string): string => members.get(name)!.openid
  for (const [name, post] of [['陈书记', 'secretary'], ['王建国', 'organisationOfficer']] as const) await product.call(superior, 'posts.appoint', { organisationId: branchId, memberId: idOf(name), post })
  const leads = openidOf('王建国')
  await prove(product, leads)
  return { branchId, superior, leads, idOf, openidOf }
}

/** Nothing went wrong inside; and the app is put away. */
export const sound = (app: App): void => { expect(app.errors).toEqual([]); app.close() }

/** Chooses in the open question. */
export const agree = (app: App, word: string): Promise<void> => app.tap(app.phone.dialog!.choices.find(choice => choice === word)!)

/** Taps the one button that comes next, and agrees where it asks. */
export async function next(app: App, word: string, ok?: string): Promise<void> {
  await app.waitFor(word)
  await app.tap(word)
  if (ok) await agree(app, ok)
}

/** Types a pile on a counter's phone: so many in favour of each, the rest against, and hands it in. */
export async function enterPile(app: App, papers: number, inFavour: Record<string, number>): Promise<void> {
  await app.waitFor('先数总张数')
  for (const [label, n] of [['发出的票', papers], ['收回的票', papers], ['其中无效的票', 0]] as const) await app.input(`总张数，${label}`, String(n))
  for (const [name, n] of Object.entries(inFavour)) {
    await app.input(`${name}，赞成`, String(n))
    await app.input(`${name}，不赞成`, String(papers - n))
  }
  await app.tap('录完了')
  await agree(app, '交上')
}
