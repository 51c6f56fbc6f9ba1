/** The first part of the week: how a branch and its people come in. */
import { DAMAGED, name, people, sheet, type Week } from '../support/week'

export function entering(week: Week): void {
  test('the founding code opens a branch; a wrong one says so at its field', async () => {
    await week.secretary.go('pages/home/index')
    await week.secretary.see('您还没有加入支部')
    await week.secretary.tap('我是第一位负责人')
    await week.secretary.type('创建码', 'aaaa-bbbb-cccc-dddd')
    await week.secretary.type('党支部的全称', '示例社区第一党支部')
    await week.secretary.type('您的姓名', '郑书记')
    await week.secretary.tap('建立党组织')
    await week.secretary.see('创建码不对，或已经用过')
    await week.secretary.type('创建码', week.preview.foundingCode)
    await week.secretary.tap('建立党组织')
    await week.secretary.see('已经建好')
    await week.secretary.tap('开始使用')
    await week.secretary.see('郑书记同志')
    await week.secretary.see('导入支部名册')
  })

  describe("the branch comes from its own messy spreadsheet", () => {
    const chooseSheet = async (): Promise<void> => {
      await week.secretary.go('pages/home/index')
      await week.secretary.tap('花名册')
      await week.secretary.tap('导入表格')
      await week.secretary.hand('选择表格文件', sheet)
    }

    test('a dry run says who comes and what is wrong where, and writes nothing', async () => {
      await chooseSheet()
      await week.secretary.see('还没有改动名册')
      await week.secretary.see(`第${DAMAGED + 5}行 ${name(DAMAGED)}`)
      await week.secretary.see('末几位')
      // Groups that the branch does not have yet are one problem, not one in every row.
      await week.secretary.see('第一党小组（4人）、第二党小组（4人）、第三党小组（4人）')
      await week.secretary.tap(`新增${people.length}`)
      await week.secretary.see(name(0))
      expect(await week.secretary.says()).not.toContain(people[0]!.idNumber)
      expect((await week.preview.call(week.secretary.openid, 'roster.list', {})).total).toBe(1)
    })

    test('the import is confirmed, and comes through although the connection breaks in the middle', async () => {
      // The call arrives, its answer does not: what a tunnel does to a phone.
      let release = (): void => undefined
      const seen = new Promise<void>(done => { release = done })
      await week.secretary.page.route('**/functions/sheets', async route => {
        await route.fetch()
        await seen
        await route.abort()
      }, { times: 1 })
      await week.secretary.tap('确认导入')
      await week.secretary.answer('导入')
      await week.secretary.see('确认导入…')
      release()
      await week.secretary.see(`已把${people.length}人写进名册`)
      expect(week.secretary.takeErrors().filter(error => !error.includes('ERR_FAILED'))).toEqual([])
      await week.secretary.tap('去花名册看看')
      await week.secretary.see(name(0))
    })

    test('the same file again changes nothing', async () => {
      await chooseSheet()
      await week.secretary.see(`不变${people.length}`)
      await week.secretary.see('名册和这张表一样，不用再导入')
      await week.secretary.tap('放弃')
      await week.secretary.answer('放弃')
      await week.secretary.see('已放弃，名册没有变化')
    })

    test('the import is taken back, and done anew', async () => {
      await week.secretary.go('pages/roster/import/index')
      await week.secretary.tap('已导入')
      await week.secretary.tap('撤销这次导入')
      await week.secretary.answer('撤销')
      await week.secretary.see('已撤销，名册回到了导入以前的样子')
      expect((await week.preview.call(week.secretary.openid, 'roster.list', {})).total).toBe(1)
      await chooseSheet()
      await week.secretary.tap('确认导入')
      await week.secretary.answer('导入')
      await week.secretary.see(`已把${people.length}人写进名册`)
    })
  })

  describe('members find the way in', () => {
    test('the secretary makes a card, the member says 是我', async () => {
      await week.secretary.go('pages/home/index')
      await week.secretary.tap('花名册')
      await week.secretary.tap(name(0))
      await week.secretary.tap('发加入卡片')
      await week.secretary.tap('生成加入卡片')
      await week.secretary.see('加入码')
      await week.secretary.tap('发给本人')
      const link = await week.secretary.copied()
      expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#\/pages\/enter\/index\?scene=b\./)
      await week.member.go(link.slice(link.indexOf('#/') + 2))
      await week.member.see(`您是${name(0)}同志吗`)
      await week.member.see('不收钱')
      await week.member.tap('是我')
      await week.member.see('加入成功')
      await week.member.tap('开始使用')
      await week.member.see(`${name(0)}同志`)
    })

    test('不是我 makes the card void, and the secretary is led to a new one', async () => {
      const scene = await week.cardFor(name(4))
      const wrong = await week.phone('o-web-wrong')
      await wrong.go(`pages/enter/index?scene=${scene}`)
      await wrong.tap('不是我')
      await wrong.answer('不是我')
      await wrong.see('书记会知道它发错了人')
      await wrong.go(`pages/enter/index?scene=${scene}`)
      await wrong.see('这张卡片不能用')
      await week.secretary.go('pages/home/index')
      await week.secretary.tap(`${name(4)}的加入卡片发错了人`)
      await week.secretary.see(`请${name(4)}同志加入`)
      await week.secretary.tap('生成加入卡片')
      await week.secretary.see('加入码')
      await week.secretary.go('pages/home/index')
      await week.secretary.see('郑书记同志')
      expect(await week.secretary.says()).not.toContain('发错了人')
    })

    test('a notice opened by somebody unbound leads through binding back to the notice', async () => {
      const { noticeId } = await week.preview.call(week.secretary.openid, 'notices.post', { title: '关于组织关系核对的通知', body: '请核对自己的组织关系所在地。' })
      const late = await week.phone('o-web-late')
      await late.go(`pages/enter/index?scene=n.${noticeId}`)
      await late.see('这是支部里的通知，先加入支部就能看到')
      await late.tap('我有加入卡片')
      await late.type('加入码', (await week.cardFor(name(1))).slice(2))
      await late.tap('下一步')
      await late.see(`您是${name(1)}同志吗`)
      await late.tap('是我')
      await late.tap('开始使用')
      await late.see('请核对自己的组织关系所在地。')
    })

    test("the branch's code: a wrong guess tells nothing, the right one comes in", async () => {
      await week.secretary.go('pages/home/index')
      await week.secretary.tap(`还有${people.length - 2}位同志没有加入`)
      await week.secretary.tap('支部码')
      await week.secretary.tap('启用支部码')
      await week.secretary.see('前有效')
      await week.secretary.tap('发到支部群')
      const link = await week.secretary.copied()
      const claimer = await week.phone('o-web-claimer')
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
}
