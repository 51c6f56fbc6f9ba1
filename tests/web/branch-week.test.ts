/** A branch's first week in a real browser, on what `npm start` serves: from the founding code to an answered appeal. */
import type { Browser } from 'playwright-core'
import { PNG } from 'pngjs'
import { Phone } from '../support/phone'
import { openBrowser, startPreview, type Preview } from '../support/preview'
import { fictitiousPeople, rosterWorkbook } from '../support/roster-workbook'

jest.setTimeout(120_000)

const people = fictitiousPeople(12)
const name = (n: number): string => people[n]!.name
/** Whose ID number in the sheet was typed as a number, and so lost its end. */
const DAMAGED = 3
const sheet = { name: '党员信息汇总表（终稿）.xlsx', buffer: rosterWorkbook(people, { messy: true, damagedIds: [DAMAGED] }) }
const picture = { name: 'lamp.png', mimeType: 'image/png', buffer: PNG.sync.write(new PNG({ width: 8, height: 8, fill: true })) }

let preview: Preview
let browser: Browser
let secretary: Phone
let member: Phone
const phones: Phone[] = []
const phone = async (openid: string): Promise<Phone> => {
  const opened = await Phone.open(browser, preview.url, openid)
  phones.push(opened)
  return opened
}
const memberId = async (who: string): Promise<string> => {
  const { items } = await preview.call(secretary.openid, 'roster.names', {})
  return items.find(person => person.name === who)!.id
}
/** A card for one person, as the secretary's phone makes it. */
const cardFor = async (who: string): Promise<string> => (await preview.call(secretary.openid, 'binding.invite', { memberId: await memberId(who) })).scene

beforeAll(async () => {
  [preview, browser] = await Promise.all([startPreview('none'), openBrowser()])
  secretary = await phone('o-web-secretary')
  member = await phone('o-web-member')
})
afterAll(async () => {
  await browser?.close()
  await preview?.stop()
})
afterEach(() => expect(phones.flatMap(one => one.takeErrors())).toEqual([]))

test('the founding code opens a branch; a wrong one says so at its field', async () => {
  await secretary.go('pages/home/index')
  await secretary.see('您还没有加入支部')
  await secretary.tap('我是第一位负责人')
  await secretary.type('创建码', 'aaaa-bbbb-cccc-dddd')
  await secretary.type('党支部的全称', '示例社区第一党支部')
  await secretary.type('您的姓名', '郑书记')
  await secretary.tap('建立党组织')
  await secretary.see('创建码不对，或已经用过')
  await secretary.type('创建码', preview.foundingCode)
  await secretary.tap('建立党组织')
  await secretary.see('已经建好')
  await secretary.tap('开始使用')
  await secretary.see('郑书记同志')
  await secretary.see('导入支部名册')
})

describe("the branch comes from its own messy spreadsheet", () => {
  const chooseSheet = async (): Promise<void> => {
    await secretary.go('pages/home/index')
    await secretary.tap('花名册')
    await secretary.tap('导入表格')
    await secretary.hand('选择表格文件', sheet)
  }

  test('a dry run says who comes and what is wrong where, and writes nothing', async () => {
    await chooseSheet()
    await secretary.see('还没有改动名册')
    await secretary.see(`第${DAMAGED + 5}行 ${name(DAMAGED)}`)
    await secretary.see('末几位')
    // Groups that the branch does not have yet are one problem, not one in every row.
    await secretary.see('第一党小组（4人）、第二党小组（4人）、第三党小组（4人）')
    await secretary.tap(`新增${people.length}`)
    await secretary.see(name(0))
    expect(await secretary.says()).not.toContain(people[0]!.idNumber)
    expect((await preview.call(secretary.openid, 'roster.list', {})).total).toBe(1)
  })

  test('the import is confirmed, and comes through although the connection breaks in the middle', async () => {
    // The call arrives, its answer does not: what a tunnel does to a phone.
    let release = (): void => undefined
    const seen = new Promise<void>(done => { release = done })
    await secretary.page.route('**/functions/sheets', async route => {
      await route.fetch()
      await seen
      await route.abort()
    }, { times: 1 })
    await secretary.tap('确认导入')
    await secretary.answer('导入')
    await secretary.see('确认导入…')
    release()
    await secretary.see(`已把${people.length}人写进名册`)
    expect(secretary.takeErrors().filter(error => !error.includes('ERR_FAILED'))).toEqual([])
    await secretary.tap('去花名册看看')
    await secretary.see(name(0))
  })

  test('the same file again changes nothing', async () => {
    await chooseSheet()
    await secretary.see(`不变${people.length}`)
    await secretary.see('名册和这张表一样，不用再导入')
    await secretary.tap('放弃')
    await secretary.answer('放弃')
    await secretary.see('已放弃，名册没有变化')
  })

  test('the import is taken back, and done anew', async () => {
    await secretary.go('pages/roster/import/index')
    await secretary.tap('已导入')
    await secretary.tap('撤销这次导入')
    await secretary.answer('撤销')
    await secretary.see('已撤销，名册回到了导入以前的样子')
    expect((await preview.call(secretary.openid, 'roster.list', {})).total).toBe(1)
    await chooseSheet()
    await secretary.tap('确认导入')
    await secretary.answer('导入')
    await secretary.see(`已把${people.length}人写进名册`)
  })
})

describe('members find the way in', () => {
  test('the secretary makes a card, the member says 是我', async () => {
    await secretary.go('pages/home/index')
    await secretary.tap('花名册')
    await secretary.tap(name(0))
    await secretary.tap('发加入卡片')
    await secretary.tap('生成加入卡片')
    await secretary.see('加入码')
    await secretary.tap('发给本人')
    const link = await secretary.copied()
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#\/pages\/enter\/index\?scene=b\./)
    await member.go(link.slice(link.indexOf('#/') + 2))
    await member.see(`您是${name(0)}同志吗`)
    await member.see('不收钱')
    await member.tap('是我')
    await member.see('加入成功')
    await member.tap('开始使用')
    await member.see(`${name(0)}同志`)
  })

  test('不是我 makes the card void, and the secretary is led to a new one', async () => {
    const scene = await cardFor(name(4))
    const wrong = await phone('o-web-wrong')
    await wrong.go(`pages/enter/index?scene=${scene}`)
    await wrong.tap('不是我')
    await wrong.answer('不是我')
    await wrong.see('书记会知道它发错了人')
    await wrong.go(`pages/enter/index?scene=${scene}`)
    await wrong.see('这张卡片不能用')
    await secretary.go('pages/home/index')
    await secretary.tap(`${name(4)}的加入卡片发错了人`)
    await secretary.see(`请${name(4)}同志加入`)
    await secretary.tap('生成加入卡片')
    await secretary.see('加入码')
    await secretary.go('pages/home/index')
    await secretary.see('郑书记同志')
    expect(await secretary.says()).not.toContain('发错了人')
  })

  test('a notice opened by somebody unbound leads through binding back to the notice', async () => {
    const { noticeId } = await preview.call(secretary.openid, 'notices.post', { title: '关于组织关系核对的通知', body: '请核对自己的组织关系所在地。' })
    const late = await phone('o-web-late')
    await late.go(`pages/enter/index?scene=n.${noticeId}`)
    await late.see('这是支部里的通知，先加入支部就能看到')
    await late.tap('我有加入卡片')
    await late.type('加入码', (await cardFor(name(1))).slice(2))
    await late.tap('下一步')
    await late.see(`您是${name(1)}同志吗`)
    await late.tap('是我')
    await late.tap('开始使用')
    await late.see('请核对自己的组织关系所在地。')
  })

  test("the branch's code: a wrong guess tells nothing, the right one comes in", async () => {
    await secretary.go('pages/home/index')
    await secretary.tap(`还有${people.length - 2}位同志没有加入`)
    await secretary.tap('支部码')
    await secretary.tap('启用支部码')
    await secretary.see('前有效')
    await secretary.tap('发到支部群')
    const link = await secretary.copied()
    const claimer = await phone('o-web-claimer')
    await claimer.go(link.slice(link.indexOf('#/') + 2))
    await claimer.type('姓名', name(2))
    await claimer.type('身份证号末四位', '0000')
    await claimer.tap('加入支部')
    await claimer.see('对不上。请核对支部码、姓名和身份证号末四位')
    await claimer.type('姓名', '查无此人')
    await claimer.tap('加入支部')
    await claimer.see('对不上。请核对支部码、姓名和身份证号末四位')
    await claimer.type('姓名', name(2))
    await claimer.type('身份证号末四位', people[2]!.idNumber.slice(-4))
    await claimer.tap('加入支部')
    await claimer.see('加入成功')
  })
})

describe('an activity with few places', () => {
  const title = '主题党日：读书分享'

  test('it is called, and signed up for; a mistake is taken back', async () => {
    await secretary.go('pages/home/index')
    await secretary.tap('组织活动')
    await secretary.tap('发布活动')
    await secretary.see('请写活动名称')
    await secretary.type('活动名称', title)
    await secretary.type('地点', '示例社区会议室')
    await secretary.flip('不限名额')
    await secretary.type('名额（人）', '1')
    await secretary.tap('发布活动')
    await secretary.see('报名与签到名单')
    await member.go('pages/home/index')
    await member.tap(title)
    await member.tapButton('报名')
    await member.see('已报名。点错了？')
    await member.tap('撤回')
    await member.answer('撤回')
    await member.seeButton('报名')
  })

  test('a connection that is gone says so, and the same tap works once it is back', async () => {
    await member.offline(true)
    await member.tapButton('报名')
    await member.hear('网络或服务暂时不通，请稍后再试')
    await member.answer('知道了')
    await member.offline(false)
    await member.tapButton('报名')
    await member.see('已报名。点错了？')
    expect(member.takeErrors().filter(error => !error.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
  })

  test('the next one waits, and moves up by itself', async () => {
    const late = phones.find(one => one.openid === 'o-web-late')!
    await late.go('pages/home/index')
    await late.tap(title)
    await late.tapButton('报名候补')
    await late.see('候补第1位，有人退出会自动补上')
    await member.tap('撤回')
    await member.answer('撤回')
    await member.seeButton('报名候补')
    await late.go('pages/home/index')
    await late.see(`候补成功：${title}`)
    expect(await late.says()).not.toContain('截止报名')
    await late.tap(`候补成功：${title}`)
    await late.see('已报名。点错了？')
    await late.go('pages/home/index')
    await late.see('您要参加的')
    expect(await late.says()).not.toContain('候补成功')
  })

  test('an activity that is called off tells those who wanted to come, without a term to keep', async () => {
    const starts = new Date(Date.now() + 3 * 86_400_000)
    const { activityId } = await preview.call(secretary.openid, 'activities.create', { title: '参观校史馆', place: '东门', startsAt: starts.toISOString(), endsAt: new Date(starts.getTime() + 3_600_000).toISOString() })
    await preview.call(member.openid, 'activities.signUp', { activityId })
    await secretary.go(`pages/activities/detail/index?id=${activityId}`)
    await secretary.tap('取消活动')
    await secretary.type('原因', '场馆临时闭馆')
    await secretary.tap('取消活动')
    await secretary.see('已取消')
    await member.go('pages/home/index')
    await member.see('活动已取消：参观校史馆')
    expect(await member.says()).toMatch(/活动已取消：参观校史馆\s+场馆临时闭馆/)
    await member.tap('活动已取消：参观校史馆')
    await member.see(/^已取消$/)
    await member.go('pages/home/index')
    await member.see(`${name(0)}同志`)
    expect(await member.says()).not.toContain('参观校史馆')
  })
})

test('a notice: written, read, receipts by name, marked from outside, reminded without names', async () => {
  const title = '关于本周学习的通知'
  await secretary.go('pages/home/index')
  await secretary.tap('发通知')
  await secretary.type('标题', title)
  await secretary.type('正文', '请于周五前读完规定章节。')
  await secretary.tap('预览')
  await secretary.see('大家会看到这样的通知')
  await secretary.tap('发布')
  await secretary.see('通知已发布')
  await member.go('pages/home/index')
  await member.tap(title)
  await member.see('已读。支部书记能看到，不用另外回复。')
  await secretary.tap('看这条通知')
  await secretary.tap('已读情况')
  await secretary.see(/人中\d+人已读或已回复/)
  await secretary.tap(name(5))
  await secretary.answer('已电话告知')
  await secretary.hear('已标记1人')
  await secretary.tap('复制提醒')
  await secretary.see(/还有 \d+ 位同志未读/)
  await secretary.tap('复制')
  await secretary.hear(/已复制/)
  const reminder = await secretary.copied()
  expect(reminder).toContain(title)
  for (const person of people) expect(reminder).not.toContain(person.name)
})

test('a chain from the group chat is pasted, its unknown names resolved, and recorded', async () => {
  await secretary.go('pages/home/index')
  await secretary.tap('粘贴接龙')
  await secretary.tap('主题党日：读书分享')
  await secretary.type('接龙内容', `#接龙\n周五读书分享\n1. ${name(5)}\n2. ${name(6)} 请假，出差\n3. ${name(7)} +1\n4. 班长小甲\n5. ${name(5)}`)
  await secretary.tap('读接龙')
  await secretary.see(/已报 2，请假 1，未接 \d+，1 个名字对不上/)
  await secretary.tap('选一位')
  await secretary.tap(name(8))
  await secretary.see(`是${name(8)}，报名`)
  await secretary.tap('登记4人')
  await secretary.see('已登记')
  await secretary.tap('看报名名单')
  await secretary.tap('候补3')
  await secretary.see(name(7))
})

test('check-in: the screen shows a code, the member types its digits, the ledger says why', async () => {
  await preview.call(secretary.openid, 'organisations.setPoints', { organisationId: (await preview.call(secretary.openid, 'organisations.get', {})).id, enabled: true, perCheckIn: 2 })
  const starts = new Date(Date.now() + 20 * 60_000)
  const { activityId } = await preview.call(secretary.openid, 'activities.create', { title: '党课：两会精神', place: '报告厅', startsAt: starts.toISOString(), endsAt: new Date(starts.getTime() + 3_600_000).toISOString() })
  await preview.call(member.openid, 'activities.signUp', { activityId })
  await secretary.go(`pages/activities/detail/index?id=${activityId}`)
  await secretary.tap('现场签到码')
  await secretary.see('秒后自动换新')
  const code = /^\d{6}$/m.exec(await secretary.says())![0]
  await member.go('pages/home/index')
  await member.tap('党课：两会精神')
  await member.tapButton('签到')
  await member.type('输入屏幕上的6位数字', code === '000000' ? '111111' : '000000')
  await member.see('签到码不对或已过期')
  await member.type('输入屏幕上的6位数字', code)
  await member.hear('已签到，积分+2')
  await member.see('已签到。')
  await member.go('pages/me/index')
  await member.tap('积分明细')
  await member.see('党课：两会精神')
  await member.see('+2')
})

test('an appeal with a picture: answered and closed, not solved, taken up again', async () => {
  await member.go('pages/me/index')
  await member.tap('意见诉求')
  await member.tap('写一条')
  await member.type('想说什么', '会议室的灯坏了一盏，请报修。')
  await member.hand('添加图片，还可以加3张', picture)
  await member.tap('提交')
  await member.see('待答复')
  await secretary.go('pages/home/index')
  await secretary.tap(/会议室的灯坏了一盏/)
  await secretary.seen.getByRole('button', { name: '第1张图片，点开看大图' }).waitFor()
  await secretary.type('写给本人的话', '已报修，周三换灯。')
  await secretary.tap('答复并办结')
  await secretary.answer('办结')
  await secretary.see('已办结，等本人确认')
  await member.go('pages/home/index')
  await member.tap(/会议室的灯坏了一盏/)
  await member.see('已报修，周三换灯。')
  await member.tap('没解决')
  await member.type('还差什么', '换了以后还是闪。')
  await member.tap('再次办理')
  await member.see('未解决，再次办理')
  await secretary.go('pages/home/index')
  await secretary.tap(/会议室的灯坏了一盏/)
  await secretary.see('换了以后还是闪。')
})
