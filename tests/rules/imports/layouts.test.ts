/** Sheets as they come: every layout of DOMAIN.md §8, and what is odd about them. */
import * as XLSX from '@e965/xlsx'
import { parseRoster } from '../../../cloudfunctions/modules/imports/parse'
import { textTable } from '../../support/roster-workbook'

const TODAY = '2026-11-20'
const read = async (rows: unknown[][], merges: XLSX.Range[] = []) => {
  const sheet = XLSX.utils.aoa_to_sheet(rows as never)
  sheet['!merges'] = merges
  const book = XLSX.utils.book_new(sheet, '党员基本信息汇总表')
  return parseRoster(XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer, '示例党支部', TODAY)
}
const csv = (rows: string[][]) => parseRoster(textTable(rows, 'utf8'), '示例党支部', TODAY)
const span = (top: number, bottom: number, left: number, right: number): XLSX.Range => ({ s: { r: top, c: left }, e: { r: bottom, c: right } })
const head = ['姓名', '人员类别', '加入党组织日期']
const adviceOf = (roster: Awaited<ReturnType<typeof csv>>) => roster.rows.flatMap(({ problems }) => problems.map(({ advice }) => advice)).join('；')

test('the official sheet: titles, header in the fourth row, twenty columns, data from the fifth, a footer', async () => {
  const columns = ['序号', '姓名', '所在党支部', '公民身份证号', '性别', '民族', '出生日期', '学历', '人员类别', '加入党组织日期', '转为正式党员日期', '工作岗位', '手机号', '固定电话', '家庭住址', '党籍状态', '是否为失联党员', '失去联系日期', '是否为流动党员', '外出流向']
  const person = [1, '何一凡', '示例党支部', '990101200503010014', '男', '汉族', '20050301', '普通高中毕业', '正式党员', '20230601', '20240601', '学生', '19900000001', '', '示例路1号', '正常', '否', '', '是', '浙江省杭州市']
  const roster = await read([['党员基本信息汇总表'], ['填报单位：示例党支部'], [], columns, person, ['填表人：王芳']], [span(0, 0, 0, 19), span(5, 5, 0, 19)])
  expect(roster.header.row).toBe(4)
  expect(roster.rows).toHaveLength(1)
  expect(roster.rows[0]!.draft).toMatchObject({ name: '何一凡', idNumber: '990101200503010014', birthday: '2005-03-01', education: '61', standing: 'full', joinedOn: '2023-06-01', fullOn: '2024-06-01', job: '学生', phone: '19900000001' })
})

test('the student sheet: number, origin, grade, major, class, dates, sponsors, group', async () => {
  const roster = await csv([
    ['学号', '姓名', '籍贯', '年级', '专业', '班级', '申请时间', '确定积极分子时间', '列为发展对象时间', '介绍人', '培养联系人', '党小组', '政治面貌', '入党时间', '备注'],
    ['20230001', '何小满', '示例省示例市', '2023', '软件工程', '软件2301', '2023.10.8', '2024年5月', '2025/3/1', '王芳、李强', '赵敏', '第一党小组', '中共党员', '20250610', '班长'],
  ])
  expect(roster.rows[0]!.draft).toMatchObject({ studentNumber: '20230001', nativePlace: '示例省示例市', grade: '2023', major: '软件工程', className: '软件2301', appliedOn: '2023-10-08', activistOn: '2024-05-01', prospectOn: '2025-03-01', sponsors: '王芳、李强', mentors: '赵敏', group: '第一党小组', remark: '班长' })
})

test('forty columns in two header rows, merged both ways', async () => {
  const upper = ['序号', '基本情况', '', '', '', '党内情况', '', '', ...Array.from({ length: 32 }, (_, i) => (i === 0 ? '其他' : ''))]
  const lower = ['', '姓名', '性别', '出生日期', '学号', '人员类别', '入党时间', '转正时间', ...Array.from({ length: 31 }, (_, i) => `自定${i + 1}`), '手机号']
  const data = ['1', '何大壮', '男', '2004-02-29', '20230003', '正式党员', '2023.6.1', '2024.6.1', ...Array.from({ length: 31 }, () => '略'), '19900000003']
  const roster = await read([['花名册'], upper, lower, data], [span(0, 0, 0, 39), span(1, 2, 0, 0), span(1, 1, 1, 4), span(1, 1, 5, 7), span(1, 1, 8, 39)])
  expect(roster.header.all).toHaveLength(40)
  expect(roster.header.ignored).toHaveLength(32)
  expect(roster.rows[0]!.draft).toMatchObject({ name: '何大壮', sex: '1', birthday: '2004-02-29', studentNumber: '20230003', joinedOn: '2023-06-01', fullOn: '2024-06-01', phone: '19900000003' })
})

test('a 15-digit number is named as what it is, and the rest of the row is kept', async () => {
  const roster = await csv([[...head, '身份证号'], ['何平', '正式党员', '1990.7.1', '990101680301001']])
  expect(roster.rows[0]!.draft).toMatchObject({ name: '何平', joinedOn: '1990-07-01' })
  expect(roster.rows[0]!.draft.idNumber).toBeUndefined()
  expect(adviceOf(roster)).toContain('15位的旧身份证号，已经不用，请换成18位')
})

test.each([['2024-02-29', '2024-02-29'], ['2024年2月29日', '2024-02-29'], ['20240229', '2024-02-29'], ['2023-02-29', null], ['2023.2.29', null], ['1900-02-29', null]])('29 February: %s', async (written, day) => {
  const roster = await csv([head, ['何闰', '预备党员', written]])
  expect(roster.rows[0]!.draft.joinedOn ?? null).toBe(day)
  if (day === null) expect(adviceOf(roster)).toContain('没有这一天')
})

test('a full year from 29 February ends on 28 February', async () => {
  expect(adviceOf(await csv([[...head, '转正时间'], ['何闰', '正式党员', '2024-02-29', '2025-02-27']]))).toContain('最早2025-02-28转正')
  expect(adviceOf(await csv([[...head, '转正时间'], ['何闰', '正式党员', '2024-02-29', '2025-02-28']]))).toBe('')
})

test.each(['阿卜杜拉·买买提', '阿卜杜拉•买买提', '阿卜杜拉・买买提', '阿卜杜拉．买买提', '阿卜杜拉 · 买买提'])('a name with a middle dot: %s', async written => {
  const roster = await csv([head, [written, '正式党员', '2020.6.1']])
  expect(roster.rows[0]!.draft.name).toBe('阿卜杜拉·买买提')
  expect(adviceOf(roster)).toBe('')
})

test.each(['𠮷田一', '王𬭎', '李𪚥𪚥'])('characters outside the basic plane: %s', async name => {
  for (const roster of [await csv([head, [name, '正式党员', '2020.6.1']]), await read([head, [name, '正式党员', '2020.6.1']])]) {
    expect(roster.rows[0]!.draft.name).toBe(name)
    expect(adviceOf(roster)).toBe('')
  }
})

test('cells merged downwards give their value to each row, a name or number to one only', async () => {
  const roster = await read([[...head, '班级', '手机号'], ['何一', '正式党员', '2020.6.1', '软件2301', '19900000001'], ['何二', '正式党员', '2020.6.1', '', '']], [span(1, 2, 3, 3), span(1, 2, 4, 4)])
  expect(roster.rows.map(({ draft }) => [draft.className, draft.phone])).toEqual([['软件2301', '19900000001'], ['软件2301', undefined]])
})
