/** A phone in the browser: one account, 375 × 812, touched by a finger; what goes wrong on its pages is collected. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'

export interface Look { dark?: boolean; textSize?: '125' | '150' }

/** Where something is once it moves no more: at the same place for four frames. */
async function still(thing: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  let [box, same] = [(await thing.boundingBox())!, 0]
  while (same < 4) {
    await thing.page().evaluate(() => new Promise(done => { requestAnimationFrame(done) }))
    const now = (await thing.boundingBox())!
    same = now.x === box.x && now.y === box.y ? same + 1 : 0
    box = now
  }
  return box
}

export class Phone {
  /** What went wrong since it was last asked for. */
  private wrong: string[] = []
  /** Requests that have not been answered. */
  private readonly out = new Set<unknown>()
  private constructor(private readonly context: BrowserContext, readonly page: Page, private readonly url: string, readonly openid: string) {
    page.setDefaultTimeout(10_000)
    page.on('request', request => this.out.add(request))
    page.on('requestfinished', request => this.out.delete(request))
    page.on('requestfailed', request => this.out.delete(request))
    page.on('pageerror', error => this.wrong.push(error.message))
    page.on('console', message => { if (message.type() === 'error') this.wrong.push(message.text()) })
    page.on('response', response => { if (response.status() >= 400) this.wrong.push(`${response.status()} ${response.url()}`) })
  }

  static async open(browser: Browser, url: string, openid: string, { dark, textSize }: Look = {}): Promise<Phone> {
    const context = await browser.newContext({ viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true, colorScheme: dark ? 'dark' : 'light', locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url })
    // As the choice in 我的 keeps it.
    if (textSize) await context.addInitScript(size => { if (location.protocol === 'http:') localStorage.setItem('textSize', JSON.stringify({ data: size })) }, textSize)
    return new Phone(context, await context.newPage(), url, openid)
  }

  /** Opens a page of the mini-program anew, as a card or a code does. */
  async go(route: string): Promise<void> {
    await this.page.goto('about:blank')
    await this.page.goto(`${this.url}/app/index.html?as=${encodeURIComponent(this.openid)}#/${route}`)
  }

  /** The page in front: Taro keeps the former ones in the document, shaded. */
  get seen(): Locator { return this.page.locator('.taro_page_show:not(.taro_page_shade)').last() }

  /** Waits until the page has drawn something and nothing more is under way. */
  async settled(): Promise<void> {
    await this.seen.locator('*').filter({ hasText: /\S/ }).first().waitFor()
    for (let quiet = 0; quiet < 3; quiet++) {
      const before = this.out.size
      await this.seen.getByLabel('正在加载').first().waitFor({ state: 'hidden' })
      await this.page.waitForFunction(() => document.fonts.status === 'loaded')
      // Two frames: what an answer changes is drawn by then, and what it asks for is under way.
      await this.page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))
      await this.page.evaluate(() => Promise.allSettled(document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations !== Infinity).map(({ finished }) => finished)))
      if (before > 0 || this.out.size > 0) quiet = -1
    }
  }

  /** Waits until the page says this. */
  async see(text: string | RegExp): Promise<void> {
    await this.waitFor(this.seen.getByText(text).filter({ visible: true }).first(), text)
  }
  /** Waits until the page no longer says this. */
  async gone(text: string | RegExp): Promise<void> {
    await this.seen.getByText(text).filter({ visible: true }).first().waitFor({ state: 'hidden' })
  }
  /** Taps what says exactly this, or fits it: a button before plain words, what lies on top before what lies below. */
  async tap(words: string | RegExp): Promise<void> {
    const buttons = this.seen.getByRole('button', { name: words, exact: true }).filter({ visible: true })
    const plain = this.seen.getByText(words, { exact: true }).filter({ visible: true })
    await this.waitFor(buttons.or(plain).last(), words)
    await this.touch((await buttons.count()) > 0 ? buttons.last() : plain.first(), words)
  }
  /** Waits for a button of this name. */
  async seeButton(name: string): Promise<void> { await this.button(name).waitFor() }
  async tapButton(name: string): Promise<void> { await this.touch(this.button(name), name) }
  /** Types into the field with this label, in place of what stood there. */
  async type(label: string, value: string): Promise<void> {
    const field = this.seen.locator(`[aria-label="${label}"] input, [aria-label="${label}"] textarea`).filter({ visible: true }).first()
    await field.fill(value)
  }
  /** Turns a switch. */
  async flip(label: string): Promise<void> { await this.touch(this.seen.getByRole('switch', { name: label }).filter({ visible: true }).first(), label) }
  /** Turns the wheel that has come up to one of its words, and takes it. */
  async turnWheel(words: string): Promise<void> {
    const wheel = this.page.locator('.weui-picker').filter({ visible: true })
    // It slides up: a trial waits until it stands.
    await wheel.getByText('确定').tap({ trial: true })
    const row = wheel.getByText(words, { exact: true })
    for (let turns = 0; ; turns++) {
      // A wheel that still turns would stop at another row than the one that was touched.
      const { x, y, width, height } = await still(row)
      const mark = await still(wheel.locator('.weui-picker__indicator').first())
      if (Math.abs(y + height / 2 - (mark.y + mark.height / 2)) < height / 2) break
      if (turns === 10) await this.tell(`The wheel does not come to “${words}”`)
      // A veil lies over the words; a finger lands where they are.
      await this.page.touchscreen.tap(x + width / 2, y + height / 2)
    }
    await this.touch(wheel.getByText('确定'), '确定')
    await wheel.waitFor({ state: 'hidden' })
  }
  /** Answers the question in front of the page, or chooses in its menu. */
  async answer(words: string): Promise<void> { await this.touch(this.inFront(words).last(), words) }
  /** Waits until the question or the short word in front of the page says this. */
  async hear(text: string | RegExp): Promise<void> {
    await this.waitFor(this.inFront(text).last(), text)
  }
  /** Hands over a file where the tapped button asks for one. */
  async hand(button: string, file: { name: string; buffer: Buffer; mimeType?: string }): Promise<void> {
    const [chooser] = await Promise.all([this.page.waitForEvent('filechooser'), this.tap(button)])
    await chooser.setFiles({ mimeType: 'application/octet-stream', ...file })
  }
  async offline(is: boolean): Promise<void> { await this.context.setOffline(is) }
  /** What was copied last. */
  copied(): Promise<string> { return this.page.evaluate(() => navigator.clipboard.readText()) }

  /** All that the page says. */
  says(): Promise<string> { return this.seen.innerText() }
  /** What went wrong since the last time this was asked. */
  takeErrors(): string[] { return this.wrong.splice(0) }
  async close(): Promise<void> { await this.context.close() }

  private button(name: string): Locator { return this.seen.getByRole('button', { name, exact: true }).filter({ visible: true }).last() }
  /** What Taro draws in front of a page: its boxes have no size of their own, only what stands in them. */
  private inFront(words: string | RegExp): Locator { return this.page.locator('.taro__modal, .taro__actionSheet, .taro__toast').getByText(words, { exact: typeof words === 'string' }).filter({ visible: true }) }
  private async waitFor(found: Locator, words: string | RegExp): Promise<void> {
    await found.waitFor().catch(() => this.tell(`“${String(words)}” never came`))
  }
  private async touch(found: Locator, words: string | RegExp): Promise<void> {
    await found.tap().catch((error: Error) => this.tell(`“${String(words)}” cannot be tapped (${error.message.split('\n').slice(-8).join(' ')})`))
  }
  private async tell(what: string): Promise<never> {
    throw new Error(`${what}. The page says:\n${(await this.page.evaluate(() => document.body.innerText)).slice(0, 1500)}`)
  }
}
