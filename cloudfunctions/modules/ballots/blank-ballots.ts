/** Empty ballots for printing from any browser: nothing on a paper tells it from another. Pure. */
import { escaped, printedPage, tag } from '../../services/printed'

export interface BlankBallot {
  organisationName: string
  title: string
  groupName: string
  /** What is put to the vote, in full; empty where the rows say it. */
  matter: string
  /** What the rows are: people, or a matter. */
  rowsAre: 'people' | 'matter'
  questions: string[]
  choices: string[]
  /** What whoever leaves a row blank has chosen. */
  blank: string
  /** Of an election: so many are elected, and so many lines for others stand below. */
  seats: number | null
}

const words = {
  people: '姓名', candidates: '候选人', matter: '事项', other: '另选他人',
  lead: (n: number): string => `共${n}张。打印后沿虚线裁开；投票前请核对张数，没有用的票当场销毁。`,
  mark: (blank: string): string => `每行选一项打“√”，不选的算${blank}。`,
  marks: { one: '选了两项的，这张票无效。', many: (blank: string): string => `一行选了两项的，这一行算${blank}。` },
  others: '不赞成几位，可以在“另选他人”里写上几位的姓名。',
  valid: (n: number): string => `应选${n}人。赞成的和另选的合起来等于或少于${n}人，选票有效；多于${n}人，选票无效。`,
  secret: '不记名：请不要写自己的姓名，不要作记号。',
}

const style = `@page{size:A4;margin:12mm}body{margin:0;font:14px/1.5 sans-serif;color:#000}h1{font-size:14px;margin:0 0 4mm}
.paper{box-sizing:border-box;padding:5mm 4mm;border-bottom:1px dashed #999;break-inside:avoid}.long{break-after:page;break-inside:auto;border:0}
.paper h2{font-size:17px;text-align:center;margin:0}.paper p{margin:1mm 0}.paper .of{text-align:center;margin:0 0 2mm}
table{width:100%;border-collapse:collapse;margin:2mm 0}th,td{border:1px solid #000;height:8mm;padding:0 2mm;text-align:center;font-weight:normal}
th:first-child{width:34%}tr{break-inside:avoid}thead{display:table-header-group}@media print{h1{display:none}}`

/** Rows beyond which a paper has a page of its own. */
const SHORT = 24
/** Lines for others that stand beside one another. */
const BESIDE = 3

/** How a paper is filled in, and when it counts. */
function notesOf({ questions, blank, seats }: BlankBallot): string[] {
  if (seats !== null) return [words.mark(blank) + words.others, words.valid(seats), words.secret]
  return [words.mark(blank) + (questions.length === 1 ? words.marks.one : words.marks.many(blank)), words.secret]
}

const row = (cells: string[], kind: 'th' | 'td'): string => tag('tr', cells.map((cell, n) => tag(n === 0 ? 'th' : kind, escaped(cell))).join(''))

function othersOf(seats: number): string {
  const lines = Array.from({ length: Math.ceil(seats / BESIDE) }, (_none, n) => tag('tr', (n === 0 ? tag('th', words.other, ` rowspan="${Math.ceil(seats / BESIDE)}"`) : '') + tag('td', '').repeat(Math.min(BESIDE, seats - n * BESIDE))))
  return tag('table', lines.join(''), ' class="others"')
}

/** One paper. */
export function blankBallot(ballot: BlankBallot): string {
  const { organisationName, title, groupName, matter, rowsAre, questions, choices, seats } = ballot
  const head = row([seats !== null ? words.candidates : words[rowsAre], ...choices], 'th')
  const table = tag('table', tag('thead', head) + tag('tbody', questions.map(question => row([question, ...choices.map(() => '')], 'td')).join('')))
  const inside = [
    tag('h2', escaped(title)), tag('p', escaped(`${organisationName} ${groupName}`), ' class="of"'), ...(matter ? [tag('p', escaped(matter))] : []),
    table, ...(seats !== null ? [othersOf(seats)] : []), ...notesOf(ballot).map(note => tag('p', escaped(note))),
  ]
  return tag('section', inside.join(''), ` class="paper${questions.length + (seats ?? 0) > SHORT ? ' long' : ''}"`)
}

/** So many papers, all alike, as one HTML file. */
export const blankBallots = (ballot: BlankBallot, copies: number): string =>
  printedPage({ title: ballot.title, style, body: tag('h1', escaped(words.lead(copies))) + blankBallot(ballot).repeat(copies) })

/** Characters that a browser still prints in good time. */
const MOST = 8_000_000
/** How many papers one file holds at most; they are all alike, so that it may be printed again. */
export const mostCopies = (ballot: BlankBallot): number => Math.max(Math.floor(MOST / blankBallot(ballot).length), 1)
