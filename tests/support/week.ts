/** What the browser's week of a branch is played with: the running product, the phones of secretary and member, and the people of the sheet. */
import type { Browser } from 'playwright-core'
import { PNG } from 'pngjs'
import { Phone } from './phone'
import { openBrowser, startPreview, type Preview } from './preview'
import { fictitiousPeople, rosterWorkbook } from './roster-workbook'

export const people = fictitiousPeople(12)
export const name = (n: number): string => people[n]!.name
/** Whose ID number in the sheet was typed as a number, and so lost its end. */
export const DAMAGED = 3
export const sheet = { name: '党员信息汇总表（终稿）.xlsx', buffer: rosterWorkbook(people, { messy: true, damagedIds: [DAMAGED] }) }
export const picture = { name: 'lamp.png', mimeType: 'image/png', buffer: PNG.sync.write(new PNG({ width: 8, height: 8, fill: true })) }

export class Week {
  preview!: Preview
  browser!: Browser
  secretary!: Phone
  member!: Phone
  readonly phones: Phone[] = []

  async begin(): Promise<void> {
    [this.preview, this.browser] = await Promise.all([startPreview('none'), openBrowser()])
    this.secretary = await this.phone('o-web-secretary')
    this.member = await this.phone('o-web-member')
  }
  async end(): Promise<void> {
    await this.browser?.close()
    await this.preview?.stop()
  }
  /** What went wrong on any phone since the last look. */
  takeErrors(): string[] { return this.phones.flatMap(one => one.takeErrors()) }

  async phone(openid: string): Promise<Phone> {
    const opened = await Phone.open(this.browser, this.preview.url, openid)
    this.phones.push(opened)
    return opened
  }
  async memberId(who: string): Promise<string> {
    const { items } = await this.preview.call(this.secretary.openid, 'roster.names', {})
    return items.find(person => person.name === who)!.id
  }
  /** A card for one person, as the secretary's phone makes it. */
  async cardFor(who: string): Promise<string> { return (await this.preview.call(this.secretary.openid, 'binding.invite', { memberId: await this.memberId(who) })).scene }
}
