/** Paper ballots counted by two phones, and a ballot of an election with a name written in, in the real WeChat bundle. */
import { dynamicCode } from '../support/world'
import { launchApp, type App } from '../support/weapp'
import { foundBranch, startProduct, type Branch, type Product } from '../support/weapp/cloud'

jest.setTimeout(90_000)
let product: Product
let branch: Branch
const teller = 'o-teller'
beforeAll(async () => {
  product = await startProduct()
  branch = await foundBranch(product, ['王建国', '李晓梅', '赵新民', '钱小红', '孙大明', '周立行', '吴思远', '郑海涛'])
  const by = branch.secretary
  const { secret } = await product.call(by, 'session.enrolFactor', {})
  await product.call(by, 'session.activateFactor', { code: await dynamicCode(secret) })
  await product.call(teller, 'binding.accept', { code: (await product.call(by, 'binding.invite', { memberId: idOf('王建国') })).code })
})
afterAll(() => product?.close())

const idOf = (name: string): string => branch.members.find((one) => one.name === name)!.memberId
const open = (openid: string, path: string): Promise<App> => launchApp({ cloudUrl: product.url, openid, path })
const sound = (app: App): void => { expect(app.errors).toEqual([]); app.close() }
const agree = (app: App, word: string): Promise<void> => app.tap(app.phone.dialog!.choices.find((choice) => choice === word)!)

const kept = (app: App): string => JSON.stringify([...app.phone.storage])

/** Types a pile of six papers, one of them void: so many 合格 for each, the rest abstains. */
async function enter(app: App, good: Record<string, string>): Promise<void> {
  await app.waitFor('先数总张数')
  for (const [label, n] of [['发出的票', '6'], ['收回的票', '6'], ['其中无效的票', '1']] as const) await app.input(`总张数，${label}`, n)
  await app.waitFor('有效票5张')
  for (const [name, n] of Object.entries(good)) await app.input(`${name}，合格`, n)
}

async function handIn(app: App): Promise<void> {
  await app.tap('录完了')
  expect(app.text()).toContain('有效5张')
  await agree(app, '交上')
}

test('two phones count one pile: what differs is told by its row, and the other one\'s numbers never', async () => {
  const by = branch.secretary
  const { reviewId } = await product.call(by, 'reviews.create', { year: 2026, title: '2026年度民主评议党员' })
  const people = [idOf('王建国'), idOf('李晓梅'), idOf('钱小红')]
  await product.call(by, 'reviews.change', { reviewId, version: 1, groups: [{ name: '老同志纸质票', entry: 'paper', members: true, entitled: 6, memberIds: people }] })
  await product.call(by, 'ballots.setCounters', { kind: 'review', id: reviewId, memberIds: [idOf('王建国'), (await product.call(by, 'session.home', {})).me!.memberId] })
  await product.call(by, 'reviews.open', { reviewId })

  // The teller finds it among what waits, and is told while typing that something is missing.
  const first = await open(teller, 'pages/home/index')
  await first.waitFor('录入票数')
  await first.tap('录入票数')
  await enter(first, { 王建国: '4', 李晓梅: '5' })
  expect(first.text()).toContain('按剩下的算')
  expect(first.text()).toContain('钱小红：还没有填，合计应等于有效票5张')
  expect(first.isDisabled('录完了')).toBe(true)
  await first.input('钱小红，合格', '4')
  await first.input('钱小红，弃权', '0')
  await first.waitFor('应等于有效票5张，还差1张')
  await first.input('钱小红，弃权', '1')
  await handIn(first)
  await first.waitFor('已录入，等另一位同志录入')

  // Who leads counts too, from the review's own page, and sees that somebody has counted, not what.
  const second = await open(by, `pages/reviews/detail/index?id=${reviewId}`)
  await second.waitFor('老同志纸质票')
  await second.tap('老同志纸质票')
  await second.tap('录入票数')
  await enter(second, { 王建国: '4', 李晓梅: '5', 钱小红: '3' })
  await handIn(second)
  await second.waitFor('两人录入的不一致')
  // Where they differ is told once each has counted twice.
  expect(second.text()).toContain('请都重新数一遍')
  expect(second.text()).not.toContain('钱小红')
  await first.pullDown()
  await first.waitFor('两人录入的不一致')
  for (const phone of [first, second]) {
    await phone.tap('重新录入')
    await handIn(phone)
  }
  await second.waitFor('两人录入的不一致')
  const row = /第\d+行 钱小红/.exec(second.text())?.[0] ?? ''
  expect(second.text()).toContain(`${row}。请都重新数一遍`)
  expect(second.text()).not.toContain('王建国，')
  sound(second)

  // That row is counted again; the rows on which they agreed stay as typed.
  await first.pullDown()
  await first.waitFor('两人录入的不一致')
  await first.tap('重新录入')
  expect(first.text()).toContain('这几行要重新数')
  await first.input('钱小红，合格', '3')
  await handIn(first)
  await first.waitFor('两人录入一致')
  expect(first.text()).toContain('优秀0，合格3，基本合格0，不合格0，不了解0，弃权2')
  sound(first)
  await product.call(by, 'reviews.close', { reviewId })
  const result = await open(by, `pages/reviews/result/index?id=${reviewId}`)
  await result.waitFor('老同志纸质票：5/6人，纸质票发出6张，收回6张，有效5张，无效1张')
  expect(result.text()).toContain('合格3，弃权2')
  sound(result)
})

test('an election on the phone: never more than the seats, and another name in place of whom one refuses', async () => {
  const by = branch.secretary
  const electors = [branch.secretaryId, ...branch.members.filter(({ name }) => name !== '赵新民').map(({ memberId }) => memberId)]
  const { electionId } = await product.call(by, 'elections.create', { title: '2026年换届选举', body: 'committee', seats: 3 })
  const version = async (): Promise<number> => (await product.call(by, 'elections.get', { electionId })).version
  await product.call(by, 'elections.change', {
    electionId, version: await version(), manner: 'phone', consent: { superior: '示例大学信息学院党委', document: '示例党〔2026〕8号', day: '2026-01-10' }, candidateIds: ['李晓梅', '钱小红', '孙大明', '吴思远'].map(idOf), counterIds: [idOf('王建国')],
  })
  for (const step of ['replied', 'method'] as const) await product.call(by, 'elections.step', { electionId, version: await version(), step, day: '2026-01-12' })
  await product.call(by, 'elections.attend', { electionId, version: await version(), memberIds: electors })
  await product.call(by, 'elections.open', { electionId })

  const app = await open(teller, `pages/ballots/vote/index?kind=election&id=${electionId}`)
  await app.waitFor('候选人4人，应选3人')
  for (const promise of ['票里没有姓名、时间、微信号', '小程序的管理员能看到谁领了票', '不留任何凭据']) expect(app.text()).toContain(promise)
  await app.tap('开始投票')
  await app.waitFor('应选3人，已选0人，还可选3人')
  await app.tap('李晓梅，赞成')
  await app.tap('钱小红，赞成')
  await app.tap('孙大明，赞成')
  await app.waitFor('已选3人，已经选满')
  await app.tap('吴思远，赞成')
  expect(app.text()).toContain('应选3人，已经选满，多选的票无效')
  await agree(app, '知道了')
  expect(app.text()).not.toContain('另选他人')
  await app.tap('钱小红，不赞成')
  await app.tap('另选一位')
  await app.input('另选的第1位', '李晓梅')
  await app.waitFor('李晓梅同志已经是候选人')
  expect(app.isDisabled('选好了')).toBe(true)
  await app.input('另选的第1位', ' 周立行')
  await app.waitFor('已选3人（含另选1人）')
  await app.tap('选好了')
  await app.waitFor('您选了3人')

  // Sent, and no answer: it is kept until there is one, even if the phone dies, and then nothing of it is.
  app.offline = true
  await app.tap('交票')
  await app.waitFor('还不知道票收到没有')
  const storage = new Map(app.phone.storage)
  // As it was sent: a name written in goes in signs that are all of one length.
  expect(kept(app)).toContain('~u5468~u7acb~u884c')
  sound(app)
  const path = `pages/ballots/vote/index?kind=election&id=${electionId}`
  const again = await launchApp({ cloudUrl: product.url, openid: teller, path, phone: { storage: new Map(storage) } })
  await again.waitFor('开始投票')
  await again.tap('开始投票')
  await again.waitFor('还不知道票收到没有')
  await again.tap('再交一次')
  await again.waitFor('已交票')
  expect(again.text()).not.toMatch(/赞成|周立行/)
  expect(kept(again)).not.toMatch(/inFavour|~u5468|ballot-/)
  sound(again)
  // Where the ballot had come and only the answer was lost, the phone learns so and forgets it too.
  const later = await launchApp({ cloudUrl: product.url, openid: teller, path, phone: { storage } })
  await later.waitFor('已交票')
  expect(kept(later)).not.toMatch(/inFavour|~u5468|ballot-/)
  sound(later)
  expect((await product.call(by, 'elections.get', { electionId })).groups).toMatchObject([{ taken: 1 }])
})
