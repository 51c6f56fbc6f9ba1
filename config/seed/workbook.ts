/** A branch's roster as the official .xlsx: 党员基本信息汇总表 with its title rows, data from row 5 and a footer row. */
import { utils, write, type WorkSheet } from '@e965/xlsx'
import { officialHeaders, sheetTitle, writtenDay as written } from '../../cloudfunctions/modules/exports/rules'
import type { SeedPerson } from './people'

const headers = [...officialHeaders, '学号', '班级', '党小组']

/** The workbook's bytes, with everybody as they were on `day`. */
export function rosterWorkbook(branchName: string, people: SeedPerson[], day: string): Buffer {
  const rows = people.map((person, i) => {
    const full = person.fullOn <= day
    return [
      i + 1, person.name, branchName, person.idNumber, person.male ? '男' : '女', person.ethnicity, written(person.birthday), person.education,
      full ? '正式党员' : '预备党员', written(person.joinedOn), full ? written(person.fullOn) : '', person.job, person.phone, '', person.address, '正常', '否', '', '否', '',
      person.studentNumber, person.className, person.group,
    ]
  })
  const sheet = utils.aoa_to_sheet([
    [sheetTitle],
    [`填报单位：${branchName}`],
    ['说明：日期写到日，身份证号和手机号按文本填写'],
    headers,
    ...rows,
    ['填表人：', '', '', '审核人：', '', '', `填表日期：${written(day)}`],
  ])
  const last = headers.length - 1
  sheet['!merges'] = [0, 1, 2].map((row) => ({ s: { r: row, c: 0 }, e: { r: row, c: last } }))
  sheet['!cols'] = headers.map((header) => ({ wch: header.length * 2 + 6 }))
  return write({ SheetNames: [sheetTitle, '填写说明'], Sheets: { [sheetTitle]: sheet, 填写说明: notes() } }, { type: 'buffer', bookType: 'xlsx' }) as Buffer
}

const notes = (): WorkSheet => utils.aoa_to_sheet([['填写说明'], ['一、按党员本人档案填写，不得漏项。'], ['二、出生日期以身份证为准。'], ['三、预备党员不填转为正式党员日期。']])
