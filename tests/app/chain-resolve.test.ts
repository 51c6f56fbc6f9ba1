import type { ChainLine, ChainReading } from '../../types/contracts/chains'
import { clearPersonOf, earlierLineOf, entriesOf, missingOf, nicknamesOf, openLines, summaryOf, type Choices } from '../../src/pages/chains/paste/resolve'

const line = (n: number, change: Partial<ChainLine> = {}): ChainLine => ({ n, raw: `${n}.`, nickname: '', note: '', answer: 'yes', guests: 0, state: 'unresolved', memberId: null, memberName: null, duplicateOf: null, candidates: [], ...change })
const matched = (n: number, memberId: string, change: Partial<ChainLine> = {}): ChainLine => line(n, { state: 'matched', memberId, memberName: memberId, nickname: memberId, ...change })
const reading = (lines: ChainLine[], missing: string[] = []): ChainReading => ({ title: '', lines, counts: { yes: 0, no: 0, missing: 0, unresolved: 0 }, missing: missing.map((memberId) => ({ memberId, name: memberId })) })

const chain = reading([
  matched(1, '王建国'),
  matched(2, '李红', { answer: 'no', note: '出差' }),
  matched(3, '张伟', { guests: 1, note: '+1' }),
  line(4, { nickname: '小飞猫' }),
  line(5, { nickname: '小杨', candidates: [{ memberId: '杨帆', name: '杨帆' }] }),
  line(6, { nickname: '王建国', answer: 'no', note: '请假', candidates: [{ memberId: '王建国', name: '王建国' }] }),
  matched(7, '张伟', { state: 'duplicate', duplicateOf: 3 }),
], ['杨帆', '陈静'])

test('as read: matched lines count, open ones wait', () => {
  expect(summaryOf(chain, {}, entriesOf(chain, {}))).toBe('已报 2，请假 1，未接 2，3 个名字对不上')
  expect(openLines(chain, {}).map((one) => one.n)).toEqual([4, 5, 6])
})

test('a person is entered once, with the guests and the remark that were said with the same answer', () => {
  expect(entriesOf(chain, {}).find((entry) => entry.memberId === '张伟')).toEqual({ memberId: '张伟', answer: 'yes', guests: 1, note: '+1' })
})

test('a chosen name is entered, is no longer missing, and its nickname is remembered', () => {
  const choices: Choices = { 5: { memberId: '杨帆', name: '杨帆', answer: 'yes' } }
  const entries = entriesOf(chain, choices)
  expect(summaryOf(chain, choices, entries)).toBe('已报 3，请假 1，未接 1，2 个名字对不上')
  expect(nicknamesOf(chain, choices)).toEqual([{ nickname: '小杨', memberId: '杨帆' }])
})

test('a change of mind counts once it is confirmed, and a full name is no nickname', () => {
  const choices: Choices = { 6: { memberId: '王建国', name: '王建国', answer: 'no' } }
  expect(entriesOf(chain, choices)[0]).toEqual({ memberId: '王建国', answer: 'no', guests: 0, note: '请假' })
  expect(nicknamesOf(chain, choices)).toEqual([])
  expect(earlierLineOf(chain.lines[5]!, '王建国', chain)?.n).toBe(1)
  expect(earlierLineOf({ ...chain.lines[5]!, answer: 'yes' }, '王建国', chain)).toBeNull()
})

test('where the name is clear, only what the person says is asked', () => {
  const asked = (raw: string, ...names: string[]) => clearPersonOf(line(9, { raw, candidates: names.map((name) => ({ memberId: name, name })) }))?.name ?? null
  expect(asked('9. 王建国 待定', '王建国')).toBe('王建国')
  expect(asked('9. 王 建 国', '王建国（第二党小组）')).toBe('王建国（第二党小组）')
  expect(asked('9. 小杨', '杨帆')).toBeNull()
  expect(asked('9. 王建国', '王建国（一班）', '王建国（二班）')).toBeNull()
  expect(asked('9. 小飞猫')).toBeNull()
})

test('an ignored line waits no longer and enters nobody', () => {
  const choices: Choices = { 4: null, 5: null, 6: null }
  expect(openLines(chain, choices)).toEqual([])
  expect(entriesOf(chain, choices)).toHaveLength(3)
})

test('a line given to somebody else leaves the person it was read as without an answer', () => {
  const choices: Choices = { 1: { memberId: '陈静', name: '陈静', answer: 'yes' } }
  expect(missingOf(chain, entriesOf(chain, choices)).map((person) => person.name)).toEqual(['杨帆', '王建国'])
})

test('an empty chain enters nobody', () => {
  expect(entriesOf(reading([]), {})).toEqual([])
})
