/** Every page as an eye and a finger meet it: on the demo, at normal size by day and at the largest size by night. */
import type { Browser } from 'playwright-core'
import { errorText } from '../../types/contracts/errors'
import { wrongWith } from '../support/look'
import { parametersOf } from '../support/furnished'
import { Phone, type Look } from '../support/phone'
import { openBrowser, startPreview, type Preview } from '../support/preview'
import { routes } from '../support/routes'

jest.setTimeout(240_000)

const looks: [string, Look][] = [['by day', {}], ['by night, at one and a half times the size', { dark: true, textSize: '150' }]]
/** What lies on a page once something was tapped, and who taps. */
const inFront: [string, string, string, (string | RegExp)[]][] = [
  ['calling an activity off', 'pages/activities/detail/index', 'secretary', ['取消活动']],
  ['what was arranged last time', 'pages/activities/edit/index?', 'secretary', [/^复制上次的安排/]],
  ['one person of an activity', 'pages/activities/people/index', 'secretary', [/^李思远/]],
  ['names being ticked', 'pages/activities/people/index', 'secretary', ['点名代签到']],
  ['a reminder', 'pages/notices/receipts/index', 'secretary', ['复制提醒']],
  ['a question', 'pages/notices/detail/index', 'secretary', ['撤回通知']],
  ['a menu', 'pages/notices/receipts/index', 'secretary', [/^韩凤英/]],
  ['a time', 'pages/activities/edit/index?', 'secretary', ['开始的时间']],
  ['taking a person off the roster', 'pages/roster/person/index', 'secretary', ['移出名册']],
  ['new people of an import', 'pages/roster/import-detail/index', 'secretary', ['新增30']],
  ['a new name', 'pages/organisations/settings/index', 'committee', ['修改']],
  ['who is voted on', 'pages/votes/edit/index?', 'secretary', [/^接收预备党员/]],
  ['a vote that is filled in', 'pages/votes/edit/index?', 'secretary', [/^接收预备党员/, /^高远航/, /^到场的同志用手机投/]],
  ['a question to everybody', 'pages/votes/edit/index?', 'secretary', [/^征求意见/]],
  ['a recommendation', 'pages/votes/edit/index?', 'secretary', [/^推优/, /^苏晓彤/, '选定1位']],
  ['who counts', 'pages/votes/detail/index', 'secretary', [/^没有表决权/]],
  ['a step of an election', 'pages/elections/detail/index', 'secretary', [/^登记：/]],
  ['who stands', 'pages/elections/detail/index', 'secretary', ['更换']],
  ['the order in which they stand', 'pages/elections/detail/index', 'secretary', [/^调整次序/]],
  ['an election on phones', 'pages/elections/edit/index', 'secretary', [/^到会的同志用手机投/]],
  ['who is left out of those expected', 'pages/elections/edit/index', 'secretary', ['增加', /^李思远/, '选定1位']],
  ['an election that is reported', 'pages/elections/list/index', 'committee', [/已上报，等批复$/]],
  ['its approval', 'pages/elections/list/index', 'committee', [/已上报，等批复$/, '登记批复']],
  ['an appointment', 'pages/organisations/posts/index', 'secretary', ['任命']],
  ['the six digits', 'pages/enter/index', 'probationary', ['看这个活动', '签到']],
]
let preview: Preview
let browser: Browser
let parameters: Record<string, string>
/** One phone for each look: opening a page anew is enough. */
const phones = new Map<string, Phone>()

async function phoneOf(openid: string, look: Look): Promise<Phone> {
  const key = `${openid} ${JSON.stringify(look)}`
  const phone = phones.get(key) ?? await Phone.open(browser, preview.url, openid, look)
  phones.set(key, phone)
  return phone
}
/** A page with what it needs to have something to show; one that ends with ? opens without. */
const addressOf = (route: string): string => [route, parameters[route]].filter(Boolean).join('?')
const openidOf = (key: string): string => preview.personas.find(persona => persona.key === key)!.openid

/** Opens a page and answers what is wrong with it, once nothing more comes. */
async function look(phone: Phone, route: string): Promise<string[]> {
  await phone.go(route)
  await phone.settled()
  return [...phone.takeErrors(), ...await wrongWith(phone.page)]
}

beforeAll(async () => {
  [preview, browser] = await Promise.all([startPreview('demo'), openBrowser()])
  parameters = await parametersOf(preview, openidOf('secretary'))
})
afterAll(async () => {
  await browser?.close()
  await preview?.stop()
})

describe.each(looks)('%s', (_, as) => {
  test.each(routes)('%s', async route => {
    const phone = await phoneOf(openidOf('secretary'), as)
    expect(await look(phone, addressOf(route))).toEqual([])
    const says = await phone.says()
    expect(says.trim()).not.toBe('')
    for (const code of ['internal', 'notFound', 'forbidden', 'unavailable', 'notBound'] as const) expect(says).not.toContain(errorText[code])
  })

  test.each(inFront)('%s, in front of %s', async (_, route, key, taps) => {
    const phone = await phoneOf(openidOf(key), as)
    await look(phone, addressOf(route))
    for (const words of taps) await phone.tap(words)
    await phone.settled()
    expect([...phone.takeErrors(), ...await wrongWith(phone.page)]).toEqual([])
  })

  test.each(['secretary', 'member', 'probationary', 'committee', 'student', 'stranger'])('the home page of the %s', async key => {
    const phone = await phoneOf(openidOf(key), as)
    expect(await look(phone, 'pages/home/index')).toEqual([])
    await phone.see(/同志|您还没有加入支部/)
  })
})

test('the eye sees what it looks for', async () => {
  const page = await browser.newPage({ viewport: { width: 375, height: 812 } })
  const fault = (style: string, words: string, more = ''): string => `<div style="${style}" ${more}>${words}</div>`
  await page.setContent(`<div class="taro_page_show">${[
    fault('width: 400px', '太宽'), fault('color: #999', '太淡'), fault('width: 40px; white-space: nowrap; overflow: hidden', '这一行被切掉了'),
    fault('height: 30px', '太小', 'role="button"'), fault('width: 60px; height: 44px; white-space: nowrap', '比按钮更宽的字', 'role="button"'), fault('height: 44px', '', 'role="button"'),
    fault('', '编号 k3b9x7c2m4n6p8q5'), fault('', '点 submit 提交'), '<img src="data:,">', '<input placeholder="没有名字">', '<p>无错</p>',
  ].join('')}</div>`)
  const found = (await wrongWith(page)).join('\n')
  for (const fault of ['the page is', 'beyond the edge', 'contrast 2.85: “太淡”', 'cut off: “这一行被切掉了”', '30 to tap: “太小”', 'spills out of its button: “比按钮更宽的字”', 'no name to be read out', 'an id: k3b9x7c2m4n6p8q5', 'not Chinese: “点 submit 提交”', 'a picture without a name', 'a field without a name']) expect(found).toContain(fault)
  expect(found).not.toContain('无错')
  await page.close()
})

test('the preview offers everybody whom the tests are', () => {
  expect(preview.personas.map(({ key }) => key)).toEqual(['secretary', 'member', 'probationary', 'committee', 'student', 'stranger'])
})

test('whoever plays one of them sets up a dynamic code of his own', async () => {
  for (const key of ['secretary', 'member', 'probationary', 'committee']) expect(await preview.call(openidOf(key), 'session.factor', {})).toEqual({ enrolled: false, provedUntil: null })
})
