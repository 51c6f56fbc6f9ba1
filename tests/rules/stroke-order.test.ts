/** 姓氏笔画: whole lists of made-up names, the common surnames by number and first stroke, and what holds of every list. */
import fc from 'fast-check'
import { byStrokes, withoutStrokes } from '../../cloudfunctions/services/stroke-order'
import { rows } from '../../cloudfunctions/services/stroke-order-data'

const sorted = (names: readonly string[]): Promise<string[]> => byStrokes(names, name => name)

/** Each list stands as it must come out. */
const lists: Record<string, string> = {
  'the number of strokes of the surname': '丁一凡 于二南 王三秋 艾四海 朱五谷 李六月 武七星 赵八荒 高九皋 曹十方 彭百川 鲍千里 蔡万山 潘小溪 薛大江 戴长河 瞿远洋',
  'the first stroke, in the order 横竖撇点折': '李松 时雨 何川 汪洋 张弛',
  'the strokes after the first': '王平 元平 韦平 尤平 毛平 仇平 文平 方平 孔平 邓平',
  'seven strokes': '麦青 芦青 苏青 杜青 李青 杨青 时青 吴青 邱青 何青 邹青 辛青 汪青 沈青 宋青 张青 陆青 陈青 邵青',
  'nine strokes': '项明 赵明 胡明 柯明 柳明 钟明 段明 侯明 俞明 施明 闻明 姜明 洪明 祝明 姚明远 贺明远 骆明远',
  'surnames of the very same strokes do not mix': '干一心 干方舟 于一心 于方舟',
  'the same surname: the given name, character by character': '李一平 李一诺 李大山 李小川 李文静 李文静怡 李玉兰',
  'a given name of one character before longer ones': '王伟 王鑫 王一明 王伟明',
  'a compound surname stands by its first character': '上官月 王石 司马迁安 张石 欧阳云 诸葛天',
  'among the surnames of five strokes': '龙飞 田飞 白飞 冯飞 司飞 司马飞 边飞',
  'a compound surname has its own given names': '欧文 欧小明 欧阳修 欧阳鑫 欧阳小明 欧阳文静',
  'two characters are a surname and a given name': '欧阳 欧小明 欧阳乐',
  '贺兰英 is 贺, not 贺兰': '贺云 贺小溪 贺兰英',
  'translated names by their first character': '巴图·朝鲁 古丽·夏衣扎 买买提·艾力 阿迪力·江 阿依·古丽',
  'characters without data last, by Unicode': '丁一 瞿一 A一 㐀一 𠀀一 𠀁一',
  'also within a surname': '王一平 王鑫平 王𠀀平 瞿一平',
}

test.each(Object.entries(lists))('%s', async (_, list) => {
  const names = list.split(' ')
  expect(await sorted([...names].reverse())).toEqual(names)
})

/** Written by hand, not from the data: of each number of strokes, the surnames that begin with 横, 竖, 撇, 点, 折. */
const surnames: Record<number, [string, string, string, string, string]> = {
  2: ['丁', '卜', '', '', '刁'],
  3: ['于万干', '山', '千', '', '马卫习弓'],
  4: ['王韦元尤车戈云支木', '水', '毛牛仇公丹乌', '文方卞亢', '尹孔邓巴'],
  5: ['艾古厉石龙甘左', '卢叶田申史冉帅', '包白乐丛印', '冯兰宁邝', '司边皮'],
  6: ['邢成毕匡巩', '吕曲师', '朱任伍仲华伊向全邬危乔年', '刘齐庄江汤安许关池闫米羊', '阮孙牟纪阳'],
  7: ['麦严李杜杨芦苏巫来束劳', '时吴肖步里岑', '何余狄邹谷佟邱但利佘', '辛应汪沈宋沙冷闵库况', '张陆陈邵'],
  8: ['武苗范林郁欧苑杭耶英', '易罗卓尚明呼国虎', '季岳金周和竺', '庞郑单房郎宗', '孟'],
  9: ['项郝柯柳胡赵封荆荀南荣茹查', '战哈', '段侯俞饶钟钮种秋郗', '姜施洪闻宣祝宫洛', '姚贺骆费胥'],
  10: ['袁聂夏顾原贾莫秦耿班晋桂栗都', '柴党晏晁', '徐殷钱倪翁铁', '郭高唐凌席涂浦海诸谈', '陶桑'],
  11: ['曹黄梅龚盛戚萧', '常崔', '符银', '康梁章商阎麻鹿寇', '屠隋尉'],
  12: ['彭蒋葛董韩覃植', '景喻', '程傅焦储舒智', '童曾温湛游普富谢', ''],
  13: ['靳楚蓝雷甄鄢', '路虞', '詹鲍简解', '窦褚雍廉', ''],
  14: ['蔡', '裴', '管', '廖谭赛漆', '熊翟'],
  15: ['樊', '', '黎滕', '潘颜', ''],
  16: ['薛霍', '冀', '穆', '', ''],
  17: ['戴鞠', '', '魏', '糜濮', ''],
  18: ['', '瞿', '', '', ''],
}

describe('the common surnames', () => {
  const groups = Object.values(surnames).flat().filter(Boolean)

  test('stand by number and first stroke', async () => {
    const all = groups.flatMap(group => [...group])
    expect(all.length).toBeGreaterThan(300)
    const groupOf = new Map(groups.flatMap((group, place) => [...group].map(surname => [surname, place] as const)))
    const places = (await sorted(all.toReversed())).map(surname => groupOf.get(surname)!)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  test.each(Object.entries(surnames))('of %i strokes', (count, written) => {
    expect([...written.join('')].filter(surname => !rows[Number(count)]!.includes(surname))).toEqual([])
  })
})

test('the table has every character once', () => {
  const characters = [...Object.values(rows).join('')]
  expect(characters).toHaveLength(20976)
  expect(new Set(characters).size).toBe(characters.length)
})

test.each([
  ['李六月', ''], ['欧阳文静', ''], ['阿依·古丽', ''], ['王　伟', ''], ['', ''],
  ['王𠀀平', '𠀀'], ['㐀A', '㐀A'],
])('what of %s is without strokes: %s', async (name, missing) => {
  expect(await withoutStrokes(name)).toBe(missing)
})

test('blanks and the kind of middle dot say nothing', async () => {
  expect(await sorted(['王　鑫', '王一明', '王伟', '王  一平'])).toEqual(['王伟', '王　鑫', '王  一平', '王一明'])
  const dots = ['古丽•艾力', '古丽·艾力', '古丽‧艾力']
  expect(await sorted(dots)).toEqual(dots)
})

test('no names, and one', async () => {
  expect(await sorted([])).toEqual([])
  expect(await sorted(['丁一凡'])).toEqual(['丁一凡'])
})

describe('of every list', () => {
  const character = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...'王李张欧阳贺兰司马于干一伟鑫小明') }, { weight: 1, arbitrary: fc.constantFrom('𠀀', '㐀', 'A', '·') })
  const name = fc.array(character, { maxLength: 4 }).map(characters => characters.join(''))
  const names = fc.array(name, { maxLength: 12 })

  test('it is a permutation, and the given list stays as it was', () => fc.assert(fc.asyncProperty(names, async given => {
    const before = [...given]
    expect([...await sorted(given)].sort()).toEqual([...given].sort())
    expect(given).toEqual(before)
  })))

  test('equal names keep their order', () => fc.assert(fc.asyncProperty(names, async given => {
    const items = await byStrokes(given.map((text, place) => ({ text, place })), item => item.text)
    items.forEach((item, index) => {
      const next = items[index + 1]
      if (next?.text === item.text) expect(next.place).toBeGreaterThan(item.place)
    })
  })))

  test('the order is one: it depends on no arrangement and on no other name', () => fc.assert(fc.asyncProperty(fc.uniqueArray(name.filter(text => !text.includes('·')), { maxLength: 8 }), async given => {
    const order = await sorted(given)
    expect(await sorted(given.toReversed())).toEqual(order)
    for (const [place, earlier] of order.entries()) for (const later of order.slice(place + 1)) expect(await sorted([later, earlier])).toEqual([earlier, later])
  }), { numRuns: 50 }))
})
