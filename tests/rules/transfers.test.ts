import { approversBetween, daysBetween, duesWarning, letterWarning, nextOf, transferRules, whyCannotStart, whyNoTarget, whyPostsHold, whyWrongLetter } from '../../cloudfunctions/regulations/transfer-rules'
import { stepsOf, whyCannotAct, whyCannotLeave, whyWrongReceipt, type Act, type Powers, type Seen } from '../../cloudfunctions/modules/transfers/rules'
import { transferStates, type OrganisationKind, type TransferState } from '../../types/contracts/codes'
import { dayPlus } from '../../types/words'

const today = '2026-11-20'

describe('a letter', () => {
  test('is good for 90 days and no longer', () => {
    expect(transferRules.letterDays.value).toBe(90)
    expect(whyWrongLetter(today, 90, today)).toBeNull()
    expect(whyWrongLetter(today, 91, today)).toMatchObject({ code: 'letterDays', detail: { max: 90 } })
    expect(whyWrongLetter('2026-11-21', 30, today)).toMatchObject({ code: 'datesWrong' })
    expect(whyWrongLetter('2026-02-30', 30, today)).toMatchObject({ code: 'datesWrong' })
  })

  test.each([
    [31, null], [30, 'notice'], [8, 'notice'], [7, 'urgent'], [1, 'urgent'], [0, 'urgent'], [-1, 'urgent'],
  ])('%i days before its end: %s', (days, level) => {
    const warning = letterWarning({ until: dayPlus(today, days) }, today)
    expect(warning?.level ?? null).toBe(level)
    if (days === 0) expect(warning?.text).toBe('介绍信今天到期')
    if (days === -1) expect(warning?.text).toContain('已过期1天')
  })

  test('days are counted over a leap day and a year\'s end', () => {
    expect([dayPlus('2028-02-28', 1), dayPlus('2028-02-28', 2), dayPlus('2026-12-31', 90)]).toEqual(['2028-02-29', '2028-03-01', '2027-03-31'])
    expect(daysBetween('2026-11-20', '2027-02-18')).toBe(90)
  })
})

test.each([[null, true], ['2026-10', true], ['2026-11', false], ['2027-01', false]])('dues paid until %s: warned %s', (month, warned) => {
  expect(duesWarning(month, today) !== null).toBe(warned)
})

describe('who approves on the way', () => {
  // school ▸ college ▸ (general ▸ a, b), c; school ▸ other ▸ d
  const kinds = new Map<string, OrganisationKind>([['school', 'committee'], ['college', 'committee'], ['general', 'generalBranch'], ['other', 'committee']])
  const [a, b, c, d] = [['school', 'college', 'general', 'a'], ['school', 'college', 'general', 'b'], ['school', 'college', 'c'], ['school', 'other', 'd']]
  test.each([
    ['inside one general branch, which does not approve', a, b, ['college']], ['inside one committee', a, c, ['college']], ['between two colleges', a, d, ['school']], ['in a tree of its own branch', ['x'], ['y'], []],
  ])('%s', (_name, from, to, expected) => expect(approversBetween(from, to, kinds)).toEqual(expected))
  test('every committee, or none, where the rule says so', () => {
    expect(approversBetween(a, d, kinds, { way: 'everyCommittee', kinds: ['committee'] })).toEqual(['college', 'school', 'other'])
    expect(approversBetween(a, d, kinds, { way: 'none', kinds: ['committee'] })).toEqual([])
    expect(approversBetween(a, b, kinds, { way: 'everyCommittee', kinds: ['committee', 'generalBranch'] })).toEqual(['general'])
  })
})

test('a transfer begins for nobody who is archived, on the way, or out of the Party', () => {
  const member = { name: '陈静', archived: false, organisationId: 'a' }
  expect(whyCannotStart(member)).toBeNull()
  expect(whyCannotStart({ ...member, archived: true })?.code).toBe('memberArchived')
  expect(whyCannotStart({ ...member, transferId: 't' })?.code).toBe('transferOpen')
  expect(whyCannotStart({ ...member, axes: { membership: { value: 'ended' } } })).toMatchObject({ code: 'transferEnded', detail: { name: '陈静' } })
  expect(whyCannotStart({ ...member, axes: { membership: { value: 'suspended' } } })).toBeNull()
})

test('only a branch that is not dissolved receives', () => {
  expect(whyNoTarget({ name: '支部', kind: 'branch' })).toBeNull()
  expect(whyNoTarget({ name: '支部', kind: 'branch', dissolvedAt: null })).toBeNull()
  expect(whyNoTarget({ name: '支部', kind: 'branch', dissolvedAt: new Date() })?.code).toBe('transferDissolved')
  for (const kind of ['committee', 'generalBranch', 'group'] as const) expect(whyNoTarget({ name: '组织', kind })?.code).toBe('transferToBranch')
})

test('a post inside the old branch is ended first; one above both is kept; elsewhere none is', () => {
  const at = (organisationId: string) => ({ name: '王建国', archived: false, posts: [{ post: 'secretary' as const, organisationId, organisationName: '第一党支部' }] })
  expect(whyPostsHold(at('a'), '/top/b/')).toMatchObject({ code: 'transferPosts', detail: { name: '王建国', organisation: '第一党支部', post: '书记' } })
  expect(whyPostsHold(at('top'), '/top/b/')).toBeNull()
  expect(whyCannotLeave(at('top'), '')?.code).toBe('transferPosts')
  expect(whyCannotLeave({ ...at('top'), archived: true }, '/top/b/')?.code).toBe('memberArchived')
})

test('a receipt is of a day between the letter and today', () => {
  const letter = { issuedOn: '2026-11-01' }
  expect([whyWrongReceipt('2026-11-01', letter, today), whyWrongReceipt(today, letter, today), whyWrongReceipt('2026-10-31', null, today)]).toEqual([null, null, null])
  expect([whyWrongReceipt('2026-10-31', letter, today)?.code, whyWrongReceipt('2026-11-21', letter, today)?.code]).toEqual(['datesWrong', 'datesWrong'])
})

describe('who may do what, and when', () => {
  const nobody: Powers = { own: false, from: false, to: false, superior: false }
  const seen = (state: TransferState, over: Partial<Seen> = {}): Seen => ({ kind: 'inside', state, startedBy: 'member', ...over })
  const may = (act: Act, state: TransferState, powers: Partial<Powers>, over?: Partial<Seen>) => whyCannotAct(act, seen(state, over), { ...nobody, ...powers })?.code ?? 'yes'
  const acts: Act[] = ['agree', 'accept', 'return', 'resubmit', 'withdraw', 'issue', 'receipt']

  test.each([
    ['applied', { from: 'agree return withdraw', own: 'withdraw' }], ['approving', { superior: 'agree return', from: 'withdraw', own: 'withdraw' }],
    ['accepting', { to: 'accept return', from: 'withdraw', own: 'withdraw' }], ['returned', { from: 'resubmit withdraw', own: 'resubmit withdraw' }],
    ['preparing', { from: 'return withdraw issue', own: 'withdraw' }], ['issued', { from: 'withdraw issue receipt', own: 'withdraw' }],
    ['announced', { to: 'accept return withdraw' }], ['receiptDue', { to: 'receipt' }], ['done', {}], ['withdrawn', {}], ['cancelled', {}], ['refused', {}],
  ] as [TransferState, Partial<Record<keyof Powers, string>>][])('%s', (state, expected) => {
    for (const power of ['own', 'from', 'to', 'superior'] as const) {
      expect([power, acts.filter(act => may(act, state, { [power]: true }) === 'yes').join(' ')]).toEqual([power, expected[power] ?? ''])
    }
  })

  test('what is over says so to everybody; what is another\'s turn is forbidden', () => {
    expect(may('accept', 'done', { to: true })).toBe('transferState')
    expect(may('accept', 'accepting', { from: true })).toBe('forbidden')
    expect(may('withdraw', 'accepting', { own: true }, { startedBy: 'branch' })).toBe('forbidden')
  })

  test('every open state has somebody who acts and a deadline; what is over has nobody', () => {
    for (const state of Object.keys(transferStates) as TransferState[]) {
      const next = nextOf({ kind: 'inside', state, fromId: 'a', toId: 'b', approvers: [{ id: 'top' }], approved: 0, startedBy: 'branch', letter: { until: '2027-02-18' } }, today)
      const over = ['done', 'withdrawn', 'cancelled', 'refused'].includes(state)
      expect([state, next.actsId !== null]).toEqual([state, !over])
      if (state === 'issued') expect(next).toEqual({ actsId: 'a', dueOn: '2027-02-18', tellOn: '2027-01-19' })
      if (state === 'approving') expect(next).toEqual({ actsId: 'top', dueOn: '2026-11-30', tellOn: today })
    }
  })
})

test('the way is told in order', () => {
  const way = { fromName: '甲', toName: '乙', approvers: [{ name: '党委' }], approved: 0, memberName: '陈静', kind: 'inside' as const, startedBy: 'member' as const }
  const told = (state: TransferState, over = {}) => { const { steps, reached } = stepsOf({ ...way, state, ...over }); return `${steps.map(step => step.who).join('>')}:${reached}` }
  expect([told('applied'), told('approving'), told('accepting'), told('done')]).toEqual(['陈静>甲>党委>乙:1', '陈静>甲>党委>乙:2', '陈静>甲>党委>乙:3', '陈静>甲>党委>乙:4'])
  expect([told('preparing', { kind: 'out' }), told('issued', { kind: 'out', startedBy: 'branch' }), told('announced', { kind: 'in' }), told('receiptDue', { kind: 'in' })]).toEqual(['陈静>甲>甲>陈静:2', '甲>甲>陈静:2', '乙>乙:0', '乙>乙:1'])
})
