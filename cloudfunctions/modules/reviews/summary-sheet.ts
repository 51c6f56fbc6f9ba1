/** 民主评议情况汇总表: everybody with the counts of each group and the grade, the totals, and where it is signed. */
import { grades, type Decider, type Grade } from '../../../types/contracts/codes'
import { dayInWords } from '../../../types/words'
import type { Review } from '../../platform/documents'
import type { FormRow } from '../../services/form-sheet'
import { decidedOnOf, deciderOf } from '../../services/balloting/graded'
import { isPaper } from '../../services/balloting/opening'
import { excellentCap, excellentGiven, gradeNow, gradesNow } from './grading'
import { whyTold, type Reader } from './people'
import { choicesOf, kindOf, personResult, turnoutsOf, type Counted } from './result'

/** A name that fits a file and a tab. */
export const FORM = '民主评议情况汇总表'
const words = {
  title: '民主评议党员情况汇总表', number: '序号', name: '姓名', score: '加权得分（参考）', grade: '评定等次', reason: '理由', few: '票太少，不单独列出', probationary: '预备党员',
  hash: '票箱指纹', ungraded: '不定等次', leftOut: '这次不评定',
  deciders: { committee: '支部委员会', assembly: '支部党员大会' } satisfies Record<Decider, string>,
  short: { members: '，不足一半', others: '，不足三分之二' }, sign: '党支部书记（签字）：                              （党支部盖章）                              日期：        年      月      日',
}

/** Why somebody has no grade: as it was noted; else whoever was not left out is a 预备党员. */
const whyUngraded = (review: Review, person: Review['people'][number], reader: Reader): string => whyTold(person, reader) ?? (review.leftOut.includes(person.memberId) ? words.leftOut : words.probationary)

/** 党员互评：应参加17人，有效票12张（手机8张；纸质票发出5张，收回5张，有效4张，无效1张），不足一半. */
function groupLine({ group, box, total }: Counted, short: boolean): string {
  const paper = box.paper?.[group.key]
  const phones = total.ballots - total.fromPaper
  const onPaper = paper ? `纸质票发出${paper.issued}张，收回${paper.returned}张，有效${paper.returned - paper.invalid}张，无效${paper.invalid}张` : ''
  const ways = [...(group.entry === 'paper' ? [] : [`手机${phones}张`]), ...(onPaper ? [onPaper] : [])].join('；')
  return `${group.name}：应参加${group.entitled}人，有效票${total.ballots}张（${ways}）${short ? words.short[kindOf(group)] : ''}`
}

const share = (n: number, of: number): string => `${of > 0 ? Math.round((n / of) * 1000) / 10 : 0}%`

/** 评定17人：优秀5人（29.4%），合格12人（70.6%），基本合格0人（0%），不合格0人（0%）. */
function gradesLine(review: Review): string {
  const given = gradesNow(review)
  const parts = (Object.keys(grades) as Grade[]).map(grade => { const n = given.filter(one => one === grade).length; return `${grades[grade]}${n}人（${share(n, given.length)}）` })
  return `评定${given.length}人：${parts.join('，')}`
}

/** Of how many how many are 优秀 as a rule, on whose word; and why there are more. */
function capLines(review: Review): string[] {
  const { most, base, share: part } = excellentCap(review)
  const given = excellentGiven(review)
  const rule = review.excellentShare ? `优秀不超过${base}人的${part}（${most}名），依据：${review.excellentShare.document}` : `优秀一般不超过${base}人的${part}（${most}名）`
  // What a superior has returned later goes by its own document, whether or not a reason was written at publishing.
  const corrected = review.people.flatMap(({ memberId, name }) => {
    const last = review.grades[memberId]?.corrections?.at(-1)
    return last?.to === 'excellent' && review.grades[memberId]!.grade !== 'excellent' ? [`${name}按${last.document}更正为优秀`] : []
  })
  const why = [...(review.excellentReason ? [review.excellentReason] : []), ...corrected].join('；')
  return [rule, ...(given > most ? [`优秀${given}名，多于${most}名，理由：${why}`] : [])]
}

function totals(review: Review, reader: Reader): string[] {
  const { members } = turnoutsOf(review)
  const came = review.attendance ? `${review.attendance.atMeeting ? '到会' : '参加'}有表决权的党员${review.attendance.came}人，应到${review.attendance.of}人；收到党员票${members.ballots}张` : `党员${members.ballots}人，应参加${members.entitled}人`
  const leftOut = review.people.filter(person => !person.graded).map(person => `${person.name}（${whyUngraded(review, person, reader)}）`)
  const corrected = review.people.flatMap(({ memberId, name }) => (review.grades[memberId]?.corrections ?? []).map(({ from, to, reason, on, document }) => `更正：${name}由“${grades[from]}”改为“${grades[to]}”，${dayInWords(on)}，依据：${document}，原因：${reason}`))
  return [
    `党员总数：${review.people.length}人，其中正式党员${review.fullMembers}人`, `参加评议：${came}${members.short ? words.short.members : ''}`,
    gradesLine(review), ...capLines(review), ...(leftOut.length > 0 ? [`不定等次：${leftOut.join('、')}`] : []), ...corrected,
  ]
}

const lines = (texts: string[]): FormRow[] => texts.map(text => ({ kind: 'line', text }))

/** The rows of the form, as who makes it may read them, and how wide its columns are; a group of too few ballots has no counts. */
export function summaryForm(review: Review, all: Counted[], reader: Reader): { rows: FormRow[]; widths: number[] } {
  const choices = choicesOf(review.scale)
  const scores = review.scored ? 1 : 0
  const none = (n: number): null[] => Array.from({ length: n }, () => null)
  const people = review.people.map((person, n): FormRow => {
    const { memberId, name, graded } = person
    const shown = personResult(review, all, memberId)
    const counts = all.flatMap(({ group }): (string | number | null)[] => {
      // A class that does not rate this person leaves its columns empty.
      const part = shown.groups.find(({ key }) => key === group.key)
      if (part && !part.counts) return [words.few, ...none(choices.length - 1)]
      return choices.map(({ key }) => part?.counts?.[key] ?? (part ? 0 : ''))
    })
    const given = review.grades[memberId]
    const outcome = graded ? [given ? grades[gradeNow(given)] : '', given?.corrections?.at(-1)?.reason ?? given?.reason ?? ''] : [words.ungraded, whyUngraded(review, person, reader)]
    return { kind: 'row', cells: [n + 1, name, ...counts, ...(scores ? [shown.score ?? ''] : []), ...outcome] }
  })
  const last = [...(scores ? [words.score] : []), words.grade, words.reason]
  const decidedOn = decidedOnOf(review)
  const turnouts = turnoutsOf(review)
  return {
    rows: [
      { kind: 'title', text: words.title },
      { kind: 'line', text: `支部：${review.organisationName}        年度：${review.year}        评定日期：${decidedOn ? dayInWords(decidedOn) : ''}` },
      ...lines(all.map((counted, n) => groupLine(counted, turnouts.groups[n]!.short))),
      ...lines(all.flatMap(({ group, box }) => (isPaper(group) || !box.fingerprint ? [] : [`${words.hash}（${group.name}）：${box.fingerprint}`]))),
      { kind: 'head', cells: [words.number, words.name, ...all.flatMap(({ group }) => [group.name, ...none(choices.length - 1)]), ...last] },
      { kind: 'head', cells: ['', '', ...all.flatMap(() => choices.map(({ label }) => label)), ...last.map(() => '')] },
      ...people,
      ...lines(totals(review, reader)),
      { kind: 'line', text: `票数供参考，等次由${words.deciders[deciderOf(review)]}研究确定。每位党员只告知本人的等次。` },
      { kind: 'space', text: '' },
      { kind: 'line', text: words.sign },
    ],
    widths: [5, 10, ...all.flatMap(() => choices.map(() => 5)), ...(scores ? [8] : []), 12, 24],
  }
}
