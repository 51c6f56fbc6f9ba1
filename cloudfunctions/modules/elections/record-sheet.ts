/** 选举结果报告 for the organisation above, for signing: who should come and came, the papers, everybody's votes, who is elected and does what (DOMAIN.md §1). Pure. */
import { posts as postLabels } from '../../../types/contracts/codes'
import { electionSteps, exclusions, manners, stepLabel, voteChoices, type ElectionStep } from '../../../types/contracts/codes-ballots'
import { dayInWords } from '../../../types/words'
import type { Election, ElectionBallot, SuperiorConsent } from '../../platform/documents'
import { dayOf } from '../../platform/time'
import { escaped, printedPage, tag } from '../../services/printed'
import { selfCounted } from './checks'
import { isOwnCount, postsGiven } from './choosing'
import { electedOf } from './result'
import { neededToWin, quorumOf, postsVoted } from './rules'
import { goneOf, goneText } from './seating'
import { ballotName } from './setup'

const words = {
  title: (occasion: Election['occasion']): string => (occasion === 'byElection' ? '支部补选结果报告' : '支部换届选举结果报告'),
  to: '报送：',
  steps: '程序', elects: '选举', seats: (election: Election): string => (election.body === 'committee' ? `支部委员会委员，应选${election.seats}人` : `支部${postsVoted(election).map(post => postLabels[post]).join('、')}（不设委员会）${election.seats > 1 ? '，分别投票' : ''}，应选${election.seats}人`),
  attendance: '到会', phones: '用手机投票，经上级同意', attended: ({ expected, present }: ElectionBallot): string => `应到有选举权的党员${expected}名，实到${present}名，达到应到人数的五分之四（至少${quorumOf(expected)}名）`,
  excluded: '不计入应到', consent: '依据', method: '投票方式', on: '日期', papers: '选票', result: '结果', counted: ({ issued, returned, invalid }: NonNullable<ElectionBallot['papers']>): string => `发出${issued}张，收回${returned}张，有效${returned - invalid}张，无效${invalid}张`,
  hash: '票箱指纹', head: ['姓名', voteChoices.inFavour, voteChoices.against, voteChoices.abstain, '结果'], other: '（另选）', won: '当选', needed: (n: number): string => `得赞成票${n}张以上（超过实到人数的一半）的当选。`,
  counters: '录入票数', counter: (names: string): string => `${names}（分别录入，一致）`,
  voided: '作废的投票', void: '作废', by: (name: string, day: string, reason: string): string => `${day}由${name}宣布作废：${reason}`, uncounted: '作废时还没有计票', held: '有效的结果作废，依据',
  selfCounted: (names: string): string => `${names}参加了这次的监票、计票，又被另选当选。`, left: (seats: number, agreed: number, present: number): string => `缺额${seats}名：经大会同意不再选举，到会${present}名中${agreed}名同意。`,
  elected: (names: string): string => `选举结果：${names}当选。`, none: '没有人当选。',
  division: '分工', divided: '职务', votes: '得票', met: (day: string, present: number, voted: string, occasion: Election['occasion']): string => `${day}${occasion === 'byElection' ? '' : '新一届'}委员会会议，到会${present}人，${voted ? `等额选出${voted}，并` : ''}分工如下：`, assembly: '由党员大会选举，职务如下：', entered: (name: string): string => `书记、副书记的得票由${name}登记。`, own: (name: string): string => `书记、副书记的得票由${name}登记；本人当选，支部当时没有其他可以登记的委员。`,
  ask: '以上结果妥否，请批复。', signers: ['大会主持人', '监票人', '计票人', '支部书记'], sign: '签名：', date: '报告日期：',
}
const style = `@page{size:A4;margin:18mm}body{margin:0;font:14px/1.7 sans-serif;color:#000}h1{font-size:20px;text-align:center;margin:0 0 2mm}h2{font-size:15px;margin:6mm 0 2mm}p{margin:0 0 3mm}
table{width:100%;border-collapse:collapse;margin:0 0 4mm}th,td{border:1px solid #000;padding:1.5mm 3mm;text-align:left;vertical-align:top}th{font-weight:normal;white-space:nowrap;width:28mm}
.counts th,.counts td{text-align:center;width:auto}.signs{display:grid;grid-template-columns:1fr 1fr;gap:9mm 6mm;margin-top:9mm}.signs span{border-bottom:1px solid #000;padding-bottom:1mm}`

const row = (name: string, text: string): string => tag('tr', tag('th', escaped(name)) + tag('td', escaped(text)))
const cells = (kind: 'th' | 'td', texts: (string | number)[]): string => tag('tr', texts.map(text => tag(kind, escaped(String(text)))).join(''))
const line = (text: string): string => tag('p', escaped(text))

const basisOf = ({ superior, document, day }: Pick<SuperiorConsent, 'superior' | 'document' | 'day'>): string => `${superior}，${document}，${dayInWords(day)}`

/** What was done before the assembly, each with its day. */
const stepsOf = ({ steps, occasion = 'term' }: Pick<Election, 'steps' | 'occasion'>): string =>
  (Object.keys(electionSteps) as ElectionStep[]).flatMap(step => { const done = steps[step]; return done ? [`${stepLabel(step, occasion)}：${dayInWords(done.day)}${done.note && `（${done.note}）`}`] : [] }).join('；')

/** Everybody's votes as they were counted, whoever is elected. */
function votesTable(ballot: ElectionBallot): string {
  const rows = (ballot.votes ?? []).map(({ key, name, other, inFavour, against, abstain }) => cells('td', [`${name}${other ? words.other : ''}`, inFavour, other ? '' : against, other ? '' : abstain, ballot.elected.includes(key) && ballot.voidReason === null ? words.won : '']))
  return rows.length === 0 ? '' : tag('table', cells('th', words.head) + rows.join(''), ' class="counts"')
}

const countersOf = ({ countedBy = [] }: ElectionBallot): string[] => (countedBy.length > 0 ? [row(words.counters, words.counter(countedBy.map(({ name }) => name).join('、')))] : [])

/** A ballot that was declared void: who did it, why and by what document, and what it had come to. */
function voidPart(ballot: ElectionBallot): string {
  const { heldOn, voidReason, voided, papers, votes, next } = ballot
  const facts = [
    ...(heldOn ? [row(words.on, dayInWords(heldOn))] : []), row(words.void, voided ? words.by(voided.byName, dayInWords(dayOf(voided.at)), voidReason ?? '') : voidReason ?? ''),
    ...(voided?.consent ? [row(words.held, basisOf(voided.consent))] : []), ...(papers ? [row(words.papers, words.counted(papers))] : []), ...countersOf(ballot),
    ...(next?.kind === 'invalid' ? [row(words.result, next.why)] : votes ? [] : [row(words.result, words.uncounted)]),
  ]
  return tag('h2', escaped(words.voided)) + tag('table', facts.join('')) + votesTable(ballot)
}

function ballotPart(ballot: ElectionBallot, n: number): string {
  const facts = [
    ...(ballot.heldOn ? [row(words.on, dayInWords(ballot.heldOn))] : []), row(words.attendance, words.attended(ballot)), row(words.method, manners[ballot.manner]), ...(ballot.papers ? [row(words.papers, words.counted(ballot.papers))] : []), ...countersOf(ballot), ...(ballot.fingerprint ? [row(words.hash, ballot.fingerprint)] : []),
  ]
  const name = ballot.post ? `${ballotName(n)}：${postLabels[ballot.post]}` : ballotName(n)
  return tag('h2', escaped(name)) + tag('table', facts.join('')) + votesTable(ballot) + line(words.needed(neededToWin(ballot.present)))
}

function divisionPart({ body, chosen, chosenOn, chosenBy, occasion }: Election): string {
  if (chosen.length === 0) return ''
  const lead = body === 'committee' ? words.met(dayInWords(chosenOn ?? ''), chosen[0]!.present, [...new Set(chosen.map(({ post }) => post).filter(post => post === 'secretary' || post === 'deputySecretary'))].map(post => postLabels[post]).join('、'), occasion) : words.assembly
  return tag('h2', words.division) + line(lead) + tag('table', cells('th', [words.head[0]!, words.divided, words.votes]) + chosen.map(({ name, post, inFavour }) => cells('td', [name, postLabels[post], inFavour > 0 ? inFavour : ''])).join(''), ' class="counts"')
    + (body === 'committee' && chosenBy ? line(isOwnCount({ body }, chosen, chosenBy.memberId) ? words.own(chosenBy.name) : words.entered(chosenBy.name)) : '')
}

/** The report as one HTML file. */
export function recordSheet(election: Election, superior: string): string {
  const { excluded, exclusionConsent, consent, left } = election
  const facts = [
    row(words.elects, words.seats(election)), row(words.steps, stepsOf(election)),
    ...(consent && election.ballots.some(({ manner, voidReason }) => manner === 'phone' && voidReason === null) ? [row(words.phones, basisOf(consent))] : []),
    ...(excluded.length > 0 && exclusionConsent ? [row(words.excluded, excluded.map(({ name, why }) => `${name}（${exclusions[why]}）`).join('、')), row(words.consent, basisOf(exclusionConsent))] : []),
  ]
  const names = electedOf(election).map(({ name, inFavour }) => `${name}（${inFavour}票）`).join('、')
  const voided = election.ballots.filter(({ voidReason }) => voidReason !== null).map(voidPart)
  const counted = selfCounted(election).join('、')
  const title = words.title(election.occasion)
  const body = tag('h1', escaped(election.organisationName)) + tag('h1', escaped(title)) + (superior ? line(words.to + superior) : '') + tag('table', facts.join(''))
    + election.ballots.filter(({ voidReason, next }) => voidReason === null && next !== null).map((ballot, n) => ballotPart(ballot, n + 1)).join('') + voided.join('')
    + line(names ? words.elected(names) : words.none) + goneOf(election).map(one => line(`${goneText(one)}。`)).join('') + (counted ? line(words.selfCounted(counted)) : '') + (left ? line(words.left(left.seats, left.agreed, left.present)) : '') + divisionPart({ ...election, chosen: postsGiven(election) }) + (superior ? line(words.ask) : '')
    + tag('div', [...words.signers.map(who => who + words.sign), words.date].map(text => tag('span', escaped(text))).join(''), ' class="signs"')
  return printedPage({ title: `${election.title} ${title}`, style, body })
}

/** What the file is called. */
export const recordName = (election: Pick<Election, 'organisationName' | 'occasion'>): string[] => [election.organisationName, words.title(election.occasion)]
