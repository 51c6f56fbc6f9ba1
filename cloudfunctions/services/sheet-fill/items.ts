/** What a column of a sheet from above may ask of a person, and by which headers it is known. */
import { fieldNamed, headerKey } from '../sheets-read/headers'
import type { PersonItem } from '../person-values'

/** Every item with its plain name; the order is the one in which a choice of items is shown. */
export const items = {
  number: '序号', name: '姓名', sex: '性别', ethnicity: '民族', birthday: '出生日期', age: '年龄', nativePlace: '籍贯', idNumber: '身份证号', studentNumber: '学号', grade: '年级', major: '专业', className: '班级',
  education: '学历', standing: '人员类别', politics: '政治面貌', branch: '所在党支部', superior: '上级党组织', group: '党小组', post: '党内职务',
  appliedOn: '申请入党时间', activistOn: '确定为积极分子时间', prospectOn: '列为发展对象时间', joinedOn: '加入党组织日期', fullOn: '转为正式党员日期', joinAge: '入党年龄', partyAge: '党龄',
  sponsors: '入党介绍人', mentors: '培养联系人', job: '工作岗位', phone: '手机号', landline: '固定电话', address: '家庭住址',
  partyStatus: '党籍状态', lost: '是否为失联党员', lostOn: '失去联系日期', floating: '是否为流动党员', floatingPlace: '外出流向', remark: '备注',
} as const satisfies Record<PersonItem, string>
export type Item = PersonItem
export const itemKeys = Object.keys(items) as Item[]
export const isItem = (key: string): key is Item => Object.hasOwn(items, key)

/** Items that are calendar days. */
export const dayItems: readonly Item[] = ['birthday', 'appliedOn', 'activistOn', 'prospectOn', 'joinedOn', 'fullOn', 'lostOn']

/** Headers beyond those that the importer knows; names as `headerKey` leaves them. */
const more: Partial<Record<Item, string>> = {
  number: '序号 序 编号 号 顺序号 人员序号',
  name: '本人姓名 学生姓名 同志姓名 申请人姓名 积极分子姓名 入党积极分子姓名 发展对象姓名 预备党员姓名',
  age: '年龄 现年龄 周岁 年龄周岁 实足年龄',
  joinAge: '入党年龄 入党时年龄',
  partyAge: '党龄 党龄年',
  politics: '政治面貌 现政治面貌',
  standing: '发展阶段 所处阶段 培养阶段 当前阶段 目前阶段 发展状态',
  superior: '上级党组织 上级党组织名称 所属党委 所在党委 党委名称 基层党委 基层党委名称 所属党总支 所在党总支 党总支名称 党总支 分党委 所属分党委 上级党委 二级党组织',
  post: '党内职务 支部职务 党内现任职务 现任党内职务 担任党内职务 支部内职务 党支部职务 在支部职务 所任党内职务',
  className: '专业班级名称 所在行政班 班级全称',
  nativePlace: '籍贯省市 籍贯省市县',
  landline: '固话',
  appliedOn: '申请入党年月 递交申请书时间 提交申请书时间 递交申请时间 提交申请时间 递交入党申请时间 提交入党申请时间 入党申请书递交时间 入党申请书提交时间 入党申请书时间 申请书时间 写入党申请书时间 向党组织递交入党申请书时间',
  activistOn: '确定积极分子日期 确定入党积极分子日期 列为入党积极分子日期 入党积极分子确定时间 积极分子确定时间 推为积极分子时间',
  prospectOn: '确定发展对象日期 发展对象确定时间',
  sponsors: '两名入党介绍人',
  mentors: '联系培养人 培养教育联系人 培养考察人 联系人姓名 入党联系人',
  lostOn: '失去联系日期 失去联系时间 失联日期 失联时间 失联起始时间',
  floatingPlace: '外出流向 流动去向 流向 外出地点 流入地',
  remark: '备考 说明',
}

const byName = new Map<string, { item: Item; rank: number }>()
for (const item of itemKeys) more[item]?.split(' ').forEach((name, rank) => byName.set(headerKey(name), { item, rank }))

/** Headers of somebody else's data: a name or telephone below them is not the person's own. */
const somebodyElse = /介绍人|联系人|家庭|父亲|母亲|配偶|导师|辅导员|班主任|培养人/

function itemNamed(text: string): { item: Item; rank: number } | null {
  const key = headerKey(text)
  const own = byName.get(key)
  if (own || key === '') return own ?? null
  const known = fieldNamed(key)
  return known && isItem(known.field) ? { item: known.field, rank: known.rank } : null
}

/**
 * What a column asks for, by the lines of its header from above; null where nothing says so. The lower the rank, the surer
 * it is, where two columns claim the same item.
 */
export function itemOf(lines: readonly string[]): { item: Item; rank: number } | null {
  const last = lines.at(-1) ?? ''
  const upper = lines.slice(0, -1)
  const whole = lines.length > 1 ? itemNamed(lines.join('')) : null
  if (whole) return whole
  const foreign = upper.some(line => somebodyElse.test(line))
  if (!foreign) return itemNamed(last) ?? (upper.length > 0 ? itemNamed(upper.at(-1)!) : null)
  // The names of those who vouched stand under their heading; their telephones and units are not the person's.
  return /^(姓名|名字|[12一二甲乙])$/.test(headerKey(last)) ? itemNamed(upper.at(-1)!) : null
}
