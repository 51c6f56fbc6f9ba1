import { ruleInWords, whyCannotReverse } from '../../cloudfunctions/modules/points/rules'

test.each([
  [{ enabled: true, perCheckIn: 2 }, '每次签到 2 分'], [{ enabled: false, perCheckIn: 2 }, '本支部没有启用积分'], [undefined, '本支部没有启用积分'],
])('the rule in words: %j', (points, words) => {
  expect(ruleInWords(points)).toBe(words)
})

test.each([
  ['an organiser', null, false, true, undefined],
  ['somebody else', null, false, false, 'forbidden'],
  ['twice', null, true, true, 'alreadyReversed'],
  ['a line that takes back another', 'a-1_checkIn', false, true, 'reversalOfReversal'],
])('taken back by %s', (_name, reverses, reversed, organiser, code) => {
  expect(whyCannotReverse({ reverses }, reversed, organiser)?.code).toBe(code)
})
