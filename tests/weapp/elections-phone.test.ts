/** An election on the phones of those who are there, in the real WeChat bundle: the superior's consent, everybody's own ballot, a result that is sent back, and one that is repeated by a document. */
import { sentBallot } from '../support/sent-ballot'
import { launchApp, type App } from '../support/weapp'
import { startProduct, type Product } from '../support/weapp/cloud'
import { agree, candidates, consent, counters, foundHall, next, people, sound, type Hall } from '../support/weapp/election-hall'

jest.setTimeout(60_000)
let product: Product
let hall: Hall
let electionId: string
beforeAll(async () => {
  product = await startProduct()
  hall = await foundHall(product)
  electionId = (await product.call(hall.leads, 'elections.create', { title: '2026年换届选举', body: 'committee', seats: 3 })).electionId
  await product.call(hall.leads, 'elections.change', { electionId, version: 1, candidateIds: candidates.map(hall.idOf), counterIds: counters.map(hall.idOf) })
  for (const step of ['replied', 'method'] as const) await product.call(hall.leads, 'elections.step', { electionId, version: await version(), step, day: '2026-01-12' })
  await product.call(hall.leads, 'elections.attend', { electionId, version: await version(), memberIds: people.map(hall.idOf) })
})
afterAll(() => product?.close())

const open = (openid: string, path: string): Promise<App> => launchApp({ cloudUrl: product.url, openid, path })
const version = async (): Promise<number> => (await product.call(hall.leads, 'elections.get', { electionId })).version
const detail = () => `pages/elections/detail/index?id=${electionId}`

/** Somebody finds the ballot at home and is in favour of the first three. */
async function voteOn(name: string): Promise<void> {
  const phone = await open(hall.openidOf(name), 'pages/home/index')
  await next(phone, '2026年换届选举')
  await next(phone, '去投票')
  await next(phone, '开始投票')
  await phone.waitFor('应选3人，已选0人')
  for (const one of candidates.slice(0, 3)) await phone.tap(`${one}，赞成`)
  await phone.tap(`${candidates[3]}，不赞成`)
  await next(phone, '选好了')
  await next(phone, '交票')
  await phone.waitFor('已交票')
  expect(phone.text()).not.toContain('赞成')
  sound(phone)
}

/** The same, past the phone's screen. */
async function castBy(name: string): Promise<void> {
  const openid = hall.openidOf(name)
  const paper = await product.call(openid, 'ballots.own', { kind: 'election', id: electionId })
  const refused = hall.idOf(candidates[3]!)
  await product.call(openid, 'ballots.cast', sentBallot(paper, paper.questions.map(({ key }) => ({ key, choice: key === refused ? 'against' : 'inFavour' }))))
}

test('by consent on phones; each votes on the own one, and nobody sees how', async () => {
  const app = await open(hall.leads, `pages/elections/edit/index?id=${electionId}`)
  await app.waitFor('到会的同志用手机投')
  await app.tap('到会的同志用手机投')
  await app.input('哪个党组织同意的', consent.superior)
  await app.input('批复的文号或名称', consent.document)
  await app.pick('批复的日期', consent.day)
  await app.tap('保存')
  await app.navigate(`/${detail()}`)
  await next(app, '开始投票', '开始')
  await app.waitFor('去投票')
  for (const [n, name] of people.entries()) await (n === 0 || name === '王建国' ? voteOn(name) : castBy(name))
  await app.pullDown()
  await app.waitFor('8/8人')
  await app.tap('结束并计票')
  await agree(app, '结束')
  await app.waitFor('当选3人')
  expect(app.text()).not.toContain('改大会日期')
  sound(app)
})

test('sent back by the superior: the branch reads why, puts it right and reports again', async () => {
  const chosen = [{ memberId: hall.idOf(candidates[0]!), post: 'secretary' as const, inFavour: 3 }]
  await product.call(hall.leads, 'elections.choose', { electionId, version: await version(), day: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10), present: 3, chosen })
  await product.call(hall.leads, 'elections.report', { electionId })
  const above = await open(hall.superior, detail())
  await next(above, '退回')
  await above.waitFor('退回支部？')
  await above.tap('分工有误')
  await above.tap('退回', { near: '先不办' })
  await above.waitFor('被上级退回')
  expect(above.controls().map(({ says }) => says)).not.toContain('登记批复')
  sound(above)

  const app = await open(hall.leads, 'pages/home/index')
  await next(app, '上级退回了选举结果')
  await app.waitFor('被上级退回（周明远）：分工有误')
  await next(app, '改分工')
  await app.waitFor('组织委员')
  await app.tap('组织委员')
  await app.waitFor('谁任组织委员')
  await app.tap(candidates[1]!)
  await app.tap('选定1位')
  await app.tap('登记')
  await next(app, '重新上报', '上报')
  await app.waitFor('上报。')
  expect(app.text()).toContain('被上级退回（周明远）：分工有误')
  await app.navigate('/pages/home/index')
  await app.pullDown()
  expect(app.text()).not.toContain('上级退回了选举结果')
  sound(app)
})

test('counted and repeated only by the superior\'s document, which is asked for; what it came to stays on the page', async () => {
  await product.call(hall.superior, 'elections.return', { electionId, reason: '程序要补' })
  const app = await open(hall.leads, detail())
  await next(app, '这次投票作废')
  await app.waitFor('只有上级党组织书面同意重新投票，才能作废')
  await app.input('原因', '程序有误，上级要求重新投票')
  await app.tap('作废', { near: '先不办' })
  await app.waitFor('请照批复填写')
  await app.input('哪个党组织同意的', consent.superior)
  await app.input('批复的文号或名称', '示例党〔2026〕11号')
  await app.pick('批复的日期', new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10))
  await app.tap('作废', { near: '先不办' })
  await app.waitFor('已作废')
  for (const words of ['王建国', '宣布作废：程序有误，上级要求重新投票。依据：示例大学信息学院党委，示例党〔2026〕11号', '发出8张，收回8张']) expect(app.text()).toContain(words)
  sound(app)
  const above = await open(hall.superior, 'pages/home/index')
  await next(above, '作废了已计票的选举')
  await above.waitFor('宣布作废：程序有误')
  sound(above)
})
