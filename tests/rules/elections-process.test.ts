/** The day of an assembly, the order of its steps, who is told above: the process of an election in tables. */
import { selfCounted, stepsOutOfOrder } from '../../cloudfunctions/modules/elections/checks'
import { dayHeld, whyCannotDate, whyWrongDay } from '../../cloudfunctions/modules/elections/held'
import { asksConsent, isOnBallot } from '../../cloudfunctions/modules/elections/voiding'
import type { Election, ElectionBallot } from '../../cloudfunctions/platform/documents'
import { askedOf } from '../../cloudfunctions/services/balloting/told-above'
import { electionWith, people } from '../support/elections'

const today = '2026-11-20'
const ballot = (key: string, heldOn: string | null, over: Partial<ElectionBallot> = {}): ElectionBallot => ({ ...electionWith().ballots[0]!, key, heldOn, ...over })

test.each<[string, Partial<Election>, string | null, string]>([
  ['nothing is known but today', {}, null, today], ['the meeting was on another day', {}, '2026-11-18', '2026-11-18'], ['the meeting is still to come', {}, '2026-11-25', today],
  ['a day was set', { assemblyOn: '2026-11-16' }, '2026-11-18', '2026-11-16'], ['phones vote now', { assemblyOn: '2026-11-16', manner: 'phone' }, '2026-11-18', today],
])('the day of a ballot: %s', (_name, over, meetingOn, day) => expect(dayHeld(electionWith(over), meetingOn, today)).toBe(day))

test.each<[string, Partial<Election>, string, string, string | null]>([
  ['today', {}, 'b1', today, null], ['tomorrow', {}, 'b1', '2026-11-21', 'datesWrong'], ['the day of the reply', {}, 'b1', '2026-11-02', null], ['the day before the reply', {}, 'b1', '2026-11-01', 'electionStepOrder'],
  ['before the first ballot', { ballots: [ballot('b1', '2026-11-18'), ballot('b2', null)], current: 'b2' }, 'b2', '2026-11-17', 'datesWrong'], ['with the first ballot', { ballots: [ballot('b1', '2026-11-18'), ballot('b2', null)], current: 'b2' }, 'b2', '2026-11-18', null],
  ['before one that is void', { ballots: [ballot('b1', '2026-11-18', { voidReason: '重投' }), ballot('b2', null)], current: 'b2' }, 'b2', '2026-11-17', null], ['after the second ballot', { ballots: [ballot('b1', '2026-11-18'), ballot('b2', '2026-11-19')], current: 'b2' }, 'b1', today, 'datesWrong'],
  ['after the committee met', { chosenOn: '2026-11-19' }, 'b1', today, 'datesWrong'], ['where there is no committee', { chosenOn: '2026-11-19', body: 'secretary' }, 'b1', today, null],
])('held on: %s', (_name, over, key, day, refused) => expect(whyWrongDay(electionWith(over), key, day, today)?.code ?? null).toBe(refused))

test.each<[string, Partial<Election>, string | null, string | null]>([
  ['counted', { state: 'closed', ballots: [ballot('b1', today)] }, null, null], ['being voted on', { state: 'open', ballots: [ballot('b1', today)] }, null, 'reviewState'], ['reported', { state: 'closed', ballots: [ballot('b1', today)], reportedAt: new Date(0) }, null, 'electionReported'],
  ['on phones', { state: 'closed', ballots: [ballot('b1', today, { manner: 'phone' })] }, null, 'electionHeldPhone'], ['void', { state: 'closed', ballots: [ballot('b1', today, { voidReason: '重投' }), ballot('b2', today)], current: 'b2' }, 'b1', 'electionHeldVoid'], ['no such', { state: 'closed', ballots: [ballot('b1', today)] }, 'b9', 'reviewNoGroup'],
])('the day put right of a ballot that is %s', (_name, over, key, refused) => expect(whyCannotDate(electionWith(over), key)?.code ?? null).toBe(refused))

describe('looked at again', () => {
  const done = (day: string) => ({ day, note: '', byName: '', at: new Date(0) })
  test.each<[string, Election['steps'], string | null, number]>([
    ['in order', { resolved: done('2026-11-01'), replied: done('2026-11-02'), method: done('2026-11-20') }, '2026-11-20', 0], ['all on a day', { resolved: done('2026-11-02'), replied: done('2026-11-02') }, null, 0],
    ['resolved after the reply', { resolved: done('2026-11-03'), replied: done('2026-11-02') }, null, 1], ['the method after the assembly', { replied: done('2026-11-02'), method: done('2026-11-21') }, '2026-11-20', 1],
  ])('steps %s', (_name, steps, heldOn, n) => expect(stepsOutOfOrder(electionWith({ steps, ballots: [ballot('b1', heldOn)] }))).toHaveLength(n))

  const row = (memberId: string, other: boolean) => ({ key: other ? `*${memberId}` : memberId, name: memberId, memberId, inFavour: 9, against: 0, abstain: 0, other })
  test.each<[string, Partial<ElectionBallot>, string[]]>([
    ['written in, elected, and entered the count', { countedBy: [{ memberId: 'm7', name: '示例7' }], votes: [row('m7', true)], elected: ['*m7'] }, ['m7']], ['named to count', { votes: [row('m9', true)], elected: ['*m9'] }, ['m9']],
    ['not elected', { countedBy: [{ memberId: 'm7', name: '示例7' }], votes: [row('m7', true)], elected: [] }, []], ['somebody else', { countedBy: [{ memberId: 'm7', name: '示例7' }], votes: [row('m8', true)], elected: ['*m8'] }, []],
    ['the ballot is void', { countedBy: [{ memberId: 'm7', name: '示例7' }], votes: [row('m7', true)], elected: ['*m7'], voidReason: '重投' }, []],
  ])('the own votes counted: %s', (_name, over, names) => expect(selfCounted(electionWith({ ballots: [ballot('b1', today, over)] }))).toEqual(names))
})

test('whom a ballot is about', () => {
  const election = electionWith({ ballots: [ballot('b1', today, { candidateIds: ['m1'], votes: [{ key: '*示例5', name: '示例5', memberId: 'm5', inFavour: 3, against: 0, abstain: 0, other: true }] })] })
  expect(people(6).map(({ memberId }) => isOnBallot(election, memberId))).toEqual([true, false, false, false, true, false])
})
test.each([[false, false, false], [true, false, true], [true, true, false]])('known %s, invalid %s: the superior\'s document %s', (counted, invalid, asks) => expect(asksConsent({ counted, invalid })).toBe(asks))

const organisation = (_id: string, kind: 'committee' | 'generalBranch' | 'branch') => ({ _id, kind })
test.each<[string, ReturnType<typeof organisation>[], string[]]>([
  ['a committee', [organisation('school', 'committee'), organisation('college', 'committee')], ['college']], ['a 党总支 below a committee', [organisation('school', 'committee'), organisation('college', 'committee'), organisation('general', 'generalBranch')], ['general', 'college']],
  ['a 党总支 and nothing above', [organisation('general', 'generalBranch')], ['general']], ['itself', [organisation('branch', 'branch')], ['branch']],
])('whoever is told above: %s', (_name, above, told) => expect(askedOf(above)).toEqual(told))
