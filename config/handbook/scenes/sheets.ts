/** Sheets: one from above is filled, one is asked for and answered, one with a header that nothing knows. */
import { utils, write } from '@e965/xlsx'
import { blankSheet } from '../../seed/blank-sheets'
import { university } from '../../seed/university'
import { scrollTo, type Scene } from '../stage'

const activists = blankSheet({
  title: '入党积极分子名册', lines: ['填报单位：'], headers: ['序号', '姓名', '性别', '出生日期', '申请入党时间', '确定为积极分子时间', '培养联系人', '备注'], rows: [[], [], []], footer: ['填表人：'],
})

/** A branch's own list, whose headers say nothing. */
const ownList = (): Buffer => {
  const sheet = utils.aoa_to_sheet([['序', '同志', '是男是女', '哪个班', '生于'], [1, '示例甲', '男', '研究生实验班', '2003年5月1日'], [2, '示例乙', '女', '研究生实验班', '2003年9月12日']])
  return write({ SheetNames: ['自己的花名册'], Sheets: { 自己的花名册: sheet } }, { type: 'buffer', bookType: 'xlsx' }) as Buffer
}

export const sheets: Scene = async ({ preview, secretary, branchId, who, phone, take }) => {
  const fileName = '入党积极分子名册.xlsx'
  const { runId } = await preview.call(who('secretary'), 'backfill.start', { organisationId: branchId, fileName, ...await preview.upload(who('secretary'), 'template', fileName, activists) })
  await secretary.go(`pages/backfill/detail/index?id=${runId}`)
  await secretary.see('填谁')
  await take(secretary, 'backfill-fill')
  await scrollTo(secretary, '确定为积极分子时间')
  await take(secretary, 'backfill-columns')
  const { items } = await preview.call(who('secretary'), 'backfill.list', {})
  await secretary.go(`pages/backfill/detail/index?id=${items.find(({ people }) => people > 0)!.id}`)
  await secretary.see('用同一张空表再填一次')
  await take(secretary, 'backfill-done')

  const asked = (await preview.call(who('secretary'), 'collections.incoming', {})).items[0]!
  await secretary.go(`pages/collections/detail/index?id=${asked.id}`)
  await secretary.seeButton('确认')
  await take(secretary, 'collection-answer')
  const above = await phone(who('committee'))
  const { me } = await preview.call(who('committee'), 'session.home', {})
  const { organisationId } = me!.posts.find(({ organisationName }) => organisationName === university.committee)!
  const sent = (await preview.call(who('committee'), 'collections.list', { organisationId })).items[0]!
  await above.go(`pages/collections/task/index?id=${sent.id}`)
  await above.seeButton('提醒')
  await take(above, 'collection-task')
  await above.close()

  await secretary.go(`pages/roster/import-columns/index?id=${branchId}`)
  await secretary.hand('选择表格文件', { name: '自己的花名册.xlsx', buffer: ownList() })
  await secretary.tap('B列 同志，不导入')
  await secretary.tap('姓名')
  await secretary.gone('还没有指出哪一列是姓名')
  await take(secretary, 'import-columns')
}
