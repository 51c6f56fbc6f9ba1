import { guestsIn, isAnswerAlone, remarkStart, whatIsSaid, type Said } from './words'

/** One entry as it stands in the pasted text; whose it is, the roster says (match.ts). */
export interface Entry {
  /** The entry's place among all entries, from 1. */
  n: number
  raw: string
  /** What may be a name, remarks taken off; empty where somebody only answered. */
  nickname: string
  note: string
  said: Said
  guests: number
  /** Numbered, or with a `+1`: surely an entry. Any other line is one only if the roster knows the name. */
  sure: boolean
  numbered: boolean
  /** Counts how often the numbering began again at 1: an agenda above the chain is a block of its own. */
  block: number
}
export interface Chain {
  title: string
  /** How many lines were pasted, empty ones left out: the measure of what is too long. */
  found: number
  entries: Entry[]
}

/** At most so many lines are read at once. */
export const MAX_LINES = 500
/** A line is read this far: a whole chain on one line fits, and no line makes the reading slow. */
const MAX_LINE = 20_000

const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\u20e3]|[\u{e0000}-\u{e007f}]/gu
/** Pictures, and those that WeChat writes as words when they are copied. */
const EMOJI = /(?![✓✔☑✅√])\p{Extended_Pictographic}|[\u{1f1e6}-\u{1f1ff}\u{1f3fb}-\u{1f3ff}]|\[(?:强|赞|玫瑰|抱拳|握手|鼓掌|庆祝|太阳|爱心|呲牙|愉快|憨笑|微笑|好的|加油|OK|耶|胜利|拥抱|旺柴|烟花|红包|发|福|奋斗|调皮|害羞|合十|咖啡|蛋糕|礼物|偷笑|可爱|爱你|嘿哈)\]/giu
const DATE = /\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?/g
const EXAMPLE = /^(?:例|示例|样例|例如|比如|格式|模板|参考)(?:\s|[::.、]|$|\d)/
const DIRECTIVE = /^[#＃]?\s*(?:群|报名|活动)?(?:接龙|接力|group\s*(?:note|solitaire))\s*[::]?\s*/i
const NUMBERED = /^[([{【<]?\s*(?:no\.?|第)?\s*(\d{1,3})\s*[)\]}】>]?(?:\s*([.、,:;)。·~_—-]+)\s*|(?=[\p{Script=Han}A-Za-z@+(「『"“<【✓✔☑✅√])|(\s+|$))/iu
/** What follows a number that counts no line: a month, a class, a time, a sum. */
const UNIT = /^(?:[月日号年点时分秒级班届期支组栋楼层室教元块人个位名次天岁%]|st|nd|rd|th)/

/** A number that goes on behind its dot; not the number of a class or branch. */
const IN_NUMBER = /^\d(?!\d{0,3} ?[班支级组届系])/

/** One form for what looks the same: full-width, circled and enclosed digits and signs, spaces; what cannot be seen is dropped. */
function normalise(text: string): string[] {
  return text.replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n').replace(/🔟/gu, '10').replace(INVISIBLE, '').normalize('NFKC').replace(/[^\S\n]+/g, ' ')
    .split('\n')
}

interface Part { text: string; raw: string }
/** The lines that hold anything, each beside what was really pasted: the former are read, the latter is shown. */
function linesOf(text: string): Part[] {
  const raws = text.split(/\r\n?|[\n\u2028\u2029\u0085]/)
  return normalise(text).map((line, i) => ({ text: line.trim().slice(0, MAX_LINE), raw: (raws[i] ?? line).replace(INVISIBLE, '').trim() })).filter(line => line.text)
}

function markerOf(line: string): { number: number; rest: string } | null {
  const hit = NUMBERED.exec(line)
  if (!hit) return null
  const rest = line.slice(hit[0].length)
  const [, number, sign, space] = hit
  // 11.20, 14:30 and 3-4 are dates, times and ranges, though 9.13支 is a ninth line; 20级 and 11月 are a class and a month.
  if (sign !== undefined && /^[.:,~·—-]$/.test(sign) && IN_NUMBER.test(rest)) return null
  if (sign === undefined && space === undefined && UNIT.test(rest)) return null
  return { number: Number(number), rest: rest.trim() }
}

/** `1.王建国 2.李秀英` on one line becomes two: only where the numbers run on by one, so that a number in a remark splits nothing. */
function splitLine(whole: Part): Part[] {
  const texts = splitText(whole.text)
  return texts.length === 1 ? [whole] : texts.map(text => ({ text, raw: text }))
}

function splitText(line: string): string[] {
  const parts: string[] = []
  let rest = line
  let next = (markerOf(line)?.number ?? 0) + 1
  if (next === 1) {
    const first = /(?<=^|[\s:])1\s*[.、)](?!\d(?!\d{0,3} ?[班支级组届系]))(?=.*2\s*[.、)])/.exec(line)
    if (!first) return [line]
    parts.push(line.slice(0, first.index))
    rest = line.slice(first.index)
    next = 2
  }
  for (;; next++) {
    const hit = new RegExp(`(?<![\\d.])${next}\\s*[.、)](?!\\d(?!\\d{0,3} ?[班支级组届系]))`).exec(rest.slice(1))
    if (!hit) return [...parts, rest].map(part => part.trim()).filter(Boolean)
    parts.push(rest.slice(0, hit.index + 1))
    rest = rest.slice(hit.index + 1)
  }
}

const PLUS = /\+\s*([一两二三四五六七八九十]|\d{1,2})(?!\d)/
const TICKS = /[✓✔☑✅√]/g
const WORD = /(?:[^\s,;()[\]{}<>|/\\。!?、"'“”‘’「」『』【】《》~*=#&:]|(?<=\d):(?=\d))+/g
const EDGES = /^[-—_.·]+|[-—_.·+]+$/g

/** Takes an entry apart: what may be a name, what is a remark, what it says, and the number after a plus sign. */
function takeApart(text: string) {
  const bare = text.slice(0, 300).replace(EMOJI, ' ').replace(DATE, ' ').replace(/@/g, ' ')
  const plusSign = PLUS.exec(bare)
  const rest = bare.replace(PLUS, ' ')
  // A tick beside a name says no more than the line itself; alone it is an answer.
  const plain = rest.replace(TICKS, ' ').trim() ? rest.replace(TICKS, ' ') : rest
  const name: string[] = []
  let note = ''
  for (const hit of plain.matchAll(WORD)) {
    const word = hit[0].replace(EDGES, '')
    const from = remarkStart(hit[0])
    if (from > 0) name.push(hit[0].slice(0, from).replace(EDGES, ''))
    else if (!isRemark(word, from, name.length === 0 && hit[0].length < plain.trim().length)) {
      name.push(word)
      continue
    }
    note = plain.slice(hit.index + Math.max(from, 0)).trim()
    break
  }
  const said = whatIsSaid(note)
  // A plain yes is the answer itself, not a remark worth keeping.
  const isPlain = said === 'yes' && (note.match(WORD) ?? []).every(isAnswerAlone)
  return {
    nickname: name.filter(Boolean).join(' ').slice(0, 40).trim(), note: isPlain ? '' : tidy(note), said, plus: plusSign ? guestsIn(`带${plusSign[1]}人`) : 0,
  }
}

/** A remark as it is kept: without the bracket or full stop that closed it, with Chinese commas, at most 100 characters. */
const tidy = (note: string): string =>
  (note.includes('(') ? note : note.replaceAll(')', '')).replace(/[\s\]}>。.,;]+$/, '').replace(/ ?, ?/g, '，').slice(0, 100)

/** Whether a whole word is a remark; a first word that could be an answer or a nickname (`好的 张伟`) is left to the roster. */
const isRemark = (word: string, from: number, first: boolean): boolean =>
  from === 0 || guestsIn(word) > 0 || /^\d{1,2}(?::\d\d|点|分钟|人)/.test(word) || (!first && (isAnswerAlone(word) || whatIsSaid(word) !== 'nothing'))

const couldBeNickname = (text: string): boolean => /^[\p{Script=Han}·A-Za-z][\p{Script=Han}·A-Za-z0-9 -]{0,14}$/u.test(text)

type Found = Omit<Entry, 'n' | 'guests'> & { plus: number }

/** Copied chat has the name on one line and what it said on the next: joins the second to the first. */
function joinAnswer(before: Found | undefined, said: Pick<Found, 'note' | 'said' | 'plus'>, raw: string): boolean {
  if (!before || before.sure || before.said !== 'nothing' || before.plus > 0) return false
  Object.assign(before, said, { said: said.said === 'nothing' ? 'yes' : said.said, raw: `${before.raw} ${raw}`, sure: said.plus > 0 && couldBeNickname(before.nickname) })
  return true
}

/**
 * Reads a pasted 接龙 as people really write it. Never throws, names nobody: it only says what each entry holds.
 * A `+1` behind a numbered name is one more person, since the number already counts the writer in; it is the answer
 * itself where the line has no number, where the example asks for 姓名+人数, or where most lines carry one.
 */
export function parseChain(text: string): Chain {
  const lines = linesOf(text)
  if (lines.length > MAX_LINES) return { title: '', found: lines.length, entries: [] }
  const examples = lines.filter(line => EXAMPLE.test(line.text))
  const parts = lines.filter(line => !EXAMPLE.test(line.text)).flatMap(splitLine)
  const firstNumbered = parts.findIndex(part => markerOf(part.text)?.rest)
  const headers: string[] = []
  const found: Found[] = []
  let block = 0

  for (const [i, part] of parts.entries()) {
    const marker = markerOf(part.text)
    if (!marker && (i < firstNumbered || DIRECTIVE.test(part.text))) {
      headers.push(part.raw.replace(DIRECTIVE, '').trim())
      continue
    }
    if (marker?.number === 1) block++
    const { nickname, note, said, plus } = takeApart(marker ? marker.rest : part.text)
    if (!nickname && said === 'nothing' && plus === 0) continue
    if (!marker && !nickname && (joinAnswer(found.at(-1), { note, said, plus }, part.raw) || plus === 0 || note)) continue
    const sure = marker !== null || (plus > 0 && part.text.length <= 30 && (!nickname || couldBeNickname(nickname)))
    found.push({ raw: part.raw.slice(0, 200), nickname, note, said, plus, sure, block, numbered: marker !== null })
  }

  const numbered = found.filter(entry => entry.numbered)
  const plusMeansHeads = examples.some(example => /\+\s*(?:人数|1)/.test(example.text))
    || (numbered.length >= 3 && numbered.filter(entry => entry.plus > 0).length * 2 > numbered.length)
  const entries = found.map(({ plus, ...entry }, i) => ({
    ...entry, n: i + 1,
    guests: Math.min(guestsIn(entry.note) || (entry.numbered && !plusMeansHeads ? plus : Math.max(plus - 1, 0)), 20),
  }))
  return { title: (headers.find(Boolean) ?? '').slice(0, 100), found: Math.max(lines.length, entries.length), entries }
}
