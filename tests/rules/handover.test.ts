import { allowsOf, filesToStartWith, unsigned, usualFiles, whyCannotChange, whyCannotReceive, whyCannotSign, whyCannotStop, whyCannotWitness, whyDuesWrong, whyNotMine, whyNotThree, whyWrongDay } from '../../cloudfunctions/modules/handover/rules'
import type { Handover, HandoverParty } from '../../cloudfunctions/platform/documents'
import type { Post } from '../../types/contracts/codes'

const at = new Date('2026-11-20T01:00:00Z')
const party = (memberId: string, revision: number | null = null): HandoverParty => ({ memberId, name: `示例${memberId}`, signature: revision === null ? null : { accountId: `account-${memberId}`, at, revision } })
const handover = (over: Partial<Handover> = {}): Handover => ({
  _id: 'h', key: 'h', organisationId: 'o', organisationName: '示例党支部', state: 'open', open: true, posts: [{ postId: 'p', post: 'secretary', until: null }],
  parties: { giver: party('a'), receiver: party('b'), witness: party('c') }, files: [{ name: '印章', count: 1 }], dues: { fen: 0, asOn: '2026-11-20' }, matters: [], mattersAt: at, remarks: '',
  effectiveOn: null, revision: 2, voided: [], at, doneAt: null, stopped: null, stuck: null, lastTap: '', ...over,
})
const signedBy = (giver: number | null, receiver: number | null, witness: number | null) => ({ parties: { giver: party('a', giver), receiver: party('b', receiver), witness: party('c', witness) } })
const over = handover({ state: 'done', open: false, ...signedBy(2, 2, 2) })

test('the list starts with what is usual, or with the names of last time without numbers', () => {
  expect(filesToStartWith(null).map(({ name }) => name)).toEqual(usualFiles)
  expect(filesToStartWith({ files: [] }).map(({ name }) => name)).toEqual(usualFiles)
  expect(filesToStartWith({ files: [{ name: '印章', count: 2 }] })).toEqual([{ name: '印章', count: null }])
})

test('what a post allows is said in words', () => {
  expect(allowsOf('secretary')).toContain('任免职务')
  expect(allowsOf('publicityOfficer')).not.toContain('任免职务')
})

test('only what is held is handed over', () => {
  expect(whyNotMine(['secretary'], ['secretary'])).toBeNull()
  expect(whyNotMine(['secretary'], ['secretary', 'organisationOfficer'])).toMatchObject({ code: 'handoverNotHeld', detail: { post: '组织委员' } })
})

test.each([['a', 'b', 'c', null], ['a', 'a', 'c', 'handoverThree'], ['a', 'b', 'b', 'handoverThree'], ['a', 'b', 'a', 'handoverThree']])('three different persons: %s %s %s', (giver, receiver, witness, why) =>
  expect(whyNotThree({ giver, receiver, witness })?.code ?? null).toBe(why))

describe('who may take over', () => {
  const member = { name: '示例乙', archived: false, accountId: 'account' as string | null, posts: [] as never[] }
  const held = [{ organisationId: 'o', post: 'secretary' }] as never[]
  test.each<[string, Parameters<typeof whyCannotReceive>[0]['member'], string, string | null]>([
    ['inside and joined', member, '/top/o/', null],
    ['on a roster below', member, '/top/o/below/', null],
    ['not joined', { ...member, accountId: null }, '/top/o/', 'handoverNotJoined'],
    ['taken off the roster', { ...member, archived: true }, '/top/o/', 'memberArchived'],
    ['elsewhere', member, '/top/other/', 'notInOrganisation'],
    ['has the post already', { ...member, posts: held }, '/top/o/', 'postExists'],
  ])('%s', (_name, person, memberPath, why) => expect(whyCannotReceive({ member: person, memberPath, organisationId: 'o', posts: ['secretary'] })?.code ?? null).toBe(why))
})

test.each<[string, Post[], Post[], string | null]>([
  ['nobody in office', [], ['secretary'], 'handoverWitness'],
  ['a committee member for a secretary, who can appoint', ['publicityOfficer'], ['secretary'], null],
  ['a committee member for one who cannot', ['disciplineOfficer'], ['publicityOfficer'], 'handoverVouch'],
  ['one who can appoint for one who cannot', ['secretary'], ['publicityOfficer'], null],
])('a witness: %s', (_name, posts, handedOver, why) => expect(whyCannotWitness({ name: '示例丙', posts, handedOver })?.code ?? null).toBe(why))

describe('signing', () => {
  test.each<[string, Handover, Parameters<typeof whyCannotSign>[1], string | null]>([
    ['the giver first', handover(), 'giver', null],
    ['the receiver before the giver', handover(), 'receiver', 'handoverGiverFirst'],
    ['the receiver after the giver', handover(signedBy(2, null, null)), 'receiver', null],
    ['the witness before the receiver', handover(signedBy(2, null, null)), 'witness', null],
    ['after a change the giver signs again', handover(signedBy(1, null, null)), 'receiver', 'handoverGiverFirst'],
    ['twice', handover(signedBy(2, null, null)), 'giver', 'handoverSigned'],
    ['somebody else', handover(), null, 'forbidden'],
    ['one thing not counted', handover({ files: [{ name: '印章', count: null }] }), 'giver', 'handoverUncounted'],
    ['none of a thing is a count', handover({ files: [{ name: '印章', count: 0 }] }), 'giver', null],
    ['no balance', handover({ dues: null }), 'giver', 'handoverDues'],
    ['over', over, 'giver', 'handoverOver'],
  ])('%s', (_name, list, role, why) => expect(whyCannotSign(list, role)?.code ?? null).toBe(why))

  test('who is still to sign counts the list as it is now', () => {
    expect(unsigned(handover(signedBy(2, 1, null)))).toEqual(['receiver', 'witness'])
    expect(unsigned(over)).toEqual([])
  })
})

test('the giver changes the list until it has taken effect', () => {
  expect([whyCannotChange(handover(), 'giver'), whyCannotChange(handover({ state: 'signed' }), 'giver')]).toEqual([null, null])
  expect([whyCannotChange(handover(), 'receiver')?.code, whyCannotChange(over, 'giver')?.code]).toEqual(['forbidden', 'handoverOver'])
})

test('each of the three, and whoever is above, may stop it before', () => {
  expect([whyCannotStop(handover(), 'witness', false), whyCannotStop(handover(), null, true)]).toEqual([null, null])
  expect([whyCannotStop(handover(), null, false)?.code, whyCannotStop(over, 'giver', true)?.code]).toEqual(['forbidden', 'handoverOver'])
})

test.each([['2026-11-19', 'datesWrong'], ['2026-11-20', null], ['2027-01-20', null], ['2027-01-21', 'datesWrong']])('a day for the change of hands: %s', (day, why) => expect(whyWrongDay(day, '2026-11-20', '2027-01-20')?.code ?? null).toBe(why))
test.each([['2026-11-20', null], ['2026-11-21', 'datesWrong']])('dues as of %s', (day, why) => expect(whyDuesWrong(day, '2026-11-20')?.code ?? null).toBe(why))
