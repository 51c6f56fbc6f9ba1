import { findHeader, headerKey, type Field } from '../../../cloudfunctions/services/sheets-read/headers'
import type { Merge, Sheet } from '../../../cloudfunctions/services/sheets-read/sheet'

const sheet = (lines: string[], merges: Merge[] = []): Sheet => ({
  name: '', hidden: false, date1904: false, merges,
  rows: lines.map((line, i) => ({ n: i + 1, cells: line.split('|').map(shown => (shown === '' ? undefined : { shown })) })).filter(row => row.cells.some(Boolean)),
})
const columnsOf = (found: Sheet) => Object.fromEntries([...findHeader(found)!.columns].map(([field, { label }]) => [field, label])) as Record<Field, string>

test.each([
  ['姓　名', '姓名'], ['*姓名', '姓名'], ['身份证号码\n（18位）', '身份证号码'], ['手机/联系电话', '手机/联系电话'], ['出生年月(如2005.03)：', '出生年月'], ['入党时间【接收预备】', '入党时间'], ['（备注）', '备注'],
])('%j is read as %s', (shown, key) => expect(headerKey(shown)).toBe(key))

test.each([
  ['入党时间', 'joinedOn'], ['加入党组织日期', 'joinedOn'], ['接收预备时间', 'joinedOn'], ['转正时间', 'fullOn'], ['身份证号', 'idNumber'], ['公民身份证号', 'idNumber'], ['身份证号码', 'idNumber'],
  ['手机', 'phone'], ['联系电话', 'phone'], ['学号', 'studentNumber'], ['班级', 'className'], ['党小组', 'group'], ['政治面貌', 'standing'], ['人员类别', 'standing'],
])('%s → %s', (header, field) => expect(columnsOf(sheet([`序号|姓名|${header}`]))[field as Field]).toBe(`C ${header}`))

test('titles above, remarks and unknown columns beside', () => {
  const found = findHeader(sheet(['党员花名册', '单位：示例支部|填表人：王芳', '', '序号|姓名|性别|备注', '1|王芳|女|']))!
  expect(found.row).toBe(4)
  expect([...found.columns.keys()].sort()).toEqual(['name', 'remark', 'sex'])
  expect(found.ignored).toEqual(['A 序号'])
})
test('where two columns mean the same, the official name wins, whatever their order', () => {
  expect(columnsOf(sheet(['姓名|政治面貌|人员类别|联系电话|手机号']))).toMatchObject({ standing: 'C 人员类别', phone: 'E 手机号' })
})
test('a header of two lines, merged both ways', () => {
  const merges = [{ top: 0, bottom: 1, left: 0, right: 0 }, { top: 0, bottom: 0, left: 1, right: 2 }, { top: 0, bottom: 0, left: 3, right: 4 }, { top: 0, bottom: 0, left: 5, right: 6 }]
  const found = sheet(['姓名|入党情况||联系方式||入党介绍人|', '|入党时间|转正时间|手机|家庭住址|姓名|联系电话', '王芳|2022.6|2023.6|19900000001|示例路1号|李娜|19900000002'], merges)
  expect(findHeader(found)!.row).toBe(2)
  expect(columnsOf(found)).toEqual({ name: 'A 姓名', joinedOn: 'B 入党时间', fullOn: 'C 转正时间', phone: 'D 手机', address: 'E 家庭住址', sponsors: 'F 入党介绍人姓名' })
})
test('groups of columns above the names of the columns', () => {
  const found = sheet(['基本情况|||培养联系人|', '姓名|性别|学号|姓名|联系电话'], [{ top: 0, bottom: 0, left: 0, right: 2 }, { top: 0, bottom: 0, left: 3, right: 4 }])
  expect(columnsOf(found)).toEqual({ name: 'A 姓名', sex: 'B 性别', studentNumber: 'C 学号', mentors: 'D 培养联系人姓名' })
})
test('a word that is split over two lines', () => {
  const found = sheet(['姓名|加入党组织|转为正式党员|学号', '|日期|日期|'])
  expect(columnsOf(found)).toMatchObject({ joinedOn: 'B 加入党组织日期', fullOn: 'C 转为正式党员日期' })
  expect(findHeader(found)!.row).toBe(2)
})
test('a header merged downwards reaches to its last line', () => {
  expect(findHeader(sheet(['姓名|性别', '', '王芳|女'], [{ top: 0, bottom: 1, left: 0, right: 0 }, { top: 0, bottom: 1, left: 1, right: 1 }]))!.row).toBe(2)
})
test.each([[['姓名']], [['填写说明', '姓名：与身份证一致']], [['序号|性别|民族']], [[]]])('%j has no header', lines => expect(findHeader(sheet(lines as string[]))).toBeNull())
