/** The preview's outer page: who one is, and where an address, a copied card or a scanned code leads. */
import type { Browser, FrameLocator, Page } from 'playwright-core'
import jsQR from 'jsqr'
import { PNG } from 'pngjs'
import { openBrowser, startPreview, type Preview } from '../support/preview'

jest.setTimeout(120_000)

let preview: Preview
let browser: Browser
const founder = 'o-local-founder'

beforeAll(async () => {
  [preview, browser] = await Promise.all([startPreview('none'), openBrowser()])
  await preview.call(founder, 'organisations.found', { code: preview.foundingCode, organisationName: '示例社区第一党支部', kind: 'branch', name: '郑书记' })
})
afterAll(async () => {
  await browser?.close()
  await preview?.stop()
})

/** A window with the outer page in it, in a browser that nobody has used before. */
async function open(address = '/'): Promise<{ page: Page; phone: FrameLocator }> {
  const page = await browser.newPage({ viewport: { width: 1100, height: 860 }, locale: 'zh-CN' })
  page.setDefaultTimeout(10_000)
  await page.goto(address.startsWith('http') ? address : preview.url + address)
  return { page, phone: page.frameLocator('#app') }
}
/** What a scanner reads in a picture that the product shows. */
function scanned(dataUrl: string): string {
  const { data, width, height } = PNG.sync.read(Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64'))
  return jsQR(new Uint8ClampedArray(data), width, height)?.data ?? ''
}

test('everybody whom one can be is offered; another person sees another home page', async () => {
  const { page, phone } = await open()
  const people = page.getByRole('radio')
  await phone.getByText('郑书记同志').waitFor()
  expect(await people.count()).toBe(preview.personas.length)
  expect(await page.getByRole('radio', { checked: true }).innerText()).toContain('第一位负责人')
  await page.getByRole('radio', { name: '陌生人' }).click()
  await phone.getByText('您还没有加入支部').waitFor()
  // It is remembered, and one more visitor is somebody new.
  await page.reload()
  await phone.getByText('您还没有加入支部').waitFor()
  expect(await page.getByRole('radio', { checked: true }).innerText()).toContain('陌生人')
  await page.getByText('再来一位访客').click()
  await phone.getByText('您还没有加入支部').waitFor()
  expect(await people.count()).toBe(preview.personas.length + 1)
  await page.close()
})

test('an address leads to its page, and the outer address follows where one goes', async () => {
  const { noticeId } = await preview.call(founder, 'notices.post', { title: '关于本周学习的通知', body: '请于周五前读完规定章节。' })
  const { page, phone } = await open(`/#/pages/enter/index?scene=n.${noticeId}`)
  await phone.getByText('请于周五前读完规定章节。').waitFor()
  await page.waitForFunction(id => location.hash === `#/pages/notices/detail/index?id=${id}`, noticeId)
  await page.reload()
  await phone.getByText('请于周五前读完规定章节。').waitFor()
  // Going elsewhere by the address while the program runs.
  await page.evaluate(() => { location.hash = '#/pages/me/index' })
  await phone.getByText('文字大小').waitFor()
  await page.close()
})

test("a card's code, scanned, leads to its page; whoever opens it joins", async () => {
  const { id: organisationId } = await preview.call(founder, 'organisations.get', {})
  const { memberId } = await preview.call(founder, 'roster.add', { organisationId, name: '王建敏', standing: 'full' })
  const { image } = await preview.call(founder, 'binding.invite', { memberId })
  const address = scanned(image!)
  expect(address).toMatch(new RegExp(`^${preview.url}/#/pages/enter/index\\?scene=b\\.`))
  const { page, phone } = await open(address)
  await phone.getByText('这张卡片').or(phone.getByText('您是')).first().waitFor()
  await page.getByText('同志甲').click()
  await page.goto('about:blank')
  await page.goto(address)
  await phone.getByText('是我', { exact: true }).click()
  await phone.getByText('加入成功').waitFor()
  await page.close()
})
