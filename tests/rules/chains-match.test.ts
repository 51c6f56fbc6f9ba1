import fc from 'fast-check'
import { countsOf, matchChain, MAX_CANDIDATES } from '../../cloudfunctions/modules/chains/match'
import { familyName, givenName, keyOf, nearly, standsIn, type Person, type Pinyin } from '../../cloudfunctions/modules/chains/names'
import { parseChain } from '../../cloudfunctions/modules/chains/parse'
import { loadPinyin } from '../../cloudfunctions/modules/chains/pinyin'

const names = ['王建国', '李秀英', '张伟', '赵敏', '王小明', '陈静', '刘洋', '孙丽', '周杰', '周涛', '吴昊', '郑爽', '冯雪', '黄磊', '何冰', '欧阳建华', '阿依古丽·买买提', '李娜', '马超', '高翔', '林志强', '杨柳', '郭建华', '罗丹', '梁宇', '宋佳', '唐糖', '许诺', '韩梅', '曹操练']
const people = names.map((name, i): Person => ({ memberId: `m${i}`, name, shown: name }))
let pinyin: Pinyin
beforeAll(async () => { pinyin = await loadPinyin() })

const match = (text: string, on = people, nicknames: Record<string, string> = {}) =>
  matchChain(parseChain(text), { people: on, nicknames: new Map(Object.entries(nicknames).map(([nickname, name]) => [keyOf(nickname), on.find(person => person.name === name)?.memberId ?? name])) }, pinyin)
const roster = (...of: string[]) => of.map((name, i): Person => ({ memberId: `r${i}`, name, shown: name }))
/** Each line in a word or two: the person, or ? and who may be meant. */
const brief = (lines: ReturnType<typeof match>) => lines.map(line => (line.memberName ? line.memberName + (line.state === 'duplicate' ? '=' : '') : `?${line.candidates.map(candidate => candidate.name).join('/')}`))

describe('a name that is certain', () => {
  it.each([
    ['王建国', '王建国'], ['王 建 国', '王建国'], ['软件1班-王建国', '王建国'], ['软件班王建国', '王建国'], ['王建国 13支', '王建国'], ['13支部 王 建国', '王建国'], ['王建国同志', '王建国'], ['王建国老师', '王建国'], ['@王建国', '王建国'],
    ['王建国（软件2301）', '王建国'], ['建国', '王建国'], ['软件1班 建国', '王建国'], ['建国哥', '王建国'], ['小明', '王小明'], ['阿依古丽买买提', '阿依古丽·买买提'], ['阿依古丽•买买提', '阿依古丽·买买提'], ['阿依古丽.买买提', '阿依古丽·买买提'],
    ['我是张伟', '张伟'], ['张伟_软件', '张伟'], ['王建国请假', '王建国'],
  ])('%s is %s', (nickname, name) => { expect(brief(match(`1. ${nickname}`))).toEqual([name]) })

  it('is a nickname that was resolved before, but never against a full name', () => {
    expect(brief(match('1. 老班长\n2. 软件1班-小王', people, { 老班长: '张伟', '软件1班-小王': '王小明' }))).toEqual(['张伟', '王小明'])
    expect(brief(match('1. 王建国', people, { 王建国: '张伟' }))).toEqual(['王建国'])
    expect(brief(match('1. 老班长', people, { 老班长: 'gone' }))).toEqual(['?'])
  })
})

describe('a name that is not certain is offered, never guessed', () => {
  it.each([
    ['建华', '?欧阳建华/郭建华'], ['小王', '?王建国/王小明'], ['王健国', '?王建国'], ['wangjianguo', '?王建国'], ['wjg', '?王建国'], ['伟', '?张伟'], ['阿敏', '?赵敏'], ['王建国代李秀英', '?王建国/李秀英'], ['王建国 李秀英', '?王建国/李秀英'],
    ['程静', '?陈静'], ['诸葛亮', '?'], ['清风徐来', '?'], ['+1', '?'],
  ])('%s: %s', (nickname, expected) => { expect(brief(match(`1. ${nickname}`))).toEqual([expected]) })
  it('where two have the same name', () => {
    const two = [{ memberId: 'a', name: '张伟', shown: '张伟（软件2301）' }, { memberId: 'b', name: '张伟', shown: '张伟（软件2302）' }]
    expect(brief(match('1. 张伟', two))).toEqual(['?张伟（软件2301）/张伟（软件2302）'])
  })
  it('where a shorter name only begins a longer one', () => {
    expect(brief(match('1. 王建国', roster('王建', '李娜')))).toEqual(['?王建'])
    expect(brief(match('1. 软件班王建国', roster('王建', '王建国')))).toEqual(['王建国'])
    expect(brief(match('1. 李娜娜', roster('王建', '李娜')))).toEqual(['?李娜'])
  })
  it(`offers ${MAX_CANDIDATES} at most`, () => {
    const many = roster(...'甲乙丙丁戊己庚辛'.split('').map(given => `王${given}`))
    expect(match('1. 小王', many)[0]!.candidates).toHaveLength(MAX_CANDIDATES)
  })
  it('where the answer itself is open', () => {
    expect(match('1. 王建国 待定')).toMatchObject([{ state: 'unresolved', memberId: null, note: '待定', candidates: [{ name: '王建国' }] }])
  })
})

describe('who is there twice', () => {
  it('is a duplicate of the earlier line', () => {
    expect(match('1. 王建国\n2. 李秀英\n3. 建国 收到')).toMatchObject([{}, {}, { state: 'duplicate', memberName: '王建国', duplicateOf: 1 }])
  })
  it('keeps each answer where they differ, and counts by the last word', () => {
    const lines = match('1. 王建国\n2. 王建国 请假')
    expect(lines).toMatchObject([{ state: 'matched', answer: 'yes' }, { state: 'duplicate', answer: 'no', duplicateOf: 1 }])
    expect(countsOf(lines, people.slice(0, 2), new Set()).counts).toEqual({ yes: 0, no: 1, missing: 1, unresolved: 0 })
  })
})

describe('lines that are no entries', () => {
  it('a footer, a signature, a contact do not sign anybody up', () => {
    expect(brief(match('1. 李秀英\n2. 张伟\n联系人：王建国\n请假联系王建国\n王建国老师主持\n谢谢大家\n11月20日截止'))).toEqual(['李秀英', '张伟'])
    expect(brief(match('1. 李秀英\n第一党支部\n王建国\n11月20日'))).toEqual(['李秀英', '?王建国'])
  })
  it('a numbered agenda above the chain is passed over', () => {
    expect(brief(match('#接龙\n周五主题党日\n1. 学习文件\n2. 讨论\n请接龙\n1. 王建国\n2. 李秀英'))).toEqual(['王建国', '李秀英'])
  })
  it('names without numbers count where the roster knows them', () => {
    expect(brief(match('王建国\n李秀英 请假\n张伟 +1\n软件1班 陈静\n小翠 收到\n今天天气很好，我们去爬山'))).toEqual(['王建国', '李秀英', '张伟', '陈静', '?'])
  })
  it('nonsense holds nobody', () => {
    for (const text of ['', 'asdf qwer', '今天天气很好\n我们去爬山', '🎉🎉🎉', '接龙', '[强][强]', '{"a":1}', '1.\n2.\n3.']) expect(match(text)).toEqual([])
  })
})

const CHAIN = `＃接龙
【通知】周五主题党日，教学楼101，11月20日14:30
请在周四前接龙
例 姓名 参加/请假

1. 王建国
2、李秀英　请假，出差
3.张 伟
4）赵敏（参加）
５．软件1班-小王
6. 陈静 🌸
⑦ @刘洋 收到
8. 孙丽+1
9. 周杰 晚到10分钟
10. 周涛 有事来不了
11.吴昊 12.郑爽
13. 冯雪 13支
14. 黄磊同志
15. 何冰（带孩子）
16. 欧阳建华 18:30到
17. 阿依古丽•买买提
18. 李那
19. 马超 待定
20. 高翔
20. 高翔
21.
22、林志强 请假（生病）
23. 建华
24、清风徐来
25. \u200b杨柳\u200b
26. 郭建华🎉🎉
27. 罗丹 我参加
28. 梁宇、线上参加
29 宋佳
30. 糖糖
韩梅 +1
+1
请大家抓紧`

it('reads a chain with everything in it', () => {
  const lines = match(CHAIN.replaceAll('\n', '\r\n'))
  expect(parseChain(CHAIN).title).toBe('【通知】周五主题党日，教学楼101，11月20日14:30')
  expect(brief(lines)).toEqual([
    '王建国', '李秀英', '张伟', '赵敏', '?王建国/王小明', '陈静', '刘洋', '孙丽', '周杰', '周涛', '吴昊', '郑爽', '冯雪', '黄磊', '何冰', '欧阳建华', '阿依古丽·买买提', '?李娜', '?马超', '高翔', '高翔=', '林志强',
    '?欧阳建华/郭建华', '?', '杨柳', '郭建华', '罗丹', '梁宇', '宋佳', '?唐糖', '韩梅', '?',
  ])
  expect(lines.filter(line => line.answer === 'no').map(line => line.memberName)).toEqual(['李秀英', '周涛', '林志强'])
  expect(lines.filter(line => line.guests > 0).map(line => [line.memberName, line.guests])).toEqual([['孙丽', 1], ['何冰', 1]])
  expect(lines.filter(line => line.note).map(line => line.note)).toEqual(['请假，出差', '晚到10分钟', '有事来不了', '带孩子', '18:30到', '待定', '请假(生病)', '线上参加'])
  const { counts, missing } = countsOf(lines, people, new Set(['m29']))
  expect(counts).toEqual({ yes: 21, no: 3, missing: 5, unresolved: 7 })
  expect(missing.map(person => person.name)).toEqual(['王小明', '李娜', '马超', '唐糖', '许诺'])
})

describe('the parts of a name', () => {
  it.each([['王建国', '王', '建国'], ['欧阳建华', '欧阳', '建华'], ['欧阳', '欧', '阳'], ['令狐冲', '令狐', '冲']])('%s', (name, family, given) => { expect([familyName(name), givenName(name)]).toEqual([family, given]) })
  it.each([['软件班王建', '王建', true], ['王建国', '王建', false], ['王建同志', '王建', true], ['张王建', '王建', false]])('%s holds %s: %s', (text, name, expected) => { expect(standsIn(text, name)).toBe(expected) })
  it.each([['abc', 'abc', true], ['abc', 'abd', true], ['abc', 'ab', true], ['abc', 'xabc', true], ['abc', 'acb', false], ['abc', 'abxyc', false]])('%s and %s are nearly the same: %s', (a, b, expected) => { expect(nearly(a, b)).toBe(expected) })
})

describe('whatever the decoration', () => {
  const pick = fc.uniqueArray(fc.constantFrom(...people), { minLength: 1, maxLength: 30, selector: person => person.memberId })
  const decoration = fc.record({
    number: fc.constantFrom((n: number) => `${n}. `, (n: number) => `${n}、`, (n: number) => `${n}.`, (n: number) => `${n}）`, (n: number) => `(${n})`, (n: number) => `${n} `, (n: number) => `${n}:`, (n: number) => `${n}`.replace(/\d/g, digit => String.fromCharCode(0xff10 + Number(digit))) + '．'),
    before: fc.constantFrom('', '@', '🎉', '\u200b', '　', '（软件1班）', '软件1班-', '13支 ', '[玫瑰]'),
    after: fc.constantFrom('', ' ', '🌸', '（参加）', ' 收到', '，请假', ' 请假 出差', ' 晚到10分钟', '+1', ' +2', '同志', ' 13支', '\u200b', ' 有事来不了', '。', '-软件1班'),
    spaced: fc.boolean(),
  })
  const end = fc.constantFrom('\n', '\r\n', '\n\n', ' ')

  it('every numbered name of the roster is read back as that person, in order', () => {
    fc.assert(fc.property(pick, fc.infiniteStream(decoration), end, fc.boolean(), (chosen, decorations, lineEnd, header) => {
      const text = chosen.map((person, i) => {
        const { number, before, after, spaced } = decorations.next().value!
        // One line needs the marker that splits it.
        return (lineEnd === ' ' ? `${i + 1}.` : number(i + 1)) + before + (spaced ? [...person.name].join(' ') : person.name) + after
      }).join(lineEnd)
      const lines = match((header ? '#接龙\n周五主题党日，请报名\n例 张三 参加\n\n' : '') + text)
      expect(lines.map(line => [line.state, line.memberId])).toEqual(chosen.map(person => ['matched', person.memberId]))
    }), { numRuns: 300 })
  })

  it('nobody is named who is not on the roster or not in the text, and counts add up', () => {
    const piece = fc.oneof(fc.constantFrom(...names, '建国', '小王', '1.', '2、', '+1', '请假', ' ', '\n', '：', '@', '王', '建', '国', '班'), fc.string({ unit: 'grapheme', maxLength: 4 }))
    fc.assert(fc.property(fc.array(piece, { maxLength: 60 }), pieces => {
      const text = pieces.join('')
      const lines = match(text)
      const ids = new Set(people.map(person => person.memberId))
      for (const line of lines) {
        if (line.state === 'unresolved') expect(line.memberId).toBeNull()
        else {
          expect(ids.has(line.memberId!)).toBe(true)
          // Whoever is named stands in the text at least by the given name.
          expect(keyOf(text).replace(/[\s\u200b]/g, '')).toContain(givenName(keyOf(line.memberName!)))
        }
        for (const candidate of line.candidates) expect(ids.has(candidate.memberId)).toBe(true)
        if (line.duplicateOf !== null) expect(lines[line.duplicateOf - 1]).toMatchObject({ state: 'matched', memberId: line.memberId, n: line.duplicateOf })
      }
      const matched = lines.filter(line => line.state === 'matched')
      expect(new Set(matched.map(line => line.memberId)).size).toBe(matched.length)
      const { counts } = countsOf(lines, people, new Set())
      expect(counts.yes + counts.no + counts.missing).toBe(people.length)
    }), { numRuns: 500 })
  })
})
