/** 民主评议情况汇总表: what goes upward with it, and the right words for everybody on it. */
import { countedIn } from '../../cloudfunctions/modules/reviews/result'
import { summaryForm } from '../../cloudfunctions/modules/reviews/summary-sheet'
import type { BallotGroup, Review } from '../../cloudfunctions/platform/documents'
import { formWorkbook, type FormRow } from '../../cloudfunctions/services/form-sheet'

/** Who keeps the roster reads every reason. */
const keeper = { keeps: true, memberId: '' }
const choices = ['excellent', 'good', 'fair', 'poor', 'unknown', 'abstain']
const people: Review['people'] = [
  ...['甲', '乙', '丙', '丁', '戊', '己'].map(name => ({ memberId: name, name, graded: true })),
  { memberId: '庚', name: '庚', graded: false, why: '这次不评定：长期在外' }, { memberId: '辛', name: '辛', graded: false }, { memberId: '壬', name: '壬', graded: false },
]
const counts = (part: Record<string, number>): Record<string, number> => ({ ...Object.fromEntries(choices.map(key => [key, 0])), ...part })

function counted(group: BallotGroup, phones: number, paper: { issued: number; returned: number; invalid: number } | null) {
  const answers = (n: number) => Object.fromEntries(people.filter(one => one.graded).map(({ memberId }) => [memberId, counts({ excellent: n })]))
  return countedIn(group, {
    asked: { questions: people.filter(one => one.graded).map(({ memberId, name }) => ({ key: memberId, name })), choices, blank: 'abstain' }, fingerprint: '',
    tally: { [group.key]: { ballots: phones, answers: answers(phones), others: {} } }, paper: { [group.key]: paper && { ...paper, answers: answers(paper.returned - paper.invalid), others: {} } },
  })
}

const members: BallotGroup = { key: 'members', name: '党员互评', entry: 'roster', entitled: 9, rates: null }
const teachers: BallotGroup = { key: 'a', name: '任课教师', entry: 'paper', entitled: 9, rates: null }
const given = (grade: 'excellent' | 'good', reason = ''): Review['grades'][string] => ({ grade, reason, byName: '书记', at: new Date(0) })
const review = {
  organisationName: '示例党支部', year: 2026, scale: 'grades', scored: false, people, leftOut: ['壬'], fullMembers: 8, excellentBase: 'fullMembers', groups: [members, teachers], ballots: { members: 4, a: 5 },
  grades: { 甲: given('excellent'), 乙: given('excellent'), 丙: { ...given('good', '优秀名额所限'), corrections: [{ from: 'good', to: 'excellent', reason: '上级退回', on: '2026-12-28', document: '示例组发〔2026〕9号', byName: '书记', at: new Date(0), tap: '1' }] }, 丁: given('good'), 戊: given('good'), 己: given('good') },
  excellentReason: '上级表扬的集体', decidedOn: '2026-12-20', publishedAt: new Date('2026-12-21T02:00:00Z'), state: 'published',
} as unknown as Review
const all = [counted(members, 4, null), counted(teachers, 0, { issued: 8, returned: 7, invalid: 2 })]
const linesOf = (rows: FormRow[]) => rows.flatMap(row => ('text' in row ? [row.text] : []))
const rowOf = (rows: FormRow[], name: string) => rows.flatMap(row => ('cells' in row && row.cells[1] === name ? [row.cells] : []))[0]!

test('what goes upward: who took part on phones and on paper, the totals and shares, on whose word, and where it is signed', () => {
  expect(linesOf(summaryForm(review, all, keeper).rows)).toEqual([
    '民主评议党员情况汇总表', '支部：示例党支部        年度：2026        评定日期：2026年12月20日',
    '党员互评：应参加9人，有效票4张（手机4张），不足一半', '任课教师：应参加9人，有效票5张（纸质票发出8张，收回7张，有效5张，无效2张），不足三分之二',
    '党员总数：9人，其中正式党员8人', '参加评议：党员4人，应参加9人，不足一半', '评定6人：优秀3人（50%），合格3人（50%），基本合格0人（0%），不合格0人（0%）',
    '优秀一般不超过8人的三分之一（2名）', '优秀3名，多于2名，理由：上级表扬的集体；丙按示例组发〔2026〕9号更正为优秀', '不定等次：庚（这次不评定：长期在外）、辛（预备党员）、壬（这次不评定）',
    '更正：丙由“合格”改为“优秀”，2026年12月28日，依据：示例组发〔2026〕9号，原因：上级退回',
    '票数供参考，等次由支部委员会研究确定。每位党员只告知本人的等次。', '', expect.stringMatching(/党支部书记（签字）.*党支部盖章.*年.*月.*日/),
  ])
})

test('another share by a superior\'s document; a branch without a committee; who came of those with a vote', () => {
  const texts = linesOf(summaryForm({ ...review, fullMembers: 6, excellentShare: { percent: 50, document: '示例组发〔2026〕1号' }, attendance: { came: 3, of: 6, atMeeting: true } }, all, keeper).rows)
  expect(texts).toEqual(expect.arrayContaining(['优秀不超过6人的50%（3名），依据：示例组发〔2026〕1号', '票数供参考，等次由支部党员大会研究确定。每位党员只告知本人的等次。', '参加评议：到会有表决权的党员3人，应到6人；收到党员票4张']))
  expect(texts.some(text => text.includes('多于'))).toBe(false)
})

test('the valid grade stands beside a person; who is not graded has the right words; a few ballots have none', () => {
  const { rows, widths } = summaryForm(review, all, keeper)
  expect(rowOf(rows, '丙').slice(-2)).toEqual(['优秀', '上级退回'])
  expect(rowOf(rows, '甲').slice(2)).toEqual(['票太少，不单独列出', null, null, null, null, null, 5, 0, 0, 0, 0, 0, '优秀', ''])
  expect(['庚', '辛', '壬'].map(name => rowOf(rows, name).slice(-2))).toEqual([['不定等次', '这次不评定：长期在外'], ['不定等次', '预备党员'], ['不定等次', '这次不评定']])
  expect(rows.every(row => !('cells' in row) || row.cells.length === widths.length)).toBe(true)
})

test('more are 优秀 than the share by what was corrected: the documents are the reason', () => {
  const without = { ...review, excellentReason: '' }
  expect(linesOf(summaryForm(without, all, keeper).rows)).toContain('优秀3名，多于2名，理由：丙按示例组发〔2026〕9号更正为优秀')
  expect(linesOf(summaryForm({ ...without, fullMembers: 9 }, all, keeper).rows).some(text => text.includes('多于'))).toBe(false)
})

test('a reason that is in the dossier is on the form of who keeps the roster alone', () => {
  const disciplined = { ...review, people: people.map(one => (one.name === '庚' ? { ...one, why: '留党察看' } : one)) }
  const made = (reader: typeof keeper) => { const { rows } = summaryForm(disciplined, all, reader); return [rowOf(rows, '庚').slice(-2), JSON.stringify(rows).includes('留党察看')] }
  expect(made(keeper)).toEqual([['不定等次', '留党察看'], true])
  expect(made({ keeps: false, memberId: '甲' })).toEqual([['不定等次', '这次不评定'], false])
})

test('as a file it is ruled, fits a page in width, and computes nothing', async () => {
  const { CFB, read, utils } = await import('@e965/xlsx')
  const { rows, widths } = summaryForm({ ...review, people: people.map(one => (one.name === '丁' ? { ...one, name: '=1+1' } : one)) }, all, keeper)
  const bytes = await formWorkbook('汇总表', rows, widths)
  const book = read(bytes, { cellFormula: true })
  const cells = utils.sheet_to_json<unknown[]>(book.Sheets['汇总表']!, { header: 1, defval: '' })
  expect(cells.find(row => row[1] === '=1+1')).toBeTruthy()
  expect(Object.values(book.Sheets['汇总表']!).some(cell => typeof cell === 'object' && cell !== null && 'f' in cell)).toBe(false)
  const part = (name: string) => Buffer.from((CFB.find(CFB.read(bytes, { type: 'buffer' }), name) as { content: Uint8Array }).content).toString('utf8')
  expect(part('/xl/worksheets/sheet1.xml')).toMatch(/orientation="landscape" fitToWidth="1"/)
  expect(part('/xl/styles.xml')).toContain('style="thin"')
})
