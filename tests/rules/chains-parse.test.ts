import fc from 'fast-check'
import { MAX_LINES, parseChain } from '../../cloudfunctions/modules/chains/parse'
import { guestsIn, whatIsSaid } from '../../cloudfunctions/modules/chains/words'

const only = (text: string) => {
  const { entries } = parseChain(text)
  expect(entries).toHaveLength(1)
  return entries[0]!
}

describe('one numbered line, as people write it', () => {
  it.each([
    ['1. 王建国', '王建国'], ['2、李秀英', '李秀英'], ['3.张 伟', '张 伟'], ['4）小李（参加）', '小李'], ['5 赵敏', '赵敏'], ['6王五', '王五'], ['6周伟', '周伟'],
    ['７．软件1班-小王', '软件1班-小王'], ['8: 建国', '建国'], ['9、王建国 13支', '王建国 13支'], ['⑦ @陈静 🌸', '陈静'], ['(12)王建国', '王建国'], ['12)王建国', '王建国'],
    ['1️⃣ 王建国', '王建国'], ['🔟 王建国', '王建国'], ['１０　王　建国', '王 建国'], ['No.3 王建国', '王建国'], ['3-王建国', '王建国'], ['3—王建国', '王建国'], ['\u200b3.\u200b王\u200b建国\ufeff', '王建国'],
    ['3. 🎉王建国🎉[玫瑰]', '王建国'], ['3. [玫瑰]王建国', '王建国'], ['3. 阿依古丽·买买提', '阿依古丽·买买提'], ['3. 王建国，收到', '王建国'], ['3. 王建国✅', '王建国'], ['3. （软件1班）王建国', '软件1班 王建国'],
    ['3. wangjianguo', 'wangjianguo'], ['3. “王建国”', '王建国'], ['3. +1', ''], ['3. 收到', ''],
  ])('%s', (text, nickname) => { expect(only(text)).toMatchObject({ nickname, note: '', sure: true }) })

  it.each(['6.', '6. ', '６、', '（7）', '8', '', '   ', '\u200b', '—', '例 王建国 参加', '例：1. 张三 2. 李四', '例1. 张三', '格式：姓名+人数', '#接龙', '＃接龙', '接龙', '#Group Note'])('%s holds nobody', text => {
    expect(parseChain(text).entries).toEqual([])
  })

  it.each([
    ['李秀英 请假，出差', '李秀英', '请假，出差', 'no'], ['李秀英请假', '李秀英', '请假', 'no'], ['李秀英（请病假）', '李秀英', '请病假', 'no'], ['李秀英-请假', '李秀英', '请假', 'no'], ['李秀英 来不了', '李秀英', '来不了', 'no'],
    ['李秀英 有事', '李秀英', '有事', 'no'], ['李秀英，因出差不能参加。', '李秀英', '因出差不能参加', 'no'], ['李秀英 有事晚到', '李秀英', '有事晚到', 'yes'], ['李秀英 晚到10分钟', '李秀英', '晚到10分钟', 'yes'],
    ['李秀英 18:30到', '李秀英', '18:30到', 'nothing'], ['李秀英 待定', '李秀英', '待定', 'undecided'], ['李秀英 可能来不了', '李秀英', '可能来不了', 'undecided'], ['李秀英 可能晚到', '李秀英', '可能晚到', 'yes'],
    ['李秀英 取消请假', '李秀英', '取消请假', 'yes'], ['李秀英 参加，聚餐不去', '李秀英', '参加，聚餐不去', 'yes'], ['李秀英 我参加', '李秀英', '', 'yes'], ['李秀英：收到，谢谢', '李秀英', '', 'yes'], ['李秀英 取消', '李秀英', '取消', 'no'],
    ['李秀英 线上参加', '李秀英', '线上参加', 'yes'], ['软件1班 李秀英 有课，去不了', '软件1班 李秀英', '有课，去不了', 'no'],
  ])('1. %s', (text, nickname, note, said) => { expect(only(`1. ${text}`)).toMatchObject({ nickname, note, said }) })
})

describe('how many come along', () => {
  it.each([
    ['5. 赵敏+1', 1], ['5. 赵敏 ＋ ２', 2], ['5. 赵敏+两', 2], ['赵敏 +1', 0], ['赵敏 +2', 1], ['5. 赵敏 带2个人', 2], ['5. 赵敏（带孩子）', 1], ['5. 赵敏 共3人', 2], ['5. 赵敏+99', 20], ['5. 赵敏', 0],
  ])('%s: %s', (text, guests) => { expect(only(text)).toMatchObject({ nickname: '赵敏', guests }) })
  it('reads +1 as the answer itself where the example asks for 姓名+人数, or most lines carry one', () => {
    expect(parseChain('例 姓名+人数\n1. 赵敏+1\n2. 王建国+2').entries.map(entry => entry.guests)).toEqual([0, 1])
    expect(parseChain('1. 赵敏+1\n2. 王建国+1\n3. 李秀英').entries.map(entry => entry.guests)).toEqual([0, 0, 0])
    expect(parseChain('1. 赵敏+1\n2. 王建国\n3. 李秀英').entries.map(entry => entry.guests)).toEqual([1, 0, 0])
  })
  it.each([['带十个人', 10], ['带家属', 1], ['一共两人', 1], ['共1人', 0], ['出差', 0]])('%s: %s', (remark, guests) => { expect(guestsIn(remark)).toBe(guests) })
})

describe('what a remark says', () => {
  it.each([
    ['不参加', 'no'], ['参加不了', 'no'], ['无法到场', 'no'], ['请公假', 'no'], ['生病', 'no'], ['不可以', 'no'], ['不行', 'no'], ['有会，晚点到', 'yes'], ['不请假', 'yes'], ['可以', 'yes'], ['OK', 'yes'], ['√', 'yes'], ['不确定', 'undecided'],
    ['不一定能来', 'undecided'], ['13支', 'nothing'], ['', 'nothing'], ['  ', 'nothing'],
  ])('%s: %s', (remark, said) => { expect(whatIsSaid(remark)).toBe(said) })
})

describe('lines', () => {
  it('splits several numbers on one line, and only numbers that run on', () => {
    const names = (text: string) => parseChain(text).entries.map(entry => entry.nickname)
    expect(names('1.王建国 2.李秀英 3、张伟')).toEqual(['王建国', '李秀英', '张伟'])
    expect(names('1.王建国2.李秀英3.张伟')).toEqual(['王建国', '李秀英', '张伟'])
    expect(names('接龙 1.王建国 2.李秀英')).toEqual(['王建国', '李秀英'])
    expect(names('1. 王建国 带2.5升水')).toEqual(['王建国'])
    expect(names('1. 王建国 5. 李秀英')).toHaveLength(1)
  })
  it('takes the question above for a title, and no date, time or class for a number', () => {
    const chain = parseChain('#接龙\r\n周五主题党日，请报名\r\n11月20日 14:30\r\n14:30 教学楼集合\r\n11.20前接龙\r\n20级参加\r\n\r\n1. 王建国\r\n2. 李秀英\r\n')
    expect(chain.title).toBe('周五主题党日，请报名')
    expect(chain.entries.map(entry => entry.nickname)).toEqual(['王建国', '李秀英'])
  })
  it('takes the title behind the sign as well', () => { expect(parseChain('＃接龙 周五主题党日\n1. 王建国').title).toBe('周五主题党日') })
  it('joins copied chat, where the name stands above what was said', () => {
    expect(parseChain('张伟 2026/11/20 9:01\n+1\n李娜\n收到\n赵敏\n请假').entries.map(entry => [entry.nickname, entry.said])).toEqual([['张伟', 'yes'], ['李娜', 'yes'], ['赵敏', 'no']])
  })
  it('keeps a +1 that names nobody', () => { expect(only('+1')).toMatchObject({ nickname: '', sure: true, guests: 0 }) })
  it('numbers the entries from 1 and shows each as it was pasted', () => {
    expect(parseChain('1、王建国（１３支）\n\n2、李秀英').entries.map(entry => [entry.n, entry.raw])).toEqual([[1, '1、王建国（１３支）'], [2, '2、李秀英']])
  })
  it(`reads ${MAX_LINES} lines and not one more`, () => {
    const lines = (n: number) => Array.from({ length: n }, (_, i) => `${i + 1}. 王建国`).join('\n')
    expect(parseChain(lines(MAX_LINES)).entries).toHaveLength(MAX_LINES)
    expect(parseChain(lines(MAX_LINES + 1))).toMatchObject({ found: MAX_LINES + 1, entries: [] })
    expect(parseChain(lines(2000)).found).toBe(2000)
    expect(parseChain(lines(MAX_LINES + 1).replaceAll('\n', ' ')).found).toBe(MAX_LINES + 1)
  })
})

it('never throws, whatever is pasted, and keeps its bounds', () => {
  const piece = fc.oneof(fc.constantFrom('1.', '2、', '+1', '+', '请假', '王建国', ' ', '\n', '\r\n', '：', '（', '）', '@', '🎉', '\u200b', '例', '#接龙', '带', '3人', '１'), fc.string({ unit: 'grapheme', maxLength: 6 }))
  fc.assert(fc.property(fc.array(piece, { maxLength: 80 }), pieces => {
    for (const entry of parseChain(pieces.join('')).entries) {
      expect(entry.nickname.length).toBeLessThanOrEqual(40)
      expect(entry.note.length).toBeLessThanOrEqual(100)
      expect(entry.guests).toBeGreaterThanOrEqual(0)
      expect(entry.guests).toBeLessThanOrEqual(20)
      expect(entry.nickname.includes('\n')).toBe(false)
    }
  }), { numRuns: 1000 })
})

it('reads the longest paste in well under a second', () => {
  const started = Date.now()
  for (const text of ['1.a '.repeat(25_000), '我'.repeat(100_000), `${'我因'.repeat(100)}\n`.repeat(490), '+'.repeat(100_000), '1. '.repeat(33_000), '('.repeat(100_000), `1${'.'.repeat(200)}\n`.repeat(490)]) parseChain(text)
  expect(Date.now() - started).toBeLessThan(3000)
})
