/** Votes in the real WeChat bundle: an admission from the first tap to its publication, a poll by name, and one that is not. */
import { dynamicCode } from '../support/world'
import { launchApp, type App } from '../support/weapp'
import { foundBranch, startProduct, type Branch, type Product } from '../support/weapp/cloud'

jest.setTimeout(60_000)
const teller = 'o-teller'
let product: Product
let branch: Branch
let applicantId: string
beforeAll(async () => {
  product = await startProduct()
  branch = await foundBranch(product)
  const { secretary, organisationId, members } = branch
  const { secret } = await product.call(secretary, 'session.enrolFactor', {})
  await product.call(secretary, 'session.activateFactor', { code: await dynamicCode(secret) })
  await product.call(teller, 'binding.accept', { code: (await product.call(secretary, 'binding.invite', { memberId: members[0]!.memberId })).code })
  applicantId = (await product.call(secretary, 'applicants.add', { organisationId, name: '高远航', stage: 'activist', appliedOn: '2024-03-01', activistOn: '2024-09-01', mentors: '王建国' })).applicantId
  await product.call(secretary, 'applicants.advance', { applicantId, version: 1, on: '2026-01-10', names: '王建国' })
})
afterAll(() => product?.close())

const open = (openid: string, path: string): Promise<App> => launchApp({ cloudUrl: product.url, openid, path })
const sound = (app: App): void => { expect(app.errors).toEqual([]); app.close() }
const agree = (app: App, word: string): Promise<void> => app.tap(app.phone.dialog!.choices.find((choice) => choice === word)!)
const newest = async (): Promise<string> => (await product.call(branch.secretary, 'votes.list', {})).items[0]!.id

test('an admission: four taps and no typing prepare it; then each step is one button, and the result is a sentence', async () => {
  const app = await open(branch.secretary, 'pages/votes/list/index')
  await app.waitFor('还没有表决')
  await app.tap('新建表决')
  await app.tap('接收预备党员')
  await app.waitFor('高远航')
  await app.tap('高远航')
  await app.waitFor('怎样投票')
  await app.tap('建好')
  await app.waitFor('准备中')
  expect(app.text()).toContain('接收高远航同志为预备党员')
  expect(app.text()).toContain('应到3人')
  const voteId = await newest()

  // Of three, one is not more than half: the button says so.
  await app.tap('登记到会')
  await app.waitFor('赵新民')
  expect(app.text()).toContain('预备党员没有表决权')
  await app.tap('王建国')
  expect(app.text()).toContain('还差1人')
  await app.tap('登记到会1人')
  await app.waitFor('要有2人到会')
  expect(app.isDisabled('开始表决')).toBe(true)
  await app.tap('应到3人')
  await app.waitFor('有表决权的同志')
  await app.tap('全选')
  expect(app.text()).toContain('人数够了')
  await app.tap('登记到会3人')
  await app.waitFor('3/3人')

  await app.tap('指定')
  await app.waitFor('请选两位或更多')
  for (const name of ['王建国', '陈书记']) await app.tap(name)
  await app.tap('选定2位')
  await app.tap('开始表决')
  expect(app.phone.dialog?.content).toContain('不能再改')
  await agree(app, '开始')
  await app.waitFor('录入票数')
  const counts = { issued: 3, returned: 3, invalid: 0, answers: { [applicantId]: { inFavour: 2, against: 1, abstain: 0 } }, others: {} }
  for (const openid of [branch.secretary, teller]) await product.call(openid, 'ballots.count', { kind: 'vote', id: voteId, group: 'members', counts })
  await app.pullDown()
  await app.tap('结束并计票')
  await agree(app, '结束')
  await app.waitFor('应到3人，实到3人，赞成2票，不赞成1票。赞成票超过应到人数的一半，通过。')

  // A member sees it when it is published, and nothing to lead.
  const early = await open(teller, `pages/votes/detail/index?id=${voteId}`)
  await early.waitFor('等支部公布结果')
  expect(early.text()).not.toContain('赞成2票')
  await app.tap('公布结果')
  await agree(app, '公布')
  await app.waitFor('打印表决结果')
  await early.pullDown()
  await early.waitFor('赞成2票')
  for (const word of ['办理', '打印表决结果', '指定']) expect(early.text()).not.toContain(word)
  sound(early)
  sound(app)
})

test('a poll by name says so first, is answered once, and the answer stands', async () => {
  const app = await open(branch.secretary, 'pages/votes/edit/index')
  await app.tap('征求意见')
  expect(app.isDisabled('建好')).toBe(true)
  await app.input('问什么', '读书会读哪一本')
  await app.tap('记名')
  await app.input('选项1', '第一本')
  await app.input('选项2', '第二本')
  await app.tap('建好')
  await app.waitFor('开始征求意见')
  await app.tap('开始征求意见')
  expect(app.phone.dialog?.content).toContain('记名')
  await agree(app, '开始')
  await app.waitFor('正在进行')

  const member = await open(teller, 'pages/home/index')
  await member.waitFor('读书会读哪一本')
  await member.tap('读书会读哪一本')
  await member.waitFor('记名：支部负责人看得到您选了什么')
  expect(member.isDisabled('提交')).toBe(true)
  await member.tap('第二本')
  await member.tap('提交')
  expect(member.phone.dialog?.content).toContain('不能改')
  await agree(member, '提交')
  await member.waitFor('您已提交')
  expect(member.controls().map(({ says }) => says)).not.toContain('提交')
  sound(member)
  await app.pullDown()
  await app.waitFor('1/4人')
  await app.tap('结束并计票')
  await agree(app, '结束')
  await app.waitFor('结果（1人）')
  expect(app.text()).toContain('王建国')
  sound(app)
})

test('a poll that is not by name is answered by a ballot; so few answers are not told', async () => {
  const { voteId } = await product.call(branch.secretary, 'votes.create', { kind: 'poll', title: '主题党日放在周几', options: ['周三', '周五'], named: false })
  await product.call(branch.secretary, 'votes.open', { voteId })
  const member = await open(teller, `pages/votes/detail/index?id=${voteId}`)
  await member.waitFor('不记名：名单只划掉领票')
  await member.tap('填写意见')
  await member.waitFor('票怎样保密')
  await member.tap('开始填写')
  await member.tap('周五')
  await member.tap('选好了')
  await member.tap('交票')
  await member.waitFor('已交票')
  sound(member)
  const app = await open(branch.secretary, `pages/votes/detail/index?id=${voteId}`)
  await app.waitFor('1/4人')
  await app.tap('结束并计票')
  await agree(app, '结束')
  await app.waitFor('太少')
  expect(app.text()).not.toMatch(/周五\d/)
  sound(app)
})
