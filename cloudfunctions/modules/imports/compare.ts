/** Rows of a file against the people on the roster: who is new, what would change, what may not be written. */
import { educations, ethnicities, memberships, sexes, standings, type Sex } from '../../../types/contracts/codes'
import { whyFullDateWrong } from '../../regulations/roster-rules'
import type { Axes, PersonFacts } from '../../platform/documents'
import { maskIdTail, maskPhone } from '../../platform/secrets'
import { plainText, readPhone } from '../../services/sheets-read/cells'
import { fieldLabels } from '../../services/sheets-read/headers'
import { dayFields, fullByDate, isBare, standingOfNew, type DayField, type DraftField, type Finding, type PersonDraft, type SaidAxis } from './rules'

/** A person on the roster as far as an import may change it, in the clear; `idHash` is the keyed hash of the ID number. */
export interface Recorded extends PersonFacts {
  id: string
  version: number
  archived: boolean
  phone: string | null
  landline: string | null
  address: string | null
  axes?: Axes
  idHash: string | null
  idTail: string | null
  groupId: string | null
  groupName: string | null
}

/** A draft with what only the server can add: the hash of its ID number, and the party group that its text names. */
export interface Incoming {
  draft: PersonDraft
  idHash: string | null
  group: { id: string; name: string } | null
  /** The row has errors of its own. */
  refused: boolean
}

/** What the row would write: only items that differ, in the clear. */
export type Patch = Partial<Omit<PersonDraft, 'row' | 'monthOnly' | 'standsAs' | 'group'>> & { groupId?: string; groupName?: string }
export interface Change { field: string; before: string; after: string }
export interface Comparison {
  outcome: 'new' | 'changed' | 'unchanged' | 'refused'
  /** Whom the row means, and the version that was compared with; null for a new person. */
  memberId: string | null
  version: number | null
  changes: Change[]
  patch: Patch
  findings: Finding[]
}

/**
 * Compares all rows of a file with the branch's roster, archived people included. A row means a person with its student
 * number, else with its ID number, else, where one side has no ID number, with its name and birthday, else, where one side
 * has nothing but the name and the name is unique, with its name. An empty cell never erases what is recorded.
 */
export function compareAll(rows: Incoming[], roster: Recorded[]): Comparison[] {
  const matches = matchAll(rows, roster)
  return rows.map((row, i) => {
    const { person, findings } = matches[i]!
    if (row.refused || findings.some(({ level }) => level === 'error')) return { outcome: 'refused', memberId: null, version: null, changes: [], patch: {}, findings }
    return person ? compareWith(row, person, findings) : compareNew(row, findings)
  })
}

interface Match { person: Recorded | null; findings: Finding[] }

function matchAll(rows: Incoming[], roster: Recorded[]): Match[] {
  const byStudent = new Map(roster.flatMap(person => (person.studentNumber ? [[person.studentNumber, person] as const] : [])))
  const byHash = new Map(roster.flatMap(person => (person.idHash ? [[person.idHash, person] as const] : [])))
  const byName = new Map<string, Recorded[]>()
  for (const person of roster) byName.set(person.name, [...(byName.get(person.name) ?? []), person])
  const namesInFile = new Map<string, number>()
  for (const { draft } of rows) namesInFile.set(draft.name, (namesInFile.get(draft.name) ?? 0) + 1)

  const taken = new Map<string, number>()
  const matches: Match[] = rows.map(() => ({ person: null, findings: [] }))
  const settle = (i: number, person: Recorded, findings: Finding[] = []) => {
    const { row, name } = rows[i]!.draft
    const earlier = taken.get(person.id)
    if (earlier !== undefined) findings.push({ field: 'name', level: 'error', found: name, advice: `与第${earlier}行说的是名册上同一位同志，请删去重复的一行` })
    else taken.set(person.id, row)
    if (person.archived) findings.push({ field: 'name', level: 'error', found: name, advice: '这位同志已移出名册，请先在名册里恢复，再导入' })
    matches[i] = { person, findings }
  }

  rows.forEach((row, i) => {
    if (row.refused) return
    const byNumber = row.draft.studentNumber === undefined ? undefined : byStudent.get(row.draft.studentNumber)
    const byId = row.idHash === null ? undefined : byHash.get(row.idHash)
    if (byNumber && byId && byNumber !== byId) {
      matches[i]!.findings.push({ field: 'studentNumber', level: 'error', found: row.draft.studentNumber!, advice: `学号是名册上${byNumber.name}的，身份证号是${byId.name}的，请核对` })
    } else if (byNumber && byNumber.name !== row.draft.name && !byId && byNumber.idHash && row.idHash) {
      matches[i]!.findings.push({ field: 'studentNumber', level: 'error', found: row.draft.studentNumber!, advice: `学号是名册上${byNumber.name}的，姓名和身份证号却都不同，请核对学号` })
    } else if (byNumber ?? byId) {
      const person = (byNumber ?? byId)!
      settle(i, person, person.name === row.draft.name ? [] : [{ field: 'name', level: 'warning', found: row.draft.name, advice: `${byNumber ? '学号' : '身份证号'}与名册上的${person.name}相同，将改名，请核对` }])
    }
  })
  rows.forEach((row, i) => {
    if (row.refused || matches[i]!.person || matches[i]!.findings.length > 0) return
    const namesakes = (byName.get(row.draft.name) ?? []).filter(person => !taken.has(person.id) && !(person.idHash && row.idHash))
    const sameDay = namesakes.filter(person => row.draft.birthday !== undefined && sameDate(row.draft, 'birthday', person.birthday))
    if (sameDay.length > 1) {
      matches[i]!.findings.push({ field: 'name', level: 'error', found: row.draft.name, advice: '名册上有几位同名又同日出生的同志，请写上学号或身份证号' })
    } else if (sameDay[0]) settle(i, sameDay[0])
    else matchByName(row, namesakes, namesInFile.get(row.draft.name) === 1, person => settle(i, person), finding => matches[i]!.findings.push(finding))
  })
  return matches
}

/** A person of whom only the name is known: the founder before the first import, or a row without numbers and dates. */
function matchByName(row: Incoming, namesakes: Recorded[], onlyOneInFile: boolean, settle: (person: Recorded) => void, question: (finding: Finding) => void): void {
  const present = namesakes.filter(({ archived }) => !archived)
  const person = present[0]
  if (!person) return
  const bare = isBare(row.draft) || isBare({ idNumber: person.idHash ?? undefined, studentNumber: person.studentNumber ?? undefined, birthday: person.birthday ?? undefined })
  if (bare && present.length === 1 && onlyOneInFile) return settle(person)
  if (bare && isBare(row.draft)) return question({ field: 'name', level: 'error', found: row.draft.name, advice: '名册上有同名的同志，分不清是谁，请写上学号、身份证号或出生日期' })
  question({ field: 'name', level: 'warning', found: row.draft.name, advice: '名册上已有同名的同志，号码和出生日期对不上，将作为另一位同志新增；如果是同一人，请先在名册里补全' })
}

/** Whether the sheet's date and the recorded one are the same, as exactly as the sheet gives it. */
function sameDate(draft: PersonDraft, field: DayField, recorded: string | null): boolean {
  return draft.monthOnly.includes(field) ? draft[field]?.slice(0, 7) === recorded?.slice(0, 7) : draft[field] === recorded
}

const plainFields = ['name', 'standing', 'sex', 'ethnicity', 'birthday', 'education', 'joinedOn', 'fullOn', 'job', 'studentNumber', 'className', 'phone', 'address',
  'landline', 'nativePlace', 'grade', 'major', 'appliedOn', 'activistOn', 'prospectOn', 'sponsors', 'mentors', 'remark'] as const

const words: Partial<Record<DraftField, (value: string) => string>> = {
  standing: value => standings[value as keyof typeof standings],
  sex: value => sexes[value as Sex],
  ethnicity: value => ethnicities[value] ?? value,
  education: value => educations[value] ?? value,
  phone: maskPhone,
  landline: maskPhone,
  idNumber: value => maskIdTail(value.slice(-4)),
}
const isDayField = (field: string): field is DayField => (dayFields as readonly string[]).includes(field)
const shownAs = (field: DraftField, value: string | null | undefined): string => (value ? words[field]?.(value) ?? value : '')

function compareNew({ draft, group }: Incoming, findings: Finding[]): Comparison {
  const judged = standingOfNew(draft)
  const all = [...findings, ...(judged.finding ? [judged.finding] : []), ...standsOtherwise(draft)]
  if (!('standing' in judged)) return { outcome: 'refused', memberId: null, version: null, changes: [], patch: {}, findings: all }
  const { row: _row, monthOnly: _monthOnly, standsAs: _standsAs, group: _group, ...items } = draft
  const patch: Patch = { ...items, standing: judged.standing, ...(group && { groupId: group.id, groupName: group.name }) }
  const changes = [...plainFields.filter(field => field !== 'name'), 'idNumber' as const]
    .flatMap(field => (patch[field] === undefined ? [] : [{ field: fieldLabels[field], before: '', after: shownAs(field, patch[field]) }]))
  if (group) changes.push({ field: fieldLabels.group, before: '', after: group.name })
  return { outcome: 'new', memberId: null, version: null, changes, patch, findings: all }
}

const texts: readonly string[] = ['job', 'className', 'address', 'nativePlace', 'grade', 'major', 'sponsors', 'mentors', 'remark']

/** What a sheet that holds the recorded value gives when it is read: full-width brackets or a telephone's dash are no change. */
function asRead(field: (typeof plainFields)[number], recorded: string | null): string | null {
  if (recorded === null) return null
  if (field === 'phone' || field === 'landline') return readPhone({ shown: recorded })?.phone ?? null
  if (field === 'studentNumber') return plainText({ shown: recorded }).replace(/\s/g, '')
  return texts.includes(field) ? plainText({ shown: recorded }) : recorded
}

function compareWith({ draft, idHash, group }: Incoming, person: Recorded, findings: Finding[]): Comparison {
  const patch: Patch = {}
  const changes: Change[] = []
  for (const field of plainFields) {
    const after = draft[field]
    const before = person[field] ?? null
    if (after === undefined || after === before || (isDayField(field) ? sameDate(draft, field, before) : after === asRead(field, before))) continue
    Object.assign(patch, { [field]: after })
    changes.push({ field: fieldLabels[field], before: shownAs(field, before), after: shownAs(field, after) })
  }
  if (idHash !== null && idHash !== person.idHash) {
    patch.idNumber = draft.idNumber!
    changes.push({ field: fieldLabels.idNumber, before: person.idTail ? maskIdTail(person.idTail) : '', after: shownAs('idNumber', draft.idNumber) })
  }
  if (group && group.id !== person.groupId) {
    Object.assign(patch, { groupId: group.id, groupName: group.name })
    changes.push({ field: fieldLabels.group, before: person.groupName ?? '', after: group.name })
  }
  const all = [...findings, ...standsOtherwise(draft, person.axes)]
  if (draft.standing === undefined && patch.fullOn !== undefined && person.standing === 'probationary') {
    patch.standing = 'full'
    changes.push({ field: fieldLabels.standing, before: standings.probationary, after: standings.full })
    all.push(fullByDate)
  }
  all.push(...disagreements(patch, draft, person))
  const refused = all.some(({ level }) => level === 'error')
  return { outcome: refused ? 'refused' : changes.length > 0 ? 'changed' : 'unchanged', memberId: person.id, version: person.version, changes, patch: refused ? {} : patch, findings: all }
}

/** What the sheet says otherwise than the record of 党籍, 失联 and 流动: told, never written, because each is an act with a day and a reason. */
function standsOtherwise({ standsAs = {} }: PersonDraft, axes: Axes = {}): Finding[] {
  const lost = axes.contact?.value === 'lost'
  const away = axes.floating?.value === 'out'
  const membership = axes.membership?.value ?? 'normal'
  const finding = (field: SaidAxis, recorded: string): Finding => ({ field, level: 'warning', found: standsAs[field]!, advice: `名册上是${recorded}。党籍、失联和流动要在电子档案里登记日期和原因，导入不改这一项` })
  return [
    ...(standsAs.partyStatus && (/^停止/.test(standsAs.partyStatus) ? 'suspended' : /^正常/.test(standsAs.partyStatus) ? 'normal' : '') !== membership ? [finding('partyStatus', `党籍${memberships[membership]}`)] : []),
    ...(standsAs.lost && /^是/.test(standsAs.lost) !== lost ? [finding('lost', lost ? '失联' : '没有失联')] : []),
    ...(standsAs.floating && /^是/.test(standsAs.floating) !== away ? [finding('floating', away ? '流出' : '没有流动')] : []),
  ]
}

/** What a row and the record together get wrong, though each may be right by itself. */
function disagreements(patch: Patch, draft: PersonDraft, person: Recorded): Finding[] {
  const findings: Finding[] = []
  if (patch.standing === 'probationary') {
    findings.push({ field: 'standing', level: 'warning', found: standings.probationary, advice: '名册上已是正式党员，将改为预备党员，请核对' })
  }
  const joinedOn = draft.joinedOn ?? person.joinedOn
  const fullOn = draft.fullOn ?? person.fullOn
  if ((patch.joinedOn ?? patch.fullOn) !== undefined && joinedOn && fullOn && (draft.joinedOn === undefined || draft.fullOn === undefined)) {
    const why = whyFullDateWrong(joinedOn, fullOn, { joined: draft.monthOnly.includes('joinedOn'), full: draft.monthOnly.includes('fullOn') })
    if (why) findings.push({ field: draft.fullOn === undefined ? 'joinedOn' : 'fullOn', level: 'error', found: draft.fullOn ?? draft.joinedOn!, advice: `${why}；另一个日期已在名册上，请核对` })
  }
  return findings
}

const numerals = '零一二三四五六七八九十'

/** The party group of a branch that a text names: 第一党小组, 一组 and 1组 are the same; null where the branch has no such group. */
export function groupNamed<G extends { name: string }>(written: string, groups: G[]): G | null {
  const key = (name: string) => name.normalize('NFKC').replace(/\s/g, '').replace(/^第/, '').replace(/(党小组|小组|组)$/, '').replace(/^十([一二三四五六七八九])$/, '1$1').replace(/[零一二三四五六七八九十]/g, digit => String(numerals.indexOf(digit)))
  return groups.find(group => group.name === written) ?? groups.find(group => key(group.name) === key(written)) ?? null
}
