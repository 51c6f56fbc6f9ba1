/** The roster, its import, and how people come in. */
import { fictitiousPeople, rosterWorkbook, type FixturePerson } from '../../../tests/support/roster-workbook'
import { scrollTo, type Scene, type Stage } from '../stage'

export const joining: Scene = async ({ preview, branchId, who, phone, take }) => {
  const stranger = await phone(who('stranger'))
  await stranger.go('pages/home/index')
  await stranger.see('您还没有加入支部')
  await take(stranger, 'join-home')

  const { items } = await preview.call(who('secretary'), 'roster.list', { bound: false })
  const person = items[0]!
  const newcomer = await phone('o-handbook-newcomer')
  const card = await preview.call(who('secretary'), 'binding.invite', { memberId: items[1]!.id })
  await newcomer.go(`pages/enter/index?scene=b.${card.code}`)
  await newcomer.see('是我')
  await take(newcomer, 'join-card')
  await newcomer.tap('是我')
  await newcomer.see('加入成功')
  await take(newcomer, 'join-done')

  const { code } = await preview.call(who('secretary'), 'binding.setBranchCode', { organisationId: branchId, on: true })
  await stranger.go(`pages/enter/index?scene=o.${code!}`)
  await stranger.see('身份证号末四位')
  await stranger.type('姓名', person.name)
  await stranger.type('身份证号末四位', '001X')
  await take(stranger, 'join-branch-code')
  await Promise.all([stranger.close(), newcomer.close()])
}

/** What the branch has of some of its people, and twelve new ones, as a spreadsheet with the usual faults. */
async function spreadsheet({ preview, who }: Stage): Promise<Buffer> {
  const { items } = await preview.call(who('secretary'), 'roster.list', { limit: 4 })
  const known = await Promise.all(items.map(async ({ id }, i): Promise<FixturePerson> => {
    const person = await preview.call(who('secretary'), 'roster.get', { memberId: id })
    const blank = { idNumber: '', ethnicity: '', education: '', joinedOn: '', fullOn: '', phone: '', address: '', group: '' }
    return { ...blank, name: person.name, sex: person.sex === '2' ? '女' : '男', birthday: person.birthday ?? '', standing: person.standing === 'full' ? '正式党员' : '预备党员', job: person.job ?? '', studentNumber: person.studentNumber ?? '', className: i < 2 ? '研究生实验班' : person.className ?? '' }
  }))
  const [wrong, ...others] = fictitiousPeople(12, 60)
  // One digit typed wrong, as it happens.
  const mistyped = { ...wrong!, idNumber: wrong!.idNumber.replace(/.$/, (last) => (last === '1' ? '2' : '1')) }
  return rosterWorkbook([...known, mistyped, ...others], { branch: '软件本科生第一党支部', damagedIds: [8] })
}

export const roster: Scene = async (stage) => {
  const { preview, secretary, branchId, who, take } = stage
  await secretary.go('pages/roster/list/index')
  await secretary.see('导入表格')
  await take(secretary, 'roster')
  await secretary.tap('导入表格')
  await secretary.see('选择表格文件')
  await take(secretary, 'import-choose')
  await secretary.hand('选择表格文件', { name: '党员基本信息汇总表.xlsx', buffer: await spreadsheet(stage) })
  await secretary.see('确认导入')
  await take(secretary, 'import-report')
  await scrollTo(secretary, '末几位已丢失')
  await take(secretary, 'import-problems')
  await secretary.tap('确认导入')
  await secretary.answer('导入')
  await secretary.see('撤销这次导入')
  await take(secretary, 'import-done')
  await secretary.tap('撤销这次导入')
  await secretary.answer('撤销')
  await secretary.see('名册回到了导入以前的样子')
  secretary.takeErrors()

  const { items } = await preview.call(who('secretary'), 'roster.list', { bound: false })
  await secretary.go(`pages/binding/invite/index?id=${items[0]!.id}`)
  await secretary.tap('生成加入卡片')
  await secretary.see('发给本人')
  await take(secretary, 'invite-card')
  await secretary.go(`pages/binding/branch-code/index?id=${branchId}`)
  await secretary.tapButton('启用支部码')
  await secretary.see('发到支部群')
  await take(secretary, 'branch-code')
}
