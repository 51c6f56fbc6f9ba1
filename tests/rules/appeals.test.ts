import type { AppealState } from '../../types/contracts/codes'
import { excerptOf, isOpen, linesOf, nextStateOf, waitsForAnswer, whyCannot, type AppealAct } from '../../cloudfunctions/modules/appeals/rules'

const table: [AppealState, Partial<Record<AppealAct, AppealState>>, { open: boolean; waits: boolean }][] = [
  ['submitted', { answer: 'answered', close: 'closed' }, { open: true, waits: true }],
  ['answered', { answer: 'answered', close: 'closed', confirm: 'solved' }, { open: true, waits: false }],
  ['closed', { confirm: 'solved', reopen: 'reopened' }, { open: false, waits: false }],
  ['solved', {}, { open: false, waits: false }],
  ['reopened', { answer: 'answered', close: 'closed' }, { open: true, waits: true }],
]
const acts: AppealAct[] = ['answer', 'close', 'confirm', 'reopen']

describe.each(table)('from %s', (state, allowed, { open, waits }) => {
  it.each(acts)('%s', act => {
    const whose = { author: act === 'confirm' || act === 'reopen', officer: act === 'answer' || act === 'close' }
    expect(nextStateOf(state, act)).toBe(allowed[act] ?? null)
    expect(whyCannot(act, state, whose)?.code ?? null).toBe(allowed[act] ? null : 'appealState')
    expect(whyCannot(act, state, { author: !whose.author, officer: !whose.officer })).toEqual({ code: 'forbidden' })
  })
  it('is the branch’s turn or not', () => { expect([isOpen(state), waitsForAnswer(state)]).toEqual([open, waits]) })
})

it('a refusal says where the appeal stands', () => {
  expect(whyCannot('answer', 'closed', { author: false, officer: true })).toEqual({ code: 'appealState', detail: { state: '已办结，请您确认' } })
})

it('an answer that closes stands in the history as both', () => {
  const said = { at: new Date(0), memberId: 'm', byName: '王建国', text: '已修好', tap: 't' }
  expect(linesOf('close', said).map(line => [line.act, line.text])).toEqual([['answered', '已修好'], ['closed', '']])
  expect(linesOf('reopen', said)).toEqual([{ ...said, act: 'reopened' }])
})

it.each([['短句', 4, '短句'], ['四个字的', 4, '四个字的'], ['一共五个字', 4, '一共五个…'], ['有 空\n行', 10, '有 空 行'], ['😀😀😀', 2, '😀😀…'], ['', 4, '']])('%j cut at %d is %j', (text, length, expected) => {
  expect(excerptOf(text, length)).toBe(expected)
})
