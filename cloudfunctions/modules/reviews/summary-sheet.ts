/** 民主评议情况汇总表: everybody with the counts of each group and the grade, as the customary form has it. */
import { grades } from '../../../types/contracts/codes'
import type { Review } from '../../platform/documents'
import { choicesOf, personResult, type Counted } from './result'

const words = { title: '民主评议党员情况汇总表', unit: '支部：', of: '年度：', number: '序号', name: '姓名', score: '加权得分（参考）', grade: '评定等次', reason: '理由', ungraded: '预备党员，不定等次', few: '票太少，不单独列出', turnout: (n: number, of: number): string => `${n}/${of}人`, foot: '票数供参考，等次由支部委员会研究确定。每位党员只告知本人的等次。' }

/** The rows of the form; a group of too few ballots has no counts. */
export function summaryRows(review: Review, all: Counted[]): (string | number)[][] {
  const choices = choicesOf(review.scale)
  const heads = all.flatMap(({ group }) => choices.map(({ label }) => `${group.name}${label}`))
  const rows = review.people.map(({ memberId, name, graded }, n) => {
    const shown = personResult(review, all, memberId)
    const counts = all.flatMap(({ group }) => {
      // A class that does not rate this person leaves its columns empty.
      const part = shown.groups.find(({ key }) => key === group.key)
      return choices.map(({ key }, i): string | number => (part?.counts ? part.counts[key] ?? 0 : part && i === 0 ? words.few : ''))
    })
    const given = review.grades[memberId]
    return [n + 1, name, ...counts, ...(review.scored ? [shown.score ?? ''] : []), graded ? (given ? grades[given.grade] : '') : words.ungraded, given?.reason ?? '']
  })
  const turnout = all.map(({ group, total }) => `${group.name}${words.turnout(total.ballots, group.entitled)}`)
  return [[words.title], [words.unit + review.organisationName, words.of + String(review.year), ...turnout], [words.number, words.name, ...heads, ...(review.scored ? [words.score] : []), words.grade, words.reason], ...rows, [words.foot]]
}

/** The form as an .xlsx: every text in a text cell, so that nothing a person wrote is ever computed. */
export async function summaryWorkbook(rows: (string | number)[][]): Promise<Buffer> {
  const { utils, write } = await import('@e965/xlsx')
  const sheet = utils.aoa_to_sheet(rows.map(row => row.map(value => (typeof value === 'number' ? { t: 'n', v: value } : { t: 's', v: value, z: '@' }))))
  const last = Math.max(...rows.map(row => row.length)) - 1
  sheet['!merges'] = [0, rows.length - 1].map(row => ({ s: { r: row, c: 0 }, e: { r: row, c: last } }))
  sheet['!cols'] = Array.from({ length: last + 1 }, (_none, c) => ({ wch: c === 1 ? 12 : 10 }))
  return Buffer.from(write({ SheetNames: [words.title], Sheets: { [words.title]: sheet } }, { type: 'buffer', bookType: 'xlsx', bookSST: true, compression: true }) as Uint8Array)
}
