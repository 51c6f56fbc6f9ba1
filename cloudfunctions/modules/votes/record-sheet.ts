/** 表决结果 for signing: what a resolution has to hold (DOMAIN.md §2, step 15): expected, present, result, day, signatures. Pure. */
import { voteChoices, type VoteKind } from '../../../types/contracts/codes-ballots'
import { dayInWords } from '../../../types/words'
import type { Vote } from '../../platform/documents'
import { dayOf } from '../../platform/time'
import type { Total } from '../../services/balloting/counted'
import { escaped, printedPage, tag } from '../../services/printed'
import { matterOf, outcomeOf, outcomeText } from '../../../types/proposal'
import { OWN_RULE } from './rules'
import { isTooFew } from './views'

/** What a group came to. */
export interface RecordPile { name: string; written: boolean; total: Total }
/** Of a poll: how often each answer was given, and by whom where it is named. */
export interface RecordAnswer { label: string; n: number; names: string[] }
export interface RecordFacts { vote: Vote; expected: number; present: number; piles: RecordPile[]; answers: RecordAnswer[] | null }

const titles: Record<VoteKind, string> = {
  admission: '接收预备党员表决结果', fullMembership: '预备党员转正表决结果', assembly: '支部党员大会表决结果', recommendation: '推优表决结果', poll: '征求意见结果',
}
const words = {
  few: '票太少，不列出各有多少', voided: '作废的投票', gone: '更换的监票人、计票人',
  manner: '表决方式', matter: '表决事项', on: '日期', attendance: '到会', attended: (vote: Vote, expected: number, present: number): string => (vote.kind === 'recommendation' ? `应到${expected}人，实到${present}人` : `应到会有表决权的党员${expected}名，实到${present}名`),
  hash: '票箱指纹', ballots: '选票', opinions: '会前书面意见', papers: ({ issued, returned, invalid }: Total): string => `发出${issued}张，收回${returned}张，有效${returned - invalid}张，无效${invalid}张`,
  sent: ({ returned, invalid }: Total): string => `收到${returned}份，有效${returned - invalid}份`, of: (n: number): string => `（其中书面意见${n}）`,
  head: ['表决对象', voteChoices.inFavour, voteChoices.against, voteChoices.abstain, '需要赞成', '结果'], answers: ['意见', '人数'], names: '姓名', carried: '通过', lost: '没有通过',
  conduct: '主要表现（由支部填写）', result: '结果', consent: '用手机投票，经上级同意', unsigned: '签名', signers: ['主持人', '监票人', '计票人', '支部书记'], foot: '签名后归入会议记录和有关材料。',
}
const style = `@page{size:A4;margin:18mm}body{margin:0;font:14px/1.7 sans-serif;color:#000}h1{font-size:20px;text-align:center;margin:0 0 2mm}h2{font-size:15px;text-align:center;font-weight:normal;margin:0 0 6mm}
table{width:100%;border-collapse:collapse;margin:0 0 5mm}th,td{border:1px solid #000;padding:2mm 3mm;text-align:left;vertical-align:top}th{font-weight:normal;white-space:nowrap;width:26mm}
.counts th,.counts td{text-align:center;width:auto}.conduct td{height:42mm}.signs{display:grid;grid-template-columns:1fr 1fr;gap:9mm 6mm;margin-top:9mm}.signs span{border-bottom:1px solid #000;padding-bottom:1mm}p{margin:0 0 3mm}.foot{margin-top:9mm;font-size:12px}`

/** What the sheet is called: of 转正 by what was asked. */
const titleOfSheet = (vote: Pick<Vote, 'kind' | 'outcome'>): string => (outcomeOf(vote) === 'longer' || outcomeOf(vote) === 'ended' ? `${outcomeText(vote)}表决结果` : titles[vote.kind])

/** How it was held, in words. */
const mannerOf = ({ kind, manner }: Pick<Vote, 'kind' | 'manner'>): string => (manner === 'hands' ? '举手表决' : kind === 'recommendation' || manner === 'phone' ? `无记名投票（${manner === 'paper' ? '纸质票' : '手机'}）` : '无记名投票（纸质票）')

/** What is counted: hands are people's. */
const unitOf = ({ manner }: Pick<Vote, 'manner'>): string => (manner === 'hands' ? '人' : '票')

/** What came of everything that was voted on, in sentences as a resolution has them. */
export function resultOf({ vote, expected, present }: Pick<RecordFacts, 'vote' | 'expected' | 'present'>): string[] {
  if (vote.invalid) return [`这次表决无效：${vote.invalid}。`]
  return (vote.outcomes ?? []).map(({ key, inFavour, against, abstain, written, needed, carried }) => {
    const name = vote.subjects.find(subject => subject.key === key)?.name
    const unit = unitOf(vote)
    const favour = isTooFew(vote) ? words.few : `赞成${inFavour}${unit}${written > 0 ? words.of(written) : ''}，不赞成${against}${unit}，弃权${abstain}${unit}`
    return `${name ? `${name}：` : ''}${words.attended(vote, expected, present)}；${favour}。需要赞成${needed}${unit}（${vote.carriedShare?.rule || OWN_RULE}），${carried ? words.carried : words.lost}。`
  })
}

const cells = (kind: 'th' | 'td', texts: (string | number)[]): string => tag('tr', texts.map(text => tag(kind, escaped(String(text)))).join(''))
const row = (name: string, text: string): string => tag('tr', tag('th', escaped(name)) + tag('td', escaped(text)))

function countsTable({ vote, piles, answers }: RecordFacts): string {
  if (answers) {
    const named = answers.some(({ names }) => names.length > 0)
    return tag('table', cells('th', [...words.answers, ...(named ? [words.names] : [])]) + answers.map(({ label, n, names }) => cells('td', [label, n, ...(named ? [names.join('、')] : [])])).join(''), ' class="counts"')
  }
  const byWritten = (key: string, choice: string): number => piles.filter(({ written }) => written).reduce((n, { total }) => n + (total.answers[key]?.[choice] ?? 0), 0)
  const shown = (key: string, choice: 'inFavour' | 'against' | 'abstain', n: number): string => { if (isTooFew(vote)) return ''; const by = byWritten(key, choice); return `${n}${by > 0 ? words.of(by) : ''}` }
  return tag('table', cells('th', words.head) + (vote.outcomes ?? []).map(({ key, inFavour, against, abstain, needed, carried }) => cells('td', [
    vote.subjects.find(subject => subject.key === key)?.name ?? vote.title, shown(key, 'inFavour', inFavour), shown(key, 'against', against), shown(key, 'abstain', abstain), needed, carried ? words.carried : words.lost,
  ])).join(''), ' class="counts"')
}

/** Rounds before this one that were declared void: by whom, why, by which document, and what they had come to. */
const voidedOf = (vote: Vote): string[] => (vote.voided ?? []).map(({ round, reason, byName, at, consent, outcomes, invalid }) => [
  `第${round}次，${dayInWords(dayOf(at))}由${byName}宣布作废，原因：${reason}`, ...(consent ? [`依据：${consent.superior}，${consent.document}，${dayInWords(consent.day)}`] : []), ...(invalid ? [`这次表决无效：${invalid}`] : []),
  ...(outcomes ?? []).map(({ inFavour, against, abstain, carried }) => `赞成${inFavour}${unitOf(vote)}，不赞成${against}${unitOf(vote)}，弃权${abstain}${unitOf(vote)}，${carried ? words.carried : words.lost}`),
].join('；'))
const goneOf = ({ countersGone = [], round }: Vote): string[] => countersGone.filter(one => one.round === round).map(({ name, byName, at, reason }) => `${name}，${dayInWords(dayOf(at))}由${byName}换下，原因：${reason}`)

/** The sheet as one HTML file. */
export function recordSheet(facts: RecordFacts): string {
  const { vote, expected, present, piles } = facts
  const one = vote.kind === 'admission' || vote.kind === 'fullMembership'
  const rows = [
    row(words.matter, matterOf(vote)), row(words.on, dayInWords(vote.heldDay ?? dayOf(vote.closedAt ?? vote.at))), ...(vote.kind === 'poll' ? [] : [row(words.attendance, words.attended(vote, expected, present)), row(words.manner, mannerOf(vote))]),
    ...(vote.manner === 'hands' ? [] : piles).map(({ name, written, total }) => (written ? row(words.opinions, words.sent(total)) : row(piles.length > 1 ? name : words.ballots, words.papers(total)))),
    ...(vote.consent && vote.manner === 'phone' ? [row(words.consent, `${vote.consent.superior}，${vote.consent.document}，${dayInWords(vote.consent.day)}`)] : []),
    ...(vote.fingerprint ? [row(words.hash, vote.fingerprint)] : []), ...goneOf(vote).map(text => row(words.gone, text)), ...voidedOf(vote).map(text => row(words.voided, text)),
  ]
  const results = resultOf(facts).map(text => tag('p', escaped(text))).join('')
  const conduct = one ? tag('table', row(words.conduct, ''), ' class="conduct"') : ''
  const signs = tag('div', words.signers.map(who => tag('span', escaped(`${who}${words.unsigned}：`))).join(''), ' class="signs"')
  const body = tag('h1', escaped(vote.organisationName)) + tag('h2', escaped(titleOfSheet(vote))) + tag('table', rows.join('')) + countsTable(facts) + results + conduct + signs + tag('p', escaped(words.foot), ' class="foot"')
  return printedPage({ title: `${vote.title} ${titleOfSheet(vote)}`, style, body })
}

/** What the file is called. */
export const recordName = (vote: Pick<Vote, 'kind' | 'title' | 'outcome'>): string[] => [vote.title, vote.kind === 'poll' ? '征求意见结果' : '表决结果']
