/** Both sides of every limit of an election (DOMAIN.md §1): who may be elected, who has to be there, what a ballot comes to, who does what. */
import { divisionOf, whyCannotApprove, whyCannotChoose, whyCannotReport, whyWrongApproval } from '../../cloudfunctions/modules/elections/choosing'
import { countedBallot, electedOf, standingFor, whyCannotLeave, whyCannotPublish, whyNotNamed, whyNotSettled, whyWrongNext } from '../../cloudfunctions/modules/elections/result'
import { candidatesNeeded, expectedOf, quorumOf, whyCannotChange, whyCannotCount, whyCannotExclude, whyCannotOpen, whyCannotStand, whyCannotStep, whyNotPresent } from '../../cloudfunctions/modules/elections/rules'
import { annulled, followed, prepared } from '../../cloudfunctions/modules/elections/setup'
import type { Election } from '../../cloudfunctions/platform/documents'
import { counts, countedWith, electionWith, people, roll, withConsent } from '../support/elections'

const today = '2026-11-20'
const ids = (n: number) => people(n).map(({ memberId }) => memberId)
const out = (n: number) => [{ memberId: `m${n}`, name: `示例${n}`, why: 'abroad' as const }]
const steps = electionWith().steps

describe('opening', () => {
  const opening = (over: Partial<Election>, fullMembers = 17) => whyCannotOpen({ election: electionWith(over), roll, fullMembers })?.code ?? null
  test.each<[string, Partial<Election>, number, string | null]>([
    ['fourteen of seventeen', {}, 17, null],
    ['thirteen of seventeen', { present: ids(13) }, 17, 'electionQuorum'],
    ['thirteen of sixteen, one left out', { present: ids(13), excluded: out(17), exclusionConsent: withConsent.exclusionConsent }, 17, null],
    ['twelve of sixteen', { present: ids(12), excluded: out(17), exclusionConsent: withConsent.exclusionConsent }, 17, 'electionQuorum'],
    ['one left out without the superior', { excluded: out(17) }, 17, 'electionExclusion'],
    ['a committee with six full members', {}, 6, 'electionCommitteeSize'],
    ['a committee with seven', {}, 7, null],
    ['a committee of two', { seats: 2, candidates: people(3) }, 17, 'electionSeats'],
    ['a secretary without a committee', { body: 'secretary', seats: 1, candidates: people(1) }, 6, null],
    ['three without a committee', { body: 'secretary', seats: 3 }, 6, 'electionSeats'],
    ['three seats, three candidates', { candidates: people(3) }, 17, 'electionCandidates'],
    ['five seats, five candidates', { seats: 5, candidates: people(5) }, 17, 'electionCandidates'],
    ['five seats, six candidates', { seats: 5, candidates: people(6) }, 17, null],
    ['seven seats, eight candidates', { seats: 7, candidates: people(8) }, 17, 'electionCandidates'],
    ['seven seats, nine candidates', { seats: 7, candidates: people(9), counters: people(14).slice(11, 13) }, 17, null],
    ['no reply of the superior', { steps: { method: steps.method! } }, 17, 'electionStepMissing'],
    ['no method', { steps: { replied: steps.replied! } }, 17, 'electionStepMissing'],
    ['a candidate who has lost the vote', { candidates: [...people(3), { memberId: 'p1', name: '示例预备' }] }, 17, 'electionCannotStand'],
    ['a candidate who has left', { candidates: [...people(3), { memberId: 'gone', name: '示例已转出' }] }, 17, 'electionCannotStand'],
    ['nobody counts', { counters: [] }, 17, 'electionNoCounter'],
    ['one alone counts papers', { counters: people(14).slice(11, 12) }, 17, 'counterOne'],
    ['a candidate counts', { counters: people(1) }, 17, 'electionCounterStands'],
    ['phones without consent', { manner: 'phone' }, 17, 'voteNoConsent'],
    ['phones with consent', { manner: 'phone', consent: withConsent.consent }, 17, null],
    ['somebody present without a vote', { present: [...ids(14), 'p1'] }, 17, 'electionNotElector'],
    ['somebody present from nowhere', { present: [...ids(14), 'x'] }, 17, 'electionNoMember'],
    ['open already', { state: 'open', present: [] }, 17, null],
    ['closed', { state: 'closed' }, 17, 'reviewState'],
  ])('%s', (_name, over, fullMembers, refused) => expect(opening(over, fullMembers)).toBe(refused))

  test.each([[17, 14], [16, 13], [20, 16], [5, 4], [1, 1]])('of %i expected %i have to be there', (expected, needed) => expect(quorumOf(expected)).toBe(needed))
  test('left out only where the superior agrees and the method has passed', () => {
    const excluded = out(17)
    expect([electionWith({ excluded }), electionWith({ excluded, ...withConsent, steps: { replied: steps.replied! } }), electionWith({ excluded, ...withConsent })].map(election => expectedOf(election, roll.electors))).toEqual([17, 17, 16])
  })
  test.each([['committee', 3, 4], ['committee', 5, 6], ['committee', 7, 9], ['secretary', 1, 1], ['secretary', 2, 1]] as const)('%s, %i seats: %i candidates', (body, seats, needed) => expect(candidatesNeeded({ body, seats })).toBe(needed))
})

describe('preparing', () => {
  test.each([['m1', null], ['p1', 'electionCannotStand'], ['x', 'electionNoMember']])('%s as a candidate', (memberId, refused) => expect(whyCannotStand(memberId, roll)?.code ?? null).toBe(refused))
  test.each([[people(1), 'electionCounterStands'], [people(9).slice(8), null]])('who counts', (counters, refused) => expect(whyCannotCount(counters, ids(4))?.code ?? null).toBe(refused))
  test.each([[out(17), null], [out(3), 'electionExcludedPresent'], [[{ memberId: 'p1', name: '示例预备', why: 'abroad' as const }], 'electionNotExpected']])('left out of those expected', (excluded, refused) => expect(whyCannotExclude(excluded, ids(14), roll)?.code ?? null).toBe(refused))
  test('who is left out and comes is expected again', () => expect(whyNotPresent(out(3), ids(14), roll)?.code).toBe('electionExcludedPresent'))

  test.each<[string, Partial<Election>, string[], string | null]>([
    ['a draft', {}, ['candidateIds', 'seats'], null], ['an open one', { state: 'open' }, ['title'], 'reviewState'],
    ['the candidates before a second ballot', followed(countedWith(electionWith().ballots[0]!), { seats: 1, candidateIds: ids(2) }), ['candidateIds'], 'electionBegun'],
    ['the manner before a second ballot', followed(countedWith(electionWith().ballots[0]!), { seats: 1, candidateIds: ids(2) }), ['manner'], null],
  ])('changing %s', (_name, over, fields, refused) => expect(whyCannotChange({ ...electionWith(), ...over, ...(over.ballots && { state: 'draft' as const }) }, fields)?.code ?? null).toBe(refused))

  const done = (day: string) => ({ day, note: '', byName: '', at: new Date(0) })
  test.each<[string, Election['steps'], Parameters<typeof whyCannotStep>[1], string | null, Partial<Election>, string | null]>([
    ['today', {}, 'resolved', today, {}, null], ['tomorrow', {}, 'resolved', '2026-11-21', {}, 'datesWrong'],
    ['the day of the one before', { resolved: done('2026-11-10') }, 'requested', '2026-11-10', {}, null], ['before the one before', { resolved: done('2026-11-10') }, 'requested', '2026-11-09', {}, null],
    ['the day of the one after', { method: done('2026-11-10') }, 'fixed', '2026-11-10', {}, null], ['after the one after', { method: done('2026-11-10') }, 'fixed', '2026-11-11', {}, null],
    ['taken back', { resolved: done('2026-11-10') }, 'resolved', null, {}, null], ['taken back when people vote', { resolved: done('2026-11-10') }, 'resolved', null, { state: 'open' }, 'electionStepKept'],
    ['another day when people vote', { resolved: done('2026-11-10') }, 'resolved', '2026-11-09', { state: 'closed' }, 'electionStepKept'], ['filled in when people have voted', {}, 'resolved', '2026-11-09', { state: 'closed' }, null],
    ['filled in when it was reported', {}, 'resolved', '2026-11-09', { state: 'closed', reportedAt: new Date(0) }, 'electionReported'],
  ])('a step: %s', (_name, before, step, day, over, refused) => expect(whyCannotStep(electionWith({ steps: before, ...over }), step, day, today)?.code ?? null).toBe(refused))

  test('a ballot whose opening was cut off gets a box of its own when something is changed', () => {
    expect(prepared(electionWith({ opening: true, seats: 5, candidates: people(6) }))).toMatchObject({ current: 'b2', keys: 2, opening: false, ballots: [{ key: 'b2', seats: 5, candidateIds: ids(6) }], groups: [{ key: 'b2', entry: 'paper', entitled: 14 }] })
    expect(prepared(electionWith({ manner: 'phone' }))).toMatchObject({ current: 'b1', groups: [{ key: 'b1', entry: 'roster' }] })
  })
})

/** The only ballot, of fourteen present. */
const ballot = { ...electionWith().ballots[0]!, present: 14, expected: 17 }
const counted = (inFavour: number[], others: Record<string, number> = {}, papers = {}, over: Partial<Election> = {}) => countedWith(countedBallot({ ...ballot, seats: over.seats ?? 3, candidateIds: (over.candidates ?? people(4)).map(({ memberId }) => memberId) }, over.candidates ?? people(4), counts(inFavour, others, papers), []), over)
const last = (election: Election) => election.ballots.at(-1)!
const done = () => counted([14, 12, 9, 3])
const tied = () => counted([14, 12, 9, 9])
const few = () => counted([14, 12, 7, 3])

describe('a count', () => {
  test.each<[string, Election, string[], unknown]>([
    ['three of four', done(), ['m1', 'm2', 'm3'], { kind: 'done' }],
    ['exactly half is not enough', few(), ['m1', 'm2'], { kind: 'few', seats: 1 }],
    ['one more than half is', counted([14, 12, 8, 3]), ['m1', 'm2', 'm3'], { kind: 'done' }],
    ['a tie at the cut', tied(), ['m1', 'm2'], { kind: 'tie', keys: ['m3', 'm4'], seats: 1 }],
    ['more over half than seats', counted([9, 14, 12, 10]), ['m2', 'm3', 'm4'], { kind: 'done' }],
    ['a name that was written in, however it was spaced', counted([14, 12, 2, 3], { '示例 7': 5, '示例7': 3 }), ['m1', 'm2', '*示例7'], { kind: 'done' }],
    ['as many returned as given out', counted([14, 12, 9, 3], {}, { issued: 14, returned: 14 }), ['m1', 'm2', 'm3'], { kind: 'done' }],
    ['one more returned than given out', counted([14, 12, 9, 3], {}, { issued: 13, returned: 14 }), [], { kind: 'invalid', why: '收回14张，多于发出的13张' }],
    ['void papers count for nobody, and everybody present all the same', counted([7, 7, 7, 7], {}, { invalid: 7 }), [], { kind: 'few', seats: 3 }],
  ])('%s', (_name, election, elected, next) => {
    expect(last(election).elected).toEqual(elected)
    expect(last(election).next).toEqual(next)
  })
  test('nothing of a void ballot is told', () => expect(last(counted([14, 12, 9, 3], {}, { issued: 13 })).votes).toBeNull())
  test('who has a seat is not elected a second time', () => {
    const second = countedBallot({ ...ballot, key: 'b2', seats: 1, candidateIds: ['m3', 'm4'] }, people(4).slice(2), { ...counts([]), answers: { m3: { inFavour: 8 }, m4: { inFavour: 6 } }, others: { 示例1: 14 } }, ['示例1'])
    expect(second.elected).toEqual(['m3'])
  })
})

describe('after a count', () => {
  test.each<[string, Election, string[], string | null]>([
    ['the tied', tied(), ['m4', 'm3'], null], ['only one of the tied', tied(), ['m3'], 'electionTied'], ['somebody besides', tied(), ['m3', 'm4', 'm1'], 'electionTied'],
    ['of the others', few(), ['m3', 'm4'], null], ['one of the others', few(), ['m4'], null], ['who is elected', few(), ['m1', 'm3'], 'electionNotStanding'], ['one twice', few(), ['m3', 'm3'], 'electionNotStanding'], ['who was not voted on', few(), ['m9'], 'electionNotStanding'],
    ['nothing is left', done(), ['m4'], 'electionNoneLeft'], ['seats were left open', { ...few(), left: { seats: 1, agreed: 8, present: 14, at: new Date(0) } }, ['m3'], 'electionNoneLeft'],
    ['the ballot is void', counted([1, 1, 1, 1], {}, { issued: 13 }), ['m3'], 'electionInvalid'], ['a tie with a name nobody was found for', counted([14, 12, 9, 0], { 示例8: 9 }), ['m3'], 'electionNameFirst'],
    ['it was reported', { ...few(), reportedAt: new Date(0) }, ['m3'], 'electionReported'], ['who counts', { ...few(), counters: people(3).slice(2) }, ['m3'], 'electionCounterStands'],
  ])('another ballot of %s', (_name, election, candidateIds, refused) => expect(whyWrongNext(election, candidateIds)?.code ?? null).toBe(refused))

  test.each<[string, Election, number, string | null]>([
    ['eight of fourteen', few(), 8, null], ['exactly half', few(), 7, 'electionLeave'], ['more than are there', few(), 15, 'electionLeave'], ['nobody is elected', counted([7, 7, 7, 7]), 14, 'electionLeaveNone'], ['a tie', tied(), 14, 'electionNoneLeft'], ['nothing is left', done(), 14, 'electionNoneLeft'],
  ])('fewer seats: %s', (_name, election, agreed, refused) => expect(whyCannotLeave(election, agreed)?.code ?? null).toBe(refused))

  const written = () => counted([14, 12, 2, 3], { 示例8: 8, 示例预备: 1, 示例1: 1 })
  test.each([
    ['who has that name', '示例8', 'm8', null], ['somebody else', '示例8', 'm7', 'electionOtherName'], ['nobody wrote it', '示例7', 'm7', 'electionNoSuchName'], ['who may not stand', '示例预备', 'p1', 'electionCannotStand'], ['a candidate', '示例1', 'm1', 'electionNotStanding'],
  ])('a name means %s', (_name, name, memberId, refused) => expect(whyNotNamed(written(), name, [...roll.electors, ...roll.without].find(one => one.memberId === memberId)!, roll)?.code ?? null).toBe(refused))

  test('who is found may stand, and only then is it settled', () => {
    const election = written()
    expect(whyNotSettled(election, '不能公布')?.code).toBe('electionNameFirst')
    const votes = last(election).votes!.map(one => (one.key === '*示例8' ? { ...one, memberId: 'm8' } : one))
    expect(whyCannotPublish({ ...election, ballots: [{ ...last(election), votes }] })).toBeNull()
    const near = counted([14, 12, 2, 3], { 示例8: 7 })
    expect(standingFor({ ...near, ballots: [{ ...last(near), votes: last(near).votes!.map(one => (one.other ? { ...one, memberId: 'm8' } : one)) }] }).memberIds).toEqual(['m3', 'm4', 'm8'])
  })
  test('what is void is held again with the same people, and what it came to stays on record', () => {
    const voided = { byName: '示例', at: new Date(0), counted: true, consent: withConsent.consent }
    const { ballots, groups, current } = annulled(few(), '票印错了', voided)
    expect(ballots).toMatchObject([{ key: 'b1', voidReason: '票印错了', voided, papers: { issued: 14 }, next: { kind: 'few' }, votes: [{ inFavour: 14 }, {}, {}, {}] }, { key: 'b2', seats: 3, candidateIds: ids(4), voidReason: null }])
    expect([groups.map(({ key, name }) => [key, name]), current]).toEqual([[['b2', '第一次投票']], 'b2'])
  })
  test('a second ballot stands beside the first', () => {
    const election = few()
    const second = { ...election, ...followed(election, { seats: 1, candidateIds: ['m3', 'm4'] }) }
    const votes = countedBallot({ ...last(second), present: 14 }, people(4).slice(2), { ...counts([]), answers: { m3: { inFavour: 8 }, m4: { inFavour: 6 } } }, ['示例1', '示例2'])
    expect(electedOf({ ballots: [second.ballots[0]!, votes] }).map(({ memberId, inFavour }) => [memberId, inFavour])).toEqual([['m1', 14], ['m2', 12], ['m3', 8]])
    expect(second.groups.map(({ name }) => name)).toEqual(['第一次投票', '第二次投票'])
  })
})

describe('the committee', () => {
  const given = (over: Partial<Parameters<typeof whyCannotChoose>[1]> = {}) => ({ day: today, present: 3, chosen: [{ memberId: 'm1', post: 'secretary' as const, inFavour: 2 }], ...over })
  const of = (memberId: string, post: 'secretary' | 'deputySecretary' | 'organisationOfficer' | 'groupLeader', inFavour = 3) => ({ memberId, post, inFavour })
  test.each<[string, ReturnType<typeof given>, string | null]>([
    ['two of three', given(), null], ['one of three is less than half', given({ chosen: [of('m1', 'secretary', 1)] }), '一半'], ['two of three there are not four fifths', given({ present: 2, chosen: [of('m1', 'secretary', 2)] }), '到会2人'],
    ['one of three there', given({ present: 1, chosen: [of('m1', 'secretary', 1)] }), '到会1人'], ['four of three', given({ present: 4 }), '只有3人'], ['more votes than people', given({ chosen: [of('m1', 'secretary', 4)] }), '还多'],
    ['the deputy by one of three', given({ chosen: [of('m1', 'secretary', 2), of('m2', 'deputySecretary', 1)] }), '副书记'], ['nobody', given({ chosen: [of('m1', 'organisationOfficer')] }), '书记要选出1位'], ['two secretaries', given({ chosen: [of('m1', 'secretary'), of('m2', 'secretary')] }), '书记要选出1位'],
    ['who is not elected', given({ chosen: [of('m4', 'secretary')] }), '当选'], ['a post of groups', given({ chosen: [of('m1', 'secretary'), of('m2', 'groupLeader')] }), '不设党小组长'], ['the same twice', given({ chosen: [of('m1', 'secretary'), of('m2', 'organisationOfficer'), of('m2', 'organisationOfficer')] }), '两次'],
    ['a day before the assembly', given({ day: '2026-11-19' }), '早于'], ['tomorrow', given({ day: '2026-11-21' }), '晚于今天'],
  ])('%s', (_name, input, refused) => {
    const why = whyCannotChoose(done(), input, today)
    expect(why === null ? null : String(why.detail?.what)).toEqual(refused === null ? null : expect.stringContaining(refused))
  })
  test('before everybody is elected', () => expect(whyCannotChoose(tied(), given(), today)?.code).toBe('electionNotSettled'))
  test('with a seat left open', () => expect(whyCannotChoose({ ...few(), left: { seats: 1, agreed: 8, present: 14, at: new Date(0) } }, given({ present: 2, chosen: [of('m1', 'secretary', 2)] }), today)).toBeNull())
  test('who is not named is a member of it', () => expect(divisionOf(done(), { present: 3, chosen: [of('m2', 'secretary', 2), of('m2', 'organisationOfficer', 0)] }).map(({ memberId, post, inFavour }) => [memberId, post, inFavour])).toEqual([
    ['m2', 'secretary', 2], ['m2', 'organisationOfficer', 0], ['m1', 'committeeMember', 0], ['m3', 'committeeMember', 0],
  ]))
})

describe('the superior', () => {
  const chosen = [{ memberId: 'm1', name: '示例1', post: 'secretary' as const, inFavour: 3, present: 3 }]
  const told = { chosen, reportedAt: new Date(0), approval: null }
  const approval = { day: today, document: '', byName: '', at: new Date(0) }
  test.each<[string, Parameters<typeof whyCannotReport>[0], string | null]>([
    ['everything is there', { ...done(), chosen }, null], ['nobody is chosen', done(), 'electionUndivided'], ['a tie', { ...tied(), chosen }, 'electionNotSettled'], ['approved', { ...done(), chosen, approval }, 'electionApproved'],
  ])('is told: %s', (_name, election, refused) => expect(whyCannotReport(election)?.code ?? null).toBe(refused))
  test.each<[string, Parameters<typeof whyCannotApprove>, string | null]>([
    ['from above', [told, { hasAbove: true, fromAbove: true, memberId: 'x' }], null], ['the branch itself', [told, { hasAbove: true, fromAbove: false, memberId: 'x' }], 'electionFromAbove'], ['the branch itself where nobody is above', [told, { hasAbove: false, fromAbove: false, memberId: 'm1' }], null],
    ['who was elected', [told, { hasAbove: true, fromAbove: true, memberId: 'm1' }], 'ownPost'], ['before it was told', [{ ...told, reportedAt: null }, { hasAbove: true, fromAbove: true, memberId: 'x' }], 'electionNotReported'], ['a second time', [{ ...told, approval }, { hasAbove: true, fromAbove: true, memberId: 'x' }], 'electionApproved'],
  ])('approves: %s', (_name, facts, refused) => expect(whyCannotApprove(...facts)?.code ?? null).toBe(refused))
  test.each([['2026-11-18', '2026-11-18', null], ['2026-11-18', '2026-11-17', 'datesWrong'], ['2026-11-18', '2026-11-21', 'datesWrong']])('chosen on %s, approved on %s', (chosenOn, day, refused) => expect(whyWrongApproval({ chosenOn }, day, today)?.code ?? null).toBe(refused))
})
