/** What is right and wrong about one row of a roster, and about two rows together. */
import { standings, type Standing } from '../../../types/contracts/codes'
import { ageOn, idFaults, readIdNumber, rosterRules, whyFullDateWrong } from '../../regulations/roster-rules'
import { stageDays, whyStageDaysWrong, type StageDays } from '../../regulations/stage-rules'

/** A person as one row gives it: what is empty there is absent here, days are `YYYY-MM-DD`, codes as in codes.ts. */
export interface PersonDraft {
  /** Row number as the spreadsheet program shows it. */
  row: number
  name: string
  standing?: Standing
  sex?: string
  ethnicity?: string
  birthday?: string
  education?: string
  joinedOn?: string
  fullOn?: string
  job?: string
  studentNumber?: string
  className?: string
  phone?: string
  address?: string
  idNumber?: string
  landline?: string
  nativePlace?: string
  grade?: string
  major?: string
  appliedOn?: string
  activistOn?: string
  prospectOn?: string
  sponsors?: string
  mentors?: string
  remark?: string
  /** How the sheet says that the person stands: compared, never written; a change of it is an act of its own. */
  standsAs?: Partial<Record<SaidAxis, string>>
  /** The party group's name as the sheet has it. */
  group?: string
  /** Days of which the sheet gives only year and month. */
  monthOnly: DayField[]
}
export const dayFields = ['birthday', 'joinedOn', 'fullOn', 'appliedOn', 'activistOn', 'prospectOn'] as const
export type DayField = (typeof dayFields)[number]
export type SaidAxis = 'partyStatus' | 'lost' | 'floating'
export type DraftField = Exclude<keyof PersonDraft, 'row' | 'monthOnly' | 'standsAs'>

/** Something wrong in a row. An error refuses the row; a warning leaves out or questions one value. */
export interface Finding {
  field: DraftField | 'branch' | SaidAxis
  level: 'error' | 'warning'
  found: string
  advice: string
}

/**
 * Judges a draft by itself and completes it: what the ID number says of birthday and sex is filled in, and a date that
 * cannot be a fact is left out. `today` is a day in Asia/Shanghai. The draft given is not changed.
 */
export function judge(given: PersonDraft, today: string): { draft: PersonDraft; findings: Finding[] } {
  const draft = { ...given, monthOnly: [...given.monthOnly] }
  const findings: Finding[] = []
  const add = (field: Finding['field'], level: Finding['level'], found: string, advice: string) => findings.push({ field, level, found, advice })

  if (draft.name === '') add('name', 'error', '', '这一行没有姓名，请补上；不是人员的行请删去')
  else if (draft.name.length > 40) add('name', 'error', `${draft.name.slice(0, 20)}…`, '姓名太长，请核对是否填错了列')
  for (const field of dayFields) {
    const day = draft[field]
    if (day === undefined || (day <= today && day >= '1900-01-01')) continue
    delete draft[field]
    draft.monthOnly = draft.monthOnly.filter(other => other !== field)
    add(field, 'warning', day, day > today
      ? (field === 'fullOn' ? '转正日期还没到，只登记已经发生的转正，这一格没有导入' : '日期还没到，请核对，这一格没有导入')
      : '日期太早，请核对，这一格没有导入')
  }
  judgeIdNumber(draft, add)
  for (const field of draft.monthOnly) add(field, 'warning', draft[field]!.slice(0, 7), '只有年月，按1日登记；知道准确日期请改成年月日')
  judgeMembership(draft, add)
  judgeStages(draft, add)
  return { draft, findings }
}

type Add = (field: Finding['field'], level: Finding['level'], found: string, advice: string) => void

function judgeIdNumber(draft: PersonDraft, add: Add): void {
  if (draft.idNumber === undefined) return
  const id = readIdNumber(draft.idNumber)
  if (!id.ok) {
    add('idNumber', 'error', draft.idNumber, `身份证号${idFaults[id.wrong]}，请对照证件改正后再导入这一行`)
    return
  }
  if (draft.sex === '1' || draft.sex === '2') {
    if (draft.sex !== id.sex) add('sex', 'error', draft.sex === '1' ? '男' : '女', `身份证号表明是${id.sex === '1' ? '男' : '女'}，请核对性别和身份证号`)
  } else draft.sex = id.sex
  const monthOnly = draft.monthOnly.includes('birthday')
  const same = draft.birthday === undefined || (monthOnly ? draft.birthday.slice(0, 7) === id.birthday.slice(0, 7) : draft.birthday === id.birthday)
  if (!same) {
    add('birthday', 'error', monthOnly ? draft.birthday!.slice(0, 7) : draft.birthday!, `身份证号上的出生日期是${id.birthday}，请核对出生日期和身份证号`)
    return
  }
  draft.birthday = id.birthday
  draft.monthOnly = draft.monthOnly.filter(field => field !== 'birthday')
}

function judgeMembership(draft: PersonDraft, add: Add): void {
  const { joinedOn, birthday } = draft
  if (draft.standing === 'probationary' && draft.fullOn !== undefined) {
    add('fullOn', 'warning', draft.fullOn, '人员类别是预备党员，却填了转正日期：已转正请把人员类别改成正式党员；转正日期没有导入')
    delete draft.fullOn
    draft.monthOnly = draft.monthOnly.filter(field => field !== 'fullOn')
  }
  if (joinedOn !== undefined && draft.fullOn !== undefined) {
    const why = whyFullDateWrong(joinedOn, draft.fullOn, { joined: draft.monthOnly.includes('joinedOn'), full: draft.monthOnly.includes('fullOn') })
    if (why) add('fullOn', 'error', draft.fullOn, `${why}，请核对入党和转正日期`)
  }
  if (joinedOn === undefined || birthday === undefined) return
  const age = ageOn(birthday, joinedOn)
  const { value: minimum, article } = rosterRules.minimumAge
  if (age < minimum) add('joinedOn', 'warning', joinedOn, `入党时${Math.max(age, 0)}岁，不满${minimum}岁（发展党员工作细则${article}），请核对出生日期和入党日期`)
}

/** A day of a stage that lies before an earlier stage is left out: which of the two is wrong, the sheet does not say. */
function judgeStages(draft: PersonDraft, add: Add): void {
  for (const field of stageDays) {
    const day = draft[field]
    const why = day && whyStageDaysWrong({ ...earlierThan(draft, field), [field]: day }, day)
    if (!day || !why) continue
    add(field, 'warning', day, `${why.detail?.what ?? ''}；这一格没有导入`)
    delete draft[field]
    draft.monthOnly = draft.monthOnly.filter(other => other !== field)
  }
}

/** The days of the stages before one, as far as a date of which only the month is known can contradict it. */
function earlierThan(draft: PersonDraft, field: (typeof stageDays)[number]): StageDays {
  const own = draft[field]!
  return Object.fromEntries(stageDays.slice(0, stageDays.indexOf(field)).flatMap(earlier => {
    const day = draft[earlier]
    const inSameMonth = day?.slice(0, 7) === own.slice(0, 7) && (draft.monthOnly.includes(field) || draft.monthOnly.includes(earlier))
    return day && !inSameMonth ? [[earlier, day]] : []
  }))
}

const standingUnsaid: Finding = { field: 'standing', level: 'error', found: '', advice: `请写明人员类别：${Object.values(standings).join('或')}` }

/**
 * The standing of somebody who is not on the roster yet, where the row does not say it: a date of becoming a full member
 * tells, a joining date alone is taken as probationary. Both are questioned; without any date the row is refused.
 */
export function standingOfNew(draft: PersonDraft): { standing: Standing; finding?: Finding } | { finding: Finding } {
  if (draft.standing) return { standing: draft.standing }
  if (draft.fullOn !== undefined) return { standing: 'full', finding: fullByDate }
  if (draft.joinedOn === undefined) return { finding: standingUnsaid }
  return { standing: 'probationary', finding: { ...standingUnsaid, level: 'warning', advice: '没有写人员类别，也没有转正日期，按预备党员登记，请核对' } }
}

/** A row without a word on standing but with the date of becoming a full member. */
export const fullByDate: Finding = { ...standingUnsaid, level: 'warning', advice: '没有写人员类别，因为有转正日期，按正式党员登记，请核对' }

/**
 * Rows that name a person who stands in an earlier row already: same ID number, same student number, or the same name
 * with nothing that tells the two apart (importing such a file twice would make new persons each time).
 */
export function twiceInFile(drafts: PersonDraft[]): Map<number, Finding> {
  const found = new Map<number, Finding>()
  const firstWith = new Map<string, number>()
  const byName = new Map<string, PersonDraft[]>()
  for (const draft of drafts) {
    for (const field of ['idNumber', 'studentNumber'] as const) {
      const value = draft[field]
      if (value === undefined) continue
      const first = firstWith.get(`${field} ${value}`)
      if (first === undefined) firstWith.set(`${field} ${value}`, draft.row)
      else if (!found.has(draft.row)) found.set(draft.row, { field, level: 'error', found: value, advice: `与第${first}行是同一个${field === 'idNumber' ? '身份证号' : '学号'}，请删去重复的一行或改正号码` })
    }
    byName.set(draft.name, [...(byName.get(draft.name) ?? []), draft])
  }
  for (const group of byName.values()) {
    if (group.length < 2) continue
    group.forEach((draft, i) => {
      const other = group.find((other, j) => (j < i || (j > i && isBare(draft) && !isBare(other))) && !found.has(other.row) && cannotTellApart(draft, other))
      if (other && !found.has(draft.row)) found.set(draft.row, { field: 'name', level: 'error', found: draft.name, advice: `与第${other.row}行同名，分不清是不是同一个人：请写上学号或身份证号，重复的请删去` })
    })
  }
  return found
}

/** Nothing in the row tells this person from another of the same name. */
export const isBare = (person: { idNumber?: string; studentNumber?: string; birthday?: string }): boolean =>
  person.idNumber === undefined && person.studentNumber === undefined && person.birthday === undefined

function cannotTellApart(a: PersonDraft, b: PersonDraft): boolean {
  if (isBare(a) || isBare(b)) return true
  const differs = (field: 'idNumber' | 'studentNumber' | 'birthday') => a[field] !== undefined && b[field] !== undefined && a[field] !== b[field]
  return a.birthday === b.birthday && !differs('idNumber') && !differs('studentNumber')
}

/** Whether a branch's name in the sheet means `organisationName`: 中共…委员会 and the names of organisations above may stand around it. */
export function isSameBranch(written: string, organisationName: string): boolean {
  const core = (name: string) => name.normalize('NFKC').replace(/\s/g, '').replace(/^(中国共产党|中共)/, '').replace(/委员会$/, '').replace(/(党支部|支部)$/, '')
  const [a, b] = [core(written), core(organisationName)]
  return a === '' || a.endsWith(b) || b.endsWith(a)
}
