/** Sheets of slips for printing from any browser: on a slip are its code and its number, by which it can be struck when it is lost, or the number and password of a list. Pure. */
import { escaped, printedPage, tag } from '../../services/printed'

export interface Slip { /** The first is 1. They stand in no order on the sheet. */ n: number; image: string }
/** What who stands in a list needs: the own number, and the password that belongs to it. */
export interface Strip { number: string; pin: string }
interface Facts { title: string; organisationName: string; groupName: string }

const words = {
  how: '微信扫一扫，不用登录，只能用一次',
  title: (group: string): string => `${group}投票小票`,
  lead: (organisation: string, group: string, n: number, part: number, parts: number): string => `${organisation}，${group}，${parts > 1 ? `第${part}份，共${parts}份，这一份` : '共'}${n}张。打印后剪开，放进信封，请每人抽一张。谁丢了或被人拍了，凭编号可以划去。作废重来以后，要重新打印。`,
  number: (n: number): string => `编号${n}`,
  pinsTitle: (group: string): string => `${group}密码条`,
  pinsLead: (organisation: string, group: string, n: number): string => `${organisation}，${group}，共${n}条。打印后剪开，按学号发给本人，不要让别人看到密码。作废重来以后，要重新打印。`,
  pinsHow: '微信扫一扫，不用登录，输入学号和密码，只能用一次', listed: '学号', pin: '密码',
}

const style = `@page{size:A4;margin:10mm}body{margin:0;font:12px/1.4 sans-serif;color:#000}h1{font-size:14px;margin:0 0 4mm}
.sheet{display:grid;grid-template-columns:repeat(3,1fr)}
.slip{box-sizing:border-box;height:54mm;padding:3mm;border:1px dashed #999;display:flex;flex-direction:column;align-items:center;justify-content:center;text-align:center;break-inside:avoid}
.slip img{width:32mm;height:32mm}.slip b{margin-top:1mm}
.strip{box-sizing:border-box;height:34mm;padding:2mm 3mm;border:1px dashed #999;display:grid;grid-template-columns:26mm 1fr;gap:3mm;align-items:center;break-inside:avoid}.strip svg{width:26mm;height:26mm}.strip b,.strip span{display:block}.strip em{font:16px monospace}
.pins{display:grid;grid-template-columns:1fr 1fr}.once{position:absolute;width:0;height:0}@media print{h1{display:none}}`

/** The sheet as one HTML file with its pictures inside: fifteen slips on a page of A4, with lines to cut along. */
export function slipSheet(facts: Facts & { slips: Slip[]; part: number; parts: number }): string {
  const slip = ({ n, image }: Slip): string => tag('div', `<img src="${escaped(image)}" alt="">${tag('b', escaped(facts.title))}${tag('span', words.how)}${tag('span', words.number(n))}`, ' class="slip"')
  const body = tag('h1', escaped(words.lead(facts.organisationName, facts.groupName, facts.slips.length, facts.part, facts.parts))) + tag('div', facts.slips.map(slip).join(''), ' class="sheet"')
  return printedPage({ title: words.title(facts.groupName), style, body })
}

/** Numbers and passwords of a list as one HTML file, two beside one another. The code is the same on all and stands in the file once. */
export function pinSheet(facts: Facts & { image: string; strips: Strip[] }): string {
  const code = tag('svg', tag('symbol', `<image href="${escaped(facts.image)}" width="100" height="100"/>`, ' id="code" viewBox="0 0 100 100"'), ' class="once"')
  const said = (name: string, value: string): string => tag('span', `${name} ${tag('em', escaped(value))}`)
  const strip = ({ number, pin }: Strip): string => tag('div', `<svg><use href="#code"/></svg>${tag('div', tag('b', escaped(facts.title)) + said(words.listed, number) + said(words.pin, pin) + tag('span', words.pinsHow))}`, ' class="strip"')
  const body = tag('h1', escaped(words.pinsLead(facts.organisationName, facts.groupName, facts.strips.length))) + code + tag('div', facts.strips.map(strip).join(''), ' class="pins"')
  return printedPage({ title: words.pinsTitle(facts.groupName), style, body })
}
