/** A whole election on paper in the real WeChat bundle: from the draft to the posts of the new committee, each on the phone of whoever does it. */
import { electionSteps } from '../../types/contracts/codes-ballots'
import { launchApp, type App } from '../support/weapp'
import { startProduct, type Product } from '../support/weapp/cloud'
import { candidates, counters, enterPile, foundHall, next, sound, type Hall } from '../support/weapp/election-hall'

jest.setTimeout(60_000)
let product: Product
let hall: Hall
beforeAll(async () => {
  product = await startProduct()
  hall = await foundHall(product)
})
afterAll(() => product?.close())

const open = (openid: string, path: string): Promise<App> => launchApp({ cloudUrl: product.url, openid, path })
const newest = async (): Promise<string> => (await product.call(hall.leads, 'elections.list', {})).items[0]!.id

/** Both who count find the pile at home and enter the same. */
async function countBoth(inFavour: Record<string, number>): Promise<void> {
  for (const [n, name] of counters.entries()) {
    const phone = await open(hall.openidOf(name), 'pages/home/index')
    await next(phone, '录入票数')
    await enterPile(phone, 8, inFavour)
    await phone.waitFor(n === 0 ? '等另一位同志录入' : '两人录入一致')
    sound(phone)
  }
}

test('from the draft to the posts in force: steps, candidates, attendance, two who count, a tie, the committee, the superior', async () => {
  const app = await open(hall.leads, 'pages/elections/list/index')
  await next(app, '准备选举')
  await app.waitFor('开始准备')
  await app.tap('开始准备')
  await app.waitFor('换届的程序')
  for (const step of Object.values(electionSteps).slice(0, -1)) {
    await next(app, `登记：${step}`)
    await app.waitFor('哪一天办的')
    await app.tap('登记')
  }
  await next(app, '选候选人')
  await app.waitFor('至少选4人')
  for (const name of candidates) await app.tap(name)
  await app.tap('选定4位')
  await next(app, '指定监票人、计票人')
  await app.waitFor('要由大会通过')
  expect(app.controls().map(({ says }) => says)).not.toContain(candidates[0])
  for (const name of counters) await app.tap(name)
  await app.tap('选定2位')
  // The assembly: everybody is there, and the day is written.
  await next(app, '点到会人数')
  await app.waitFor('大会是哪天开的')
  await app.tap('全选')
  await app.waitFor('人数够了')
  await app.tap('登记到会8人')
  await next(app, `登记：${electionSteps.method}`)
  await app.waitFor('哪一天办的')
  await app.tap('登记')
  await next(app, '开始投票', '开始')

  // Two places are clear, two are tied for the third.
  await app.waitFor('分别录入，一致了就可以计票')
  await countBoth({ 李晓梅: 8, 钱小红: 6, 孙大明: 5, 吴思远: 5 })
  await app.pullDown()
  await next(app, '结束并计票', '结束')
  await app.waitFor('得票相同，还有1个名额')
  expect(app.text()).toContain('分别录入，一致')
  await next(app, '就他们再投一次')
  await app.waitFor('只就这几位再投一次')
  await app.tap('准备再投')
  await next(app, '开始投票', '开始')
  await app.waitFor('第二次投票')
  await countBoth({ 孙大明: 6, 吴思远: 2 })
  await app.pullDown()
  await next(app, '结束并计票', '结束')

  // The new committee elects its secretary; who leads enters it and is named.
  await next(app, '选书记、副书记')
  await app.waitFor('请选人')
  await app.tap('请选人')
  await app.waitFor('谁任书记')
  await app.tap('李晓梅')
  await app.tap('选定1位')
  await app.input('书记得多少赞成票', '3')
  await app.tap('登记')
  await app.waitFor('票数由王建国登记')
  await next(app, '上报结果', '上报')
  await app.waitFor('上报。')
  const electionId = await newest()
  sound(app)

  // The superior finds it at home, and enters the reply on the own phone.
  const above = await open(hall.superior, 'pages/home/index')
  await next(above, '软件学生第一党支部选举结果')
  await above.waitFor('第二次投票')
  await above.tap('登记批复')
  await above.waitFor('批复的文号或标题')
  await above.input('批复的文号或标题', '示例党〔2026〕10号')
  await above.tap('登记')
  await above.waitFor('登记批复：示例党〔2026〕10号')
  sound(above)
  const { items } = await product.call(hall.superior, 'posts.list', { organisationId: hall.branchId })
  expect(items.map(({ post, memberId, state }) => [post, memberId, state])).toEqual([['secretary', hall.idOf('李晓梅'), 'active'], ['committeeMember', expect.any(String), 'active'], ['committeeMember', expect.any(String), 'active']])

  // The new secretary leads from now on: what is elected is published on this phone.
  const secretary = await open(hall.openidOf('李晓梅'), `pages/elections/detail/index?id=${electionId}`)
  await secretary.waitFor('上级已批复')
  expect((await product.call(hall.openidOf('李晓梅'), 'elections.get', { electionId })).can.publish).toBe(true)
  sound(secretary)
})
