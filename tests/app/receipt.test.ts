/** What the phone keeps of a ballot: the same bytes until it is answered, then only commitments; what it says of them afterwards. */
import { createHash } from 'node:crypto'
import type { BallotPaper } from '../../types/contracts/ballots'
import { foundText, listsCode, shortCode } from '../../src/pages/ballots/vote/found'
import { commitmentsOn } from '../support/sent-ballot'

const storage = new Map<string, unknown>()
jest.mock('@tarojs/taro', () => ({
  __esModule: true,
  default: {
    getStorageSync: (key: string) => storage.get(key) ?? '', setStorageSync: (key: string, value: unknown) => { storage.set(key, JSON.parse(JSON.stringify(value))) },
    removeStorageSync: (key: string) => { storage.delete(key) }, getStorageInfoSync: () => ({ keys: [...storage.keys()] }),
  },
}))
let drawn = 0
jest.mock('../../src/services/random', () => ({ randomHex: (bytes: number) => Promise.resolve(createHash('sha256').update(String(drawn++)).digest('hex').slice(0, bytes * 2)) }), { virtual: true })

const { dropReceipt, fixBallot, forgetUnanswered, noteArrival, noteUsed, receiptOf, receiptsOf, unansweredOf } = jest.requireActual<typeof import('../../src/services/receipt')>('../../src/services/receipt')

const paper = (over: Partial<BallotPaper> = {}): BallotPaper => ({
  boxId: 'review-1-a', kind: 'review', title: '', questions: ['p', 'q', 'r'].map((key) => ({ key, name: key })), choices: ['good', 'poor', 'abstain'].map((key) => ({ key, label: key })), blank: 'abstain', seats: null, receipts: true, ticket: 'ticket', until: '', ...over,
})
const good = { answers: [{ key: 'p', choice: 'good' }], others: [] }
const poor = { answers: [{ key: 'p', choice: 'poor' }], others: [] }
const inStorage = (): string => JSON.stringify([...storage])
beforeEach(() => storage.clear())

describe('a ballot that was sent and not answered', () => {
  test('is sent again byte by byte, whatever is chosen meanwhile', async () => {
    const first = await fixBallot(paper(), 's.1', good)
    expect(await fixBallot(paper({ ticket: 'another' }), 's.1', poor)).toEqual(first)
    expect(unansweredOf('review-1-a', 's.1')).toEqual(first)
    // Another slip on the same phone, and another round, have ballots of their own.
    expect((await fixBallot(paper(), 's.2', poor)).ballot).not.toBe(first.ballot)
    expect((await fixBallot(paper({ boxId: 'review-2-a' }), 's.1', poor)).ballot).not.toBe(first.ballot)
  })
  test('of which the server said that nothing is in the box is forgotten: another may be made', async () => {
    const first = await fixBallot(paper(), 's.1', good)
    dropReceipt('review-1-a', 's.1')
    expect([receiptOf('review-1-a', 's.1'), storage.size]).toEqual([null, 0])
    expect((await fixBallot(paper(), 's.1', poor)).ballot).not.toBe(first.ballot)
  })
  test('says nothing any more a day later, and keeps its commitments where receipts are given', async () => {
    await fixBallot(paper(), 's.1', good)
    await fixBallot(paper({ boxId: 'vote-1-members', receipts: false }), 'own', good)
    const { commitments, sentAt } = receiptOf('review-1-a', 's.1')!
    forgetUnanswered(sentAt + 24 * 3600_000 - 1000)
    expect(unansweredOf('vote-1-members', 'own')).not.toBeNull()
    forgetUnanswered(sentAt + 25 * 3600_000)
    expect(receiptOf('review-1-a', 's.1')).toMatchObject({ sent: null, commitments, arrived: false })
    expect(receiptOf('vote-1-members', 'own')).toBeNull()
  })
})

describe('a ballot that is in', () => {
  test('leaves its commitments and neither a choice nor the nonce', async () => {
    const { ballot, receipt } = await fixBallot(paper(), 's.1', good)
    expect(inStorage()).toContain(ballot)
    noteArrival('review-1-a', 's.1')
    const kept = receiptOf('review-1-a', 's.1')!
    expect(kept).toMatchObject({ sent: null, arrived: true, lasting: true, commitments: commitmentsOn(paper(), good.answers, receipt!.nonce) })
    for (const word of [receipt!.nonce, `"${ballot}"`, 'good', 'choice']) expect(inStorage()).not.toContain(word)
  })
  test('of a statutory vote leaves only that it was sent', async () => {
    const sent = await fixBallot(paper({ boxId: 'vote-1-members', receipts: false }), 'own', good)
    expect(sent).toEqual({ ballot: sent.ballot })
    noteArrival('vote-1-members', 'own')
    expect([receiptOf('vote-1-members', 'own'), receiptsOf('vote')]).toEqual([null, []])
    expect(inStorage()).not.toContain(sent.ballot)
  })
  test('is known again when the server says so before the box is known: of this slip and this round only', async () => {
    await fixBallot(paper(), 's.1', good)
    await fixBallot(paper({ boxId: 'review-1-b' }), 's.2', good)
    expect([noteUsed('review', 2, 's.1'), noteUsed('other', 1, 's.1'), noteUsed('review', 1, 's.3')]).toEqual([false, false, false])
    expect(noteUsed('review', 1, 's.1')).toBe(true)
    expect([receiptOf('review-1-a', 's.1')!.arrived, receiptOf('review-1-b', 's.2')!.arrived]).toEqual([true, false])
    // And once more, when nothing waits for an answer.
    expect(noteUsed('review', 1, 's.1')).toBe(true)
  })
  test('a ballot that is made when another is in does not send the old one', async () => {
    const first = await fixBallot(paper(), 's.1', good)
    noteArrival('review-1-a', 's.1')
    expect((await fixBallot(paper(), 's.1', poor)).ballot).not.toBe(first.ballot)
  })
})

describe('what is found of it', () => {
  const of = (n: number) => ['p', 'q', 'r'].map((row) => `${row}${n}`)
  const box = (over: Partial<Parameters<typeof foundText>[1][number]> = {}) => ({ boxId: 'review-1-a', ballots: 3, taken: 3, rows: [['p1', 'p2', 'p3'], ['q1', 'q2', 'q3'], ['r1', 'r2', 'r3']], ...over })
  const own = (commitments: string[], arrived = true) => ({ boxId: 'review-1-a', commitments, arrived })
  const TELL = '请告诉上级党组织或监票人。'
  test.each<[string, Parameters<typeof foundText>[0], Parameters<typeof foundText>[1][number], string]>([
    ['all rows', [own(of(1))], box(), '您的票在票箱里，每一项都和交的时候一样。这个票箱一共3张票，领票的也是3人。'],
    ['all rows of two slips', [own(of(1)), own(of(3))], box(), '您的票在票箱里，每一项都和交的时候一样。这个票箱一共3张票，领票的也是3人。'],
    ['one row less', [own(['p1', 'q1', 'x'])], box(), `您的票有1项和交的时候不一样了，${TELL}`],
    ['a row that stands with another person', [own(['q1', 'p1', 'r1'])], box(), `您的票有2项和交的时候不一样了，${TELL}`],
    ['none', [own(of(7))], box(), `名单里没有找到您的票，${TELL}`],
    ['none of two', [own(of(1)), own(of(7))], box(), `名单里没有找到您的票，${TELL}`],
    ['none, and it was never answered', [own(of(7), false)], box(), '票箱里没有这台手机交的票：当时网络断了，票没有送到。'],
    ['all, though it was never answered', [own(of(1), false)], box(), '您的票在票箱里，每一项都和交的时候一样。这个票箱一共3张票，领票的也是3人。'],
    ['some, though it was never answered', [own(['p1', 'x', 'y'], false)], box(), `您的票有2项和交的时候不一样了，${TELL}`],
    ['more ballots than people', [own(of(1))], box({ taken: 2 }), `您的票和交的时候一样，但这个票箱里有3张票，领票的有2人，对不上，${TELL}`],
    ['a list that is shorter', [own(of(1))], box({ rows: [['p1', 'p2', 'p3'], ['q1', 'q2'], ['r1', 'r2', 'r3']] }), `您的票和交的时候一样，但这个票箱里有3张票，领票的有3人，对不上，${TELL}`],
    ['fewer lists than rows', [own(of(1))], box({ rows: [['p1'], ['q1']] }), `您的票有1项和交的时候不一样了，${TELL}`],
  ])('%s', (_name, receipts, published, said) => expect(foundText(receipts, [published])).toBe(said))
})

describe('the code over what was downloaded', () => {
  const lists = { boxId: 'review-1-a', fingerprint: 'f', ballots: 2, taken: 2, rows: [['p1', 'p2'], ['q1', 'q2']] }
  test('is the same wherever the same was given out, and is read in two groups', () => {
    expect(listsCode({ ...lists, rows: lists.rows.map((row) => [...row]) })).toBe(listsCode(lists))
    expect(shortCode(listsCode(lists))).toMatch(/^[0-9A-F]{4} [0-9A-F]{4}$/)
    expect(listsCode(lists).startsWith(shortCode(listsCode(lists)).replace(' ', ''))).toBe(true)
  })
  test.each<[string, Partial<typeof lists>]>([
    ['one commitment is another', { rows: [['p1', 'p3'], ['q1', 'q2']] }], ['a row has moved', { rows: [['p1'], ['p2', 'q1', 'q2']] }], ['one was left out', { rows: [['p1', 'p2'], ['q1']] }],
    ['there is another number of ballots', { ballots: 3 }], ['of people', { taken: 3 }], ['another hash', { fingerprint: 'g' }], ['another box', { boxId: 'review-2-a' }],
  ])('is another one where %s', (_name, over) => expect(shortCode(listsCode({ ...lists, ...over }))).not.toBe(shortCode(listsCode(lists))))
})
