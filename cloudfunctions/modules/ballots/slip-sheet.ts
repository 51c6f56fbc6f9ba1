/** A sheet of slips for printing from any browser: nothing on a slip tells it from another but its code. */
import { escaped, printedPage, tag } from '../../services/printed'

export interface Slip { image: string }

const words = {
  how: '微信扫一扫，不用登录，只能用一次',
  title: (group: string): string => `${group}投票小票`,
  lead: (organisation: string, group: string, n: number): string => `${organisation}，${group}，共${n}张。打印后剪开，放进信封，请每人抽一张。`,
}

const style = `@page{size:A4;margin:10mm}body{margin:0;font:12px/1.4 sans-serif;color:#000}h1{font-size:14px;margin:0 0 4mm}
.sheet{display:grid;grid-template-columns:repeat(3,1fr)}
.slip{box-sizing:border-box;height:54mm;padding:3mm;border:1px dashed #999;display:flex;flex-direction:column;align-items:center;justify-content:center;text-align:center;break-inside:avoid}
.slip img{width:32mm;height:32mm}.slip b{margin-top:1mm}@media print{h1{display:none}}`

/** The sheet as one HTML file with its pictures inside: fifteen slips on a page of A4, with lines to cut along. */
export function slipSheet(facts: { title: string; organisationName: string; groupName: string; slips: Slip[] }): string {
  const slip = ({ image }: Slip): string => tag('div', `<img src="${escaped(image)}" alt="">${tag('b', escaped(facts.title))}${tag('span', words.how)}`, ' class="slip"')
  const body = tag('h1', escaped(words.lead(facts.organisationName, facts.groupName, facts.slips.length))) + tag('div', facts.slips.map(slip).join(''), ' class="sheet"')
  return printedPage({ title: words.title(facts.groupName), style, body })
}
