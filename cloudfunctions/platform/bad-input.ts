/** Why an input is not what a contract asks for, as the person who typed it would say it, and what to do. */
import type { ActionName } from '../../types/contracts'

/** What a field is called on its form; one action may call it otherwise than the others. */
const fieldNames: Record<string, string> = {
  title: '标题', body: '正文', text: '内容', place: '地点', name: '姓名', code: '码', idTail: '身份证号末四位', capacity: '名额', startsAt: '开始时间',
  endsAt: '结束时间', signUpClosesAt: '报名截止时间', due: '截止时间', detail: '说明', reason: '原因', phone: '手机号', birthday: '出生日期', joinedOn: '加入党组织日期',
  fullOn: '转为正式党员日期', idNumber: '身份证号', branchCode: '支部码', organisationName: '组织名称', perCheckIn: '每次积分', memberIds: '人员', pictures: '图片',
  fileName: '文件名', job: '工作岗位', className: '班级', studentNumber: '学号', address: '家庭住址', standing: '人员类别', sex: '性别', ethnicity: '民族', education: '学历',
  kind: '组织类别', post: '职务', until: '任期截止日期', way: '告知方式', note: '备注', guests: '带来的人数', nickname: '昵称', nicknames: '昵称', entries: '名单', search: '搜索的字',
  'organisations.create.name': '组织名称', 'organisations.rename.name': '组织名称', 'organisations.found.code': '创建码', 'activities.checkIn.code': '签到码',
  'roster.saveFilter.name': '筛选的名字', 'session.prove.code': '动态码', 'session.activateFactor.code': '动态码', 'binding.peek.code': '卡片上的码', 'binding.accept.code': '卡片上的码', 'binding.notMe.code': '卡片上的码',
}
/** What the things of a list are counted in. */
const units: Record<string, string> = { memberIds: '位', pictures: '张', entries: '行' }
/** What a field looks like that has a form of its own. */
const forms: Record<string, string> = { code: '应当是6位数字，请重新输入', idTail: '应当是4位，前3位是数字，最后一位可以是X，请重新输入' }

const isDate = /(At|On|birthday|due|until)$/

/** As much of a schema's complaint as a sentence needs. Source: zod 4, `ZodIssue`. */
interface Issue { path: PropertyKey[]; code?: string; format?: string; expected?: string; maximum?: number | bigint; minimum?: number | bigint; origin?: string }

const valueAt = (input: unknown, path: PropertyKey[]): unknown => path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], input)

/** The first complaint as a sentence that says which field, what is wrong, and what to do. */
export function whatIsWrong(action: ActionName, input: unknown, issues: Issue[]): string {
  const issue = issues[0]
  const field = String(issue?.path.findLast(part => typeof part === 'string') ?? '')
  if (!issue || field === '') return '没有收到填写的内容，请重新填写'
  const typed = valueAt(input, issue.path)
  // Ids and page marks are nobody's typing: the page is older than the program.
  if (/Ids?$/.test(field) && issue.origin !== 'array') return '页面上的内容已经过时，请返回后重新打开'
  const name = fieldNames[`${action}.${field}`] ?? fieldNames[field] ?? '有一项内容'
  return `${name}${complaint(issue, field, typed)}`
}

function complaint({ code, format, expected, origin, maximum, minimum }: Issue, field: string, typed: unknown): string {
  const unit = units[field] ?? '个'
  if (typed === undefined || typed === null || typed === '') return '没有填，请补上'
  if (code === 'too_big' && origin === 'string') return `最多${maximum}个字，现在有${String(typed).trim().length}个字，请删短一些`
  if (code === 'too_big' && origin === 'array') return `一次最多${maximum}${unit}，现在有${(typed as unknown[]).length}${unit}，请减少一些，或分几次`
  if (code === 'too_big') return `不能大于${maximum}，请改小`
  if (code === 'too_small' && origin === 'string') return '没有填，请补上'
  if (code === 'too_small' && origin === 'array') return `还没有选，请至少选一${unit}`
  if (code === 'too_small') return `不能小于${minimum}，请改大`
  if (expected === 'int') return '要填整数，请改正'
  if (expected === 'number') return '要填数字，请改正'
  if (format === 'datetime' || format === 'date' || isDate.test(field)) return '不是一个日期，请重新选择'
  if (code === 'invalid_value' || code === 'invalid_union') return '不在可选的范围内，请重新选择'
  return forms[field] ?? '格式不对，请重新填写'
}
