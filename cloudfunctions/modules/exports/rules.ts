/** A roster as the official form wants it: columns, words, and what stands around them. Source: 党员基本信息汇总表 (2017年全国党员信息采集). */
import { educations, ethnicities, memberships, posts as postLabels, sexes, standings, type Post, type Sex } from '../../../types/contracts/codes'
import type { Refusal } from '../../../types/contracts/errors'
import { fileSafe } from '../../../types/words'
import type { Axes, PersonFacts } from '../../platform/documents'
import { whyFullDateWrong } from '../../regulations/roster-rules'

export const sheetTitle = '党员基本信息汇总表'
/** Columns A to T of the official form. */
export const officialHeaders = ['序号', '姓名', '所在党支部', '公民身份证号', '性别', '民族', '出生日期', '学历', '人员类别', '加入党组织日期', '转为正式党员日期', '工作岗位', '手机号', '固定电话', '家庭住址', '党籍状态', '是否为失联党员', '失去联系日期', '是否为流动党员', '外出流向'] as const
/** What student branches keep beside it, to the right of the official columns. */
export const extraHeaders = ['学号', '籍贯', '年级', '专业', '班级', '申请入党时间', '确定为积极分子时间', '列为发展对象时间', '入党介绍人', '培养联系人', '党内职务', '党小组', '备注'] as const

/** People in one file: as many as one import may have, so that whatever is exported can be imported again. */
export const MOST_PEOPLE = 10_000

/** A person as one row shows it, in the clear; days `YYYY-MM-DD`, codes as in codes.ts. */
export interface Listed extends PersonFacts {
  branch: string
  phone: string | null
  landline: string | null
  address: string | null
  axes?: Axes
  posts?: { post: Post }[]
  groupName: string | null
}

/** Whether so many people can be taken out at once. */
export function whyCannotExport(people: number): Refusal | null {
  if (people === 0) return { code: 'exportEmpty' }
  return people > MOST_PEOPLE ? { code: 'exportTooMany', detail: { found: people, max: MOST_PEOPLE } } : null
}

/** `2023-06-01` → `2023年06月01日`. */
export const writtenDay = (day: string): string => day.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$1年$2月$3日')
const writtenMonth = (day: string): string => `${day.slice(0, 4)}年${day.slice(5, 7)}月`

/**
 * Both dates of a membership as they are written. A date that was known by its month only is kept as the 1st; where the
 * two would contradict each other as whole days, the one on a 1st is written as the month that it stands for.
 */
export function writtenDates(joinedOn: string | null, fullOn: string | null): { joined: string; full: string } {
  const whole = { joined: joinedOn ? writtenDay(joinedOn) : '', full: fullOn ? writtenDay(fullOn) : '' }
  if (!joinedOn || !fullOn || whyFullDateWrong(joinedOn, fullOn) === null) return whole
  const [joinedFirst, fullFirst] = [joinedOn.endsWith('-01'), fullOn.endsWith('-01')]
  const ways = [{ joined: false, full: true }, { joined: true, full: false }, { joined: true, full: true }]
  const way = ways.find(({ joined, full }) => (!joined || joinedFirst) && (!full || fullFirst) && whyFullDateWrong(joinedOn, fullOn, { joined, full }) === null)
  if (!way) return whole
  return { joined: way.joined ? writtenMonth(joinedOn) : whole.joined, full: way.full ? writtenMonth(fullOn) : whole.full }
}

/** What a spreadsheet's XML cannot hold goes, and so does nothing else: the text is the person's. */
const cellText = (text: string | null): string => (text ?? '').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, '')

const yesOrNo = (yes: boolean): string => (yes ? '是' : '否')

/** How a person stands, in the words of the form; whoever is as usual has 正常 and 否. */
export function axesWritten(axes: Axes = {}) {
  const lost = axes.contact?.value === 'lost'
  const away = axes.floating?.value === 'out'
  return {
    党籍状态: memberships[axes.membership?.value ?? 'normal'], 是否为失联党员: yesOrNo(lost), 失去联系日期: lost && axes.contact?.since ? writtenMonth(axes.contact.since) : '',
    是否为流动党员: yesOrNo(away), 外出流向: away ? cellText(axes.floating?.place ?? null) : '',
  }
}

function extrasOf(person: Listed): Record<(typeof extraHeaders)[number], string> {
  const written = (day?: string | null): string => (day ? writtenDay(day) : '')
  return {
    学号: cellText(person.studentNumber), 籍贯: cellText(person.nativePlace ?? null), 年级: cellText(person.grade ?? null), 专业: cellText(person.major ?? null), 班级: cellText(person.className),
    申请入党时间: written(person.appliedOn), 确定为积极分子时间: written(person.activistOn), 列为发展对象时间: written(person.prospectOn),
    入党介绍人: cellText(person.sponsors ?? null), 培养联系人: cellText(person.mentors ?? null), 党内职务: (person.posts ?? []).map(({ post }) => postLabels[post]).join('、'),
    党小组: cellText(person.groupName), 备注: cellText(person.remark ?? null),
  }
}

/** A person's row. The ID number is not kept, and what is not recorded stays empty: nothing is guessed. */
export function rowOf(person: Listed, n: number, extras: boolean): (string | number)[] {
  const { joined, full } = writtenDates(person.joinedOn, person.fullOn)
  const official: Record<(typeof officialHeaders)[number], string | number> = {
    序号: n, 姓名: cellText(person.name), 所在党支部: cellText(person.branch), 公民身份证号: '',
    性别: person.sex ? sexes[person.sex as Sex] : '', 民族: person.ethnicity ? ethnicities[person.ethnicity] ?? '' : '',
    出生日期: person.birthday ? writtenDay(person.birthday) : '', 学历: person.education ? educations[person.education] ?? '' : '', 人员类别: standings[person.standing],
    加入党组织日期: joined, 转为正式党员日期: full, 工作岗位: cellText(person.job), 手机号: cellText(person.phone), 固定电话: cellText(person.landline), 家庭住址: cellText(person.address),
    ...axesWritten(person.axes),
  }
  return [...officialHeaders.map(header => official[header]), ...(extras ? extraHeaders.map(header => extrasOf(person)[header]) : [])]
}

/** What stands above the header: title, unit, and which record is the authority. */
export const linesAbove = (organisationName: string): string[] => [sheetTitle, `填报单位：${organisationName}`, '说明：由“支部”小程序导出，供日常工作使用，以全国党员管理信息系统为准']

/** The footer: who took it out and when, and why columns are empty. `written` is an instant as `2026年11月20日 09:00`. */
export const lineBelow = (byName: string, written: string, people: number): string =>
  `填表人：${byName}　导出时间：${written}　共${people}人。身份证号不保存全号，这一列空白，请照证件补填；没有登记的项目也空白。内有个人信息，用完请删除。`

/** `示例党支部_党员基本信息汇总表_20261120.xlsx`, without what a file name cannot hold. */
export const fileNameOf = (organisationName: string, day: string): string => `${fileSafe(organisationName)}_${sheetTitle}_${day.replace(/-/g, '')}.xlsx`
