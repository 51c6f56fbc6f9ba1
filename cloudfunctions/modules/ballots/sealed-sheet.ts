/** What lay in a closed box, for the sealed file: in no order, and nothing of it says whose it was. Pure. */
import { escaped, printedPage, tag } from '../../services/printed'

export interface SealedBox {
  organisationName: string
  title: string
  groupName: string
  closedOn: string
  ballots: number
  /** Each ballot as a whole, in an order that chance made; where the pattern of a whole ballot would tell whose it was, none. */
  whole: { answers: { name: string; choice: string }[]; others: string[] }[] | null
  /** Question by question, each list in an order of its own; where ballots stand as a whole, none. */
  lists: { name: string; choices: string[] }[] | null
}

const words = {
  title: '票箱封存清单', other: '另选他人', signed: ['监票人', '计票人', '封存日期'], colon: '：', of: '，',
  lead: (n: number, closedOn: string): string => `手机投的票共${n}张，${closedOn}截止。顺序已经打乱，不表示投票先后，也看不出是谁投的。`,
  lists: '每位同志一列，各自打乱顺序：前后两列里同样位置的，不是同一张票。',
  paper: '纸质票请另行装袋封存。',
}

const style = `@page{size:A4;margin:15mm}body{margin:0;font:13px/1.6 sans-serif;color:#000}h1{font-size:18px;text-align:center;margin:0}h2{font-size:14px;margin:4mm 0 1mm;break-after:avoid}p{margin:1mm 0}.of{text-align:center}
.ballot{border:1px solid #999;padding:1mm 3mm;margin:0 0 2mm;break-inside:avoid}.sheet{display:grid;grid-template-columns:1fr 1fr;gap:2mm}.signs{display:grid;grid-template-columns:1fr 1fr 1fr;gap:6mm;margin-top:12mm}.signs span{border-bottom:1px solid #000}`

const line = (name: string, said: string): string => tag('p', escaped(name + words.colon + said))

/** The sheet as one HTML file. */
export function sealedSheet(box: SealedBox): string {
  const whole = box.whole?.map(({ answers, others }) => tag('div', answers.map(({ name, choice }) => line(name, choice)).join('') + (others.length > 0 ? line(words.other, others.join('、')) : ''), ' class="ballot"'))
  const lists = box.lists?.map(({ name, choices }) => tag('h2', escaped(name)) + tag('p', escaped(choices.join(' '))))
  const head = [
    tag('h1', words.title), tag('p', escaped([box.organisationName, box.title, box.groupName].join(words.of)), ' class="of"'), tag('p', escaped(words.lead(box.ballots, box.closedOn))),
    ...(lists ? [tag('p', words.lists)] : []), tag('p', words.paper),
  ]
  const signs = tag('div', words.signed.map(sign => tag('span', sign + words.colon)).join(''), ' class="signs"')
  return printedPage({ title: words.title, style, body: head.join('') + tag('div', (whole ?? []).join(''), ' class="sheet"') + (lists ?? []).join('') + signs })
}
