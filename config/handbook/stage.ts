/** Where the handbook's scenes play, and what several of them do. */
import type { Look, Phone } from '../../tests/support/phone'
import type { Preview } from '../../tests/support/preview'

export interface Stage {
  preview: Preview
  /** The demo's branch, and its secretary's phone. */
  branchId: string
  secretary: Phone
  /** The account of somebody whom the preview's switch offers. */
  who: (key: string) => string
  phone: (openid: string, look?: Look) => Promise<Phone>
  take: (phone: Phone, name: string) => Promise<void>
}

export type Scene = (stage: Stage) => Promise<void>

/** Brings a text of the page into the picture, with what stands around it; or, from the `start` of the picture, with what follows it. */
export const scrollTo = (phone: Phone, text: string | RegExp, block: 'center' | 'start' = 'center'): Promise<void> =>
  phone.seen.getByText(text).filter({ visible: true }).first().evaluate((element, where) => element.scrollIntoView({ block: where }), block)

/** The branch's activity whose title begins so. */
export async function activityNamed({ preview, who }: Stage, title: string): Promise<string> {
  const { items } = await preview.call(who('secretary'), 'activities.list', { when: 'coming', limit: 50 })
  const found = items.find((item) => item.title.startsWith(title))
  if (!found) throw new Error(`The demo has no activity “${title}”.`)
  return found.id
}
