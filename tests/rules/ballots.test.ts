/** What a ballot may say, how it is written and counted, and that anybody can count again. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { whyCannotSetCounters } from '../../cloudfunctions/modules/ballots/paper-rules'
import { whyNotRunning, whyNotCounted, whyNotOpen } from '../../cloudfunctions/modules/ballots/rules'
import { ballotLength, fingerprintOf, keptOf, sheetsOf, tallyOf, whyCannotCast, written, type GivenBallot } from '../../cloudfunctions/services/ballot-box/ballot'
import type { Asked } from '../../cloudfunctions/platform/documents'
import { commitmentsTo, readBallot, sealedBallot } from '../../types/ballots'
import { hashed, nonceOf } from '../support/sent-ballot'

/** A ballot as it lies in a box without receipts. */
const kept = (content: string) => ({ content, nonce: '' })
const people = (n: number) => Array.from({ length: n }, (_none, i) => ({ key: `m${i}`, name: `同志${i}` }))
const review: Asked = { questions: people(3), choices: ['excellent', 'good', 'fair', 'poor', 'unknown', 'abstain'], blank: 'abstain' }
const election: Asked = { questions: people(4), choices: ['for', 'against', 'abstain'], blank: 'abstain', seats: { n: 3, choice: 'for', against: 'against' } }
const answers = (...choices: string[]) => choices.map((choice, n) => ({ key: `m${n}`, choice }))

describe('what may go in', () => {
  test.each<[string, Asked, GivenBallot, string | null]>([
    ['every person graded', review, { answers: answers('excellent', 'good', 'unknown') }, null],
    ['some left blank', review, { answers: answers('excellent') }, null],
    ['somebody who is not listed', review, { answers: [{ key: 'x', choice: 'good' }] }, '票上没有这一项'],
    ['two grades for one', review, { answers: [...answers('good'), { key: 'm0', choice: 'fair' }] }, '同一项只能选一次'],
    ['no grade of these', review, { answers: answers('superb') }, '没有这个选项'],
    ['somebody written in where nobody may be', review, { answers: [], others: ['某人'] }, '这张票不能另选他人'],
    ['as many as there are seats', election, { answers: answers('for', 'for', 'for', 'against') }, null],
    ['one more', election, { answers: answers('for', 'for', 'for', 'for') }, '应选3人，您选了4人，多选的票无效，请改正'],
    ['one refused and replaced', election, { answers: answers('for', 'for', 'against'), others: ['某人'] }, null],
    ['replaced without refusing', election, { answers: answers('for', 'for', 'abstain'), others: ['某人'] }, '不赞成几位，才可以另选几位'],
    ['replaced beyond the seats', election, { answers: answers('for', 'for', 'for', 'against'), others: ['某人'] }, '应选3人，您选了4人，多选的票无效，请改正'],
    ['a candidate written in', election, { answers: answers('against'), others: ['同志1'] }, '另选的人重复了，或已经在候选人里'],
    ['one written in twice', election, { answers: answers('against', 'against'), others: ['某人', '某人'] }, '另选的人重复了，或已经在候选人里'],
    ['nobody written in', election, { answers: answers('against'), others: [' '] }, '另选的人要写清姓名'],
    ['a name of several parts', election, { answers: answers('against'), others: ['阿依·古丽'] }, null],
    // As a field's name in the count it would keep the box from being closed for ever.
    ['what is no name', election, { answers: answers('against'), others: ['$甲'] }, '另选的人要写清姓名'],
    ['nor is this one', election, { answers: answers('against'), others: ['__proto__'] }, '另选的人要写清姓名'],
    ['one written in twice, otherwise spaced', election, { answers: answers('against', 'against'), others: ['某 人', '某人'] }, '另选的人重复了，或已经在候选人里'],
    ['a candidate, otherwise spaced', election, { answers: answers('against'), others: ['同志 1'] }, '另选的人重复了，或已经在候选人里'],
  ])('%s', (_name, asked, ballot, what) => expect(whyCannotCast(asked, ballot)?.detail?.what ?? null).toBe(what))
})

test('names are counted as they are compared, also one that every object has', () => {
  const texts = ['阿依.古丽', '阿依·古 丽', 'constructor'].map(other => written(election, { answers: answers('against'), others: [other] }))
  expect(tallyOf(election, sheetsOf(election, { b1: texts.map(kept) })).b1!.others).toEqual({ '阿依·古丽': 2, constructor: 1 })
})

test('a blank question is an abstention', () => {
  const sheets = sheetsOf(review, { members: [kept(written(review, { answers: [{ key: 'm1', choice: 'poor' }] }))] })
  expect(sheets.members!.answers).toEqual({ m0: ['abstain'], m1: ['poor'], m2: ['abstain'] })
})

const ballotOf = (asked: Asked) => fc.array(fc.constantFrom(...asked.choices), { minLength: asked.questions.length, maxLength: asked.questions.length })
  .chain(choices => fc.record({ answers: fc.constant(answers(...choices)), others: asked.seats ? fc.uniqueArray(fc.string({ unit: fc.constantFrom(...'甲乙某é한𠮷·.a '), minLength: 1, maxLength: 20 }).map(name => `另${name}`.slice(0, 20).trim()), { maxLength: 3 }) : fc.constant<string[]>([]) }))
  .filter(ballot => whyCannotCast(asked, ballot) === null)

const onPaper = (asked: Asked) => ({ boxId: 'box', questions: asked.questions, choices: asked.choices.map(key => ({ key })), blank: asked.blank, seats: asked.seats?.n ?? null, receipts: asked === review })

describe.each([['a review', review], ['an election', election]])('%s: any ballots', (_name, asked) => {
  test('each is as long as its slot, holds no sign of more than one byte, and reads as it was written', () => {
    fc.assert(fc.property(ballotOf(asked), ballot => {
      const text = written(asked, ballot)
      expect([Buffer.byteLength(text), text.length]).toEqual([ballotLength(asked), ballotLength(asked)])
      expect(written(asked, { answers: readBallot({ ...asked, seats: asked.seats?.n ?? null }, text)!.choices.map((choice, n) => ({ key: `m${n}`, choice })), others: readBallot({ ...asked, seats: asked.seats?.n ?? null }, text)!.others })).toBe(text)
    }))
  })
  test('what is sent is as long, whatever it says, and kept only as it was written and committed to', () => {
    fc.assert(fc.property(ballotOf(asked), ballotOf(asked), fc.nat(), (one, other, n) => {
      const [a, b] = [one, other].map(ballot => sealedBallot(onPaper(asked), ballot, nonceOf(n), hashed))
      expect(JSON.stringify(a!.sent).length).toBe(JSON.stringify(b!.sent).length)
      expect(keptOf('box', { ...asked, noReceipts: asked === election }, a!.sent)).toEqual({ content: a!.sent.ballot, nonce: asked === review ? nonceOf(n) : '', commitments: a!.commitments.join('') })
      // Another ballot under the same commitments, or the same in another box, is refused.
      if (asked === review && a!.sent.ballot !== b!.sent.ballot) expect(keptOf('box', asked, { ...a!.sent, ballot: b!.sent.ballot })).toMatchObject({ code: 'ballotWrong' })
      if (asked === review) expect(keptOf('another', asked, a!.sent)).toMatchObject({ code: 'ballotWrong' })
    }))
  })
  test('are all counted, whatever their order, and the count says nothing of one ballot', () => {
    fc.assert(fc.property(fc.array(ballotOf(asked), { maxLength: 30 }), fc.infiniteStream(fc.nat()), (ballots, dice) => {
      const texts = ballots.map((ballot, n) => ({ content: written(asked, ballot), nonce: nonceOf(n) }))
      const shuffled = texts.map(text => ({ text, at: dice.next().value })).sort((a, b) => a.at - b.at).map(({ text }) => text)
      const [one, other] = [sheetsOf(asked, { members: texts }), sheetsOf(asked, { members: shuffled })]
      expect(other).toEqual(one)
      expect(fingerprintOf(other, 'salt')).toBe(fingerprintOf(one, 'salt'))
      const tally = tallyOf(asked, one).members!
      for (const { key } of asked.questions) {
        expect(Object.values(tally.answers[key]!).reduce((sum, n) => sum + n, 0)).toBe(ballots.length)
        for (const choice of asked.choices) expect(tally.answers[key]![choice]).toBe(ballots.filter(({ answers: given }) => given.find(answer => answer.key === key)?.choice === choice).length)
      }
      expect(Object.values(tally.others).reduce((sum, n) => sum + n, 0)).toBe(ballots.reduce((sum, { others }) => sum + (others?.length ?? 0), 0))
    }), { numRuns: 60 })
  })
})

describe('the program that counts again', () => {
  const dir = mkdtempSync(join(tmpdir(), 'zhibu-recount-'))
  afterAll(() => rmSync(dir, { recursive: true, force: true }))
  const recount = (box: object, ...published: string[]) => {
    const file = join(dir, 'box.json')
    writeFileSync(file, JSON.stringify(box))
    return spawnSync(process.execPath, [resolve(__dirname, '../../config/recount.mjs'), file, ...published], { encoding: 'utf8' })
  }
  const sheets = sheetsOf({ ...election, noReceipts: true }, { members: [written(election, { answers: answers('for', 'for', 'against', 'for') }), written(election, { answers: answers('for', 'against'), others: ['另选甲'] })].map(kept) })
  const exported = { box: 'box', salt: 'salt', fingerprint: fingerprintOf(sheets, 'salt'), questions: election.questions, groups: { members: { name: '党员', taken: 2, ...sheets.members! } } }

  test('finds the same fingerprint and the same counts', () => {
    const { status, stdout } = recount(exported, fingerprintOf(sheets, 'salt'))
    expect([status, stdout.includes('与公布的指纹一致'), stdout.includes('同志0：for 2')]).toEqual([0, true, true])
  })
  test.each<[string, (box: typeof exported) => object]>([
    ['one choice is another', box => ({ ...box, groups: { members: { ...box.groups.members, answers: { ...sheets.members!.answers, m0: ['against', 'for'] } } } })],
    ['a ballot is missing', box => ({ ...box, groups: { members: { ...box.groups.members, answers: { ...sheets.members!.answers, m0: ['for'] } } } })],
    ['somebody was written in who was not', box => ({ ...box, groups: { members: { ...box.groups.members, others: ['另选乙'] } } })],
    ['the salt is another', box => ({ ...box, salt: 'another' })],
    ['fewer have taken part than there are ballots', box => ({ ...box, groups: { members: { ...box.groups.members, taken: 1 } } })],
  ])('says so where %s', (_name, changed) => expect(recount(changed(exported)).status).toBe(1))
  test('takes what is copied from a page that names several groups', () => {
    const [own, other] = [fingerprintOf(sheets, 'salt'), fingerprintOf(sheets, 'another')]
    expect(recount(exported, `党员：${own.toUpperCase()}\n一班：${other}`).status).toBe(0)
    expect([recount(exported, `一班：${other}`).status, recount(exported, '没有指纹').status]).toEqual([1, 1])
  })
  test('says so where the published fingerprint is another', () => expect(recount(exported, fingerprintOf(sheets, 'another')).status).toBe(1))

  describe('with receipts', () => {
    const cast = ['excellent', 'excellent', 'good', 'poor', 'abstain'].map((choice, n) => {
      const content = written(review, { answers: answers(choice, 'good', choice) })
      return { content, nonce: nonceOf(n), commitments: commitmentsTo('box', review.questions, [choice, 'good', choice], nonceOf(n), hashed) }
    })
    const made = (ballots: typeof cast) => {
      const of = sheetsOf(review, { members: ballots })
      return { ...exported, questions: review.questions, fingerprint: fingerprintOf(of, 'salt'), groups: { members: { name: '党员', taken: ballots.length, ...of.members!, commitments: Object.fromEntries(review.questions.map(({ key }, n) => [key, ballots.map(({ commitments }) => commitments[n]!).sort()])) } } }
    }
    const rewritten = (choice: string) => cast.map((ballot, n) => (n === 3 ? { ...ballot, content: written(review, { answers: answers(choice, 'good', 'poor') }) } : ballot))

    test('every choice opens one commitment of its question', () => {
      const { status, stdout } = recount(made(cast), made(cast).fingerprint)
      expect([status, stdout.includes('每个选择都对得上一个公布的凭据')]).toEqual([0, true])
    })
    test('a ballot that was rewritten before closing opens none, though the fingerprint was made of it', () => {
      const { status, stdout } = recount(made(rewritten('excellent')), made(rewritten('excellent')).fingerprint)
      expect([status, stdout.includes('同志0：有1个选择和交票时的凭据对不上，有1个凭据没有对应的选择'), stdout.includes('与公布的指纹一致')]).toEqual([1, true, true])
    })
    test('nor does it where two choices are exchanged, or one commitment is there twice', () => {
      const swapped = made(cast)
      const { m0 } = swapped.groups.members.answers
      expect(recount({ ...swapped, groups: { members: { ...swapped.groups.members, answers: { ...swapped.groups.members.answers, m0: [...m0!].reverse() } } } }).status).toBe(1)
      const { commitments } = swapped.groups.members
      expect(recount({ ...swapped, groups: { members: { ...swapped.groups.members, commitments: { ...commitments, m0: commitments.m0!.map(() => commitments.m0![0]) } } } }).status).toBe(1)
    })
    test('the rows of one ballot cannot be put together from the export', () => {
      const { answers: listed, nonces, commitments } = made(cast).groups.members
      // In each list a ballot stands where its choice and a hash put it; no nonce and no commitment is in two lists.
      for (const lists of [nonces!, commitments]) expect(new Set(Object.values(lists).flat()).size).toBe(cast.length * review.questions.length)
      for (const { key } of review.questions) expect(listed[key]!.map((choice, n) => `${choice} ${nonces![key]![n]!}`)).toEqual([...listed[key]!.map((choice, n) => `${choice} ${nonces![key]![n]!}`)].sort())
      expect(JSON.stringify(made(cast))).not.toContain(nonceOf(0))
    })
  })
})

describe('how a vote stands, in words', () => {
  test.each([['review', '等待评定'], ['vote', '已计票'], ['election', '已计票']] as const)('a closed %s: %s', (ballotKind, state) => {
    const closed = { state: 'closed' as const, ballotKind }
    const why = { code: 'reviewState', detail: { state } }
    expect([whyNotOpen(closed), whyNotRunning(closed), whyNotCounted(closed)]).toEqual([why, why, null])
    expect(whyCannotSetCounters({ ...closed, subjects: [], candidates: [] } as never, [])).toEqual(why)
  })
})
