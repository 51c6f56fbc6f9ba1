/** Posts voted on one after the other, by-elections, who has left, and the term, as tables with both sides of each limit. */
import { divisionOf, endingWith, postsGiven, termOf, whyCannotChoose, whyCannotReport, whyTermOver } from '../../cloudfunctions/modules/elections/choosing'
import { whyNotGone, withoutOf } from '../../cloudfunctions/modules/elections/gone'
import { countedBallot, standingFor, whyCannotLeave, whyNotSettled, whyWrongNext } from '../../cloudfunctions/modules/elections/result'
import { whyCannotOpen, firstOf, postsVoted } from '../../cloudfunctions/modules/elections/rules'
import { goneOf, isSettled, nextOf, seatedOf, vacantOf } from '../../cloudfunctions/modules/elections/seating'
import { missingTold, whyTakesNothing } from '../../cloudfunctions/modules/elections/seats'
import type { Sitting } from '../../cloudfunctions/modules/elections/sitting'
import { ballotNames, followed } from '../../cloudfunctions/modules/elections/setup'
import { warningsOf, type Looked } from '../../cloudfunctions/modules/elections/warnings'
import type { Election } from '../../cloudfunctions/platform/documents'
import { counts, countedWith, electionWith, people, roll, withConsent } from '../support/elections'

const today = '2026-11-20'
const consent = { superior: '示例党委', document: '示例1号', day: '2026-11-01', byName: '示例书记', at: new Date(0) }

describe('a secretary and a deputy are voted on one after the other', () => {
  const standsFor = { secretary: ['m1', 'm2'], deputySecretary: ['m2', 'm3'] }
  const prepared = (over: Partial<Election> = {}) => {
    const election = electionWith({ body: 'secretary', seats: 2, candidates: people(3), standsFor, ...over })
    return { ...election, ballots: [{ ...election.ballots[0]!, ...firstOf(election) }] }
  }
  /** The ballot that is due, counted of fourteen present. */
  function held(election: Election, votes: Record<string, number>, others: Record<string, number> = {}): Election {
    const ballot = election.ballots.at(-1)!
    const standing = election.candidates.filter(({ memberId }) => ballot.candidateIds.includes(memberId))
    const answers = Object.fromEntries(standing.map(({ memberId }) => [memberId, { inFavour: votes[memberId] ?? 0 }]))
    const done = { ...countedBallot({ ...ballot, present: 14, expected: 17 }, standing, { ...counts([]), answers, others }, seatedOf(election).map(({ name }) => name)), heldOn: today }
    return { ...election, state: 'closed', ballots: [...election.ballots.slice(0, -1), done] }
  }
  const next = (election: Election, candidateIds: string[]): Election => {
    const open = nextOf(election)
    if (!open || !('seats' in open)) throw new Error('nothing follows')
    return { ...election, ...followed(election, { seats: open.seats, post: open.post, candidateIds }), state: 'draft' }
  }

  test('the first ballot is about the secretary alone, with the candidates of that post', () => {
    expect([postsVoted(prepared()), postsVoted({ body: 'secretary', seats: 1 }), postsVoted({ body: 'secretary', seats: 1, deputyOnly: true }), postsVoted({ body: 'committee', seats: 2 })]).toEqual([['secretary', 'deputySecretary'], ['secretary'], ['deputySecretary'], []])
    expect(prepared().ballots).toMatchObject([{ post: 'secretary', seats: 1, candidateIds: ['m1', 'm2'] }])
    expect(whyCannotOpen({ election: prepared(), roll, fullMembers: 6 })).toBeNull()
    expect(whyCannotOpen({ election: prepared({ standsFor: { ...standsFor, deputySecretary: [] } }), roll, fullMembers: 6 })?.code).toBe('electionNoDeputy')
    expect(whyCannotOpen({ election: prepared({ standsFor: { ...standsFor, secretary: [] } }), roll, fullMembers: 6 })?.code).toBe('electionCandidates')
  })

  test('whoever has more than half is secretary by the assembly, and then the deputy is voted on', () => {
    const first = held(prepared(), { m1: 6, m2: 8 })
    expect(nextOf(first)).toEqual({ kind: 'post', seats: 1, post: 'deputySecretary' })
    expect(whyNotSettled(first, '')?.code).toBe('electionNotSettled')
    // Who is secretary does not stand for the deputy any more.
    expect(standingFor(first)).toEqual({ memberIds: ['m3'], unnamed: [] })
    expect(whyWrongNext(first, ['m2'])?.code).toBe('electionNotStanding')
    expect(whyWrongNext(first, ['m3'])).toBeNull()
    const second = held(next(first, ['m3']), { m3: 9 })
    expect([second.ballots.at(-1)!.post, nextOf(second), isSettled(second)]).toEqual(['deputySecretary', { kind: 'done' }, true])
    expect([...ballotNames(second.ballots).values()]).toEqual(['书记，第一次投票', '副书记，第一次投票'])
    expect(postsGiven(second)).toEqual([{ memberId: 'm2', name: '示例2', post: 'secretary', inFavour: 8, present: 14 }, { memberId: 'm3', name: '示例3', post: 'deputySecretary', inFavour: 9, present: 14 }])
    expect(whyCannotReport(second)).toBeNull()
    expect(whyCannotChoose(second, { day: today, present: 1, chosen: [] }, today)?.code).toBe('electionNoCommittee')
  })

  test('more votes for the deputy than for the secretary make nobody secretary', () => {
    const second = held(next(held(prepared(), { m1: 8, m2: 5 }), ['m2', 'm3']), { m2: 13 })
    expect(postsGiven(second).map(({ memberId, post }) => [memberId, post])).toEqual([['m1', 'secretary'], ['m2', 'deputySecretary']])
  })

  test('exactly half for the secretary: a second ballot for the very post, and it cannot be left open', () => {
    const first = held(prepared(), { m1: 7, m2: 3 })
    expect(nextOf(first)).toEqual({ kind: 'few', seats: 1, post: 'secretary' })
    expect(whyCannotLeave(first, 14)?.code).toBe('electionLeaveNone')
    const again = next(first, ['m1'])
    expect(again.ballots.at(-1)).toMatchObject({ post: 'secretary', candidateIds: ['m1'] })
    expect([...ballotNames(again.ballots).values()]).toEqual(['第一次投票', '第二次投票'])
    expect(nextOf(held(again, { m1: 8 }))).toMatchObject({ kind: 'post', post: 'deputySecretary' })
  })

  test('a deputy whom nobody elects is left open where more than half agree', () => {
    const second = held(next(held(prepared(), { m1: 8 }), ['m2', 'm3']), { m2: 7, m3: 7 })
    expect(nextOf(second)).toMatchObject({ kind: 'few', post: 'deputySecretary' })
    expect([7, 8].map(agreed => whyCannotLeave(second, agreed)?.code ?? null)).toEqual(['electionLeave', null])
    expect(isSettled({ ...second, left: { seats: 1, agreed: 8, present: 14, at: new Date(0) } })).toBe(true)
    // So is one on whom no ballot has been held.
    expect(whyCannotLeave(held(prepared(), { m1: 8 }), 8)).toBeNull()
  })

  test('who was written in for secretary is named before anybody stands beside', () => {
    const first = held(prepared(), { m1: 2 }, { 示例8: 9 })
    expect(standingFor(first).unnamed).toEqual(['示例8'])
    expect(whyWrongNext(first, ['m3'])?.code).toBe('electionNameFirst')
  })

  test('a branch of seven has a committee, unless the superior agrees to none', () => {
    const open = (fullMembers: number, over: Partial<Election> = {}) => whyCannotOpen({ election: prepared(over), roll, fullMembers })?.code ?? null
    expect([open(6), open(7), open(7, { bodyConsent: consent })]).toEqual([null, 'electionNeedsCommittee', null])
  })
})

describe('somebody who is elected leaves before the approval', () => {
  const done = (over: Partial<Election> = {}) => countedWith(countedBallot({ ...electionWith().ballots[0]!, present: 14, expected: 17 }, people(4), counts([14, 12, 9, 3]), []), over)
  const gone = [{ memberId: 'm1', name: '示例1', day: today, reason: '组织关系转出', byName: '', at: new Date(0) }]
  const chosen = [['m1', 'secretary'], ['m2', 'deputySecretary'], ['m3', 'committeeMember']].map(([memberId, post]) => ({ memberId: memberId!, name: '', post: post as 'secretary', inFavour: 3, present: 3 }))
  const of = (over: object = {}) => ({ _id: 'm1', name: '示例1', standing: 'full', axes: undefined, accountId: null, organisationId: 'b', archived: false, fullOn: null, ...over }) as never

  test('is known by the roster', () => {
    expect([of(), of({ archived: true }), of({ organisationId: 'other' }), undefined, of({ standing: 'probationary' })].map(member => whyTakesNothing(member, 'b'))).toEqual([null, '已经不在本支部的名册上', '已经不在本支部的名册上', '已经不在本支部的名册上', expect.stringContaining('预备党员')])
  })
  test('why, of a punishment, only who keeps the roster is told', () => {
    const people = new Map([['m1', { missing: '受到处分', newer: null }], ['m2', { missing: '已经不在本支部的名册上', newer: null }], ['m3', { missing: null, newer: null }]])
    const told = (keeps: boolean, memberId = 'm9') => [...missingTold({ organisation: null, sitting: [], people }, { keeps, memberId }).people.values()].map(({ missing }) => missing)
    expect([told(true), told(false, 'm1'), told(false)]).toEqual([['受到处分', '已经不在本支部的名册上', null], ['受到处分', '已经不在本支部的名册上', null], ['这次没有表决权、选举权', '已经不在本支部的名册上', null]])
  })
  test.each<[string, Partial<Election>, string, { day: string } | null, unknown, string | null]>([
    ['who has moved', {}, 'm1', { day: today }, of({ organisationId: 'other' }), null],
    ['who is still there', {}, 'm1', { day: today }, of(), 'electionNotGone'],
    ['tomorrow', {}, 'm1', { day: '2026-11-21' }, of({ archived: true }), 'datesWrong'],
    ['before the assembly', {}, 'm1', { day: '2026-11-19' }, of({ archived: true }), 'datesWrong'],
    ['who was not elected', {}, 'm4', { day: today }, undefined, 'electionNotElected'],
    ['once more', { gone }, 'm1', { day: today }, undefined, null],
    ['taken back', { gone }, 'm1', null, of(), null],
    ['taken back of one who is not marked', {}, 'm1', null, of(), 'electionNotElected'],
    ['after the approval', { approval: { day: today, document: '', byName: '', at: new Date(0) } }, 'm1', { day: today }, undefined, 'electionApproved'],
    ['while a ballot is held', { state: 'open' }, 'm1', { day: today }, undefined, 'reviewState'],
  ])('is marked: %s', (_, over, memberId, left, member, code) => expect(whyNotGone(done(over), memberId, left, member as never, today)?.code ?? null).toBe(code))

  test('has no seat any more, and the vacancy is there; whether it is filled is for the assembly', () => {
    const election = done({ gone })
    expect([seatedOf(election).map(({ memberId }) => memberId), vacantOf(election), isSettled(election)]).toEqual([['m2', 'm3'], 1, true])
    expect(nextOf(election)).toEqual({ kind: 'few', seats: 1, post: null })
    expect(standingFor(election).memberIds).toEqual(['m4'])
    expect(whyWrongNext(election, ['m1'])?.code).toBe('electionNotStanding')
  })
  test('is not divided, not chosen and not reported', () => {
    const election = done({ gone })
    expect(divisionOf(election, { present: 2, chosen: [{ memberId: 'm2', post: 'secretary', inFavour: 2 }] }).map(({ memberId, post }) => [memberId, post])).toEqual([['m2', 'secretary'], ['m3', 'committeeMember']])
    expect(whyCannotChoose(election, { day: today, present: 2, chosen: [{ memberId: 'm1', post: 'secretary', inFavour: 2 }] }, today)?.code).toBe('electionDivision')
    expect(whyCannotChoose(election, { day: today, present: 2, chosen: [{ memberId: 'm2', post: 'secretary', inFavour: 2 }] }, today)).toBeNull()
  })
  test('as secretary: the committee elects another; as anybody else: the rest of the division stands', () => {
    expect(withoutOf({ chosen, chosenOn: today }, 'm1', true)).toMatchObject({ chosen: [], chosenOn: null })
    expect(withoutOf({ chosen, chosenOn: today }, 'm3', true)).toEqual({ chosen: chosen.slice(0, 2), chosenOn: today })
    expect(withoutOf({ chosen, chosenOn: today }, 'm3', false)).toMatchObject({ chosen: [], chosenOn: null })
  })
  test('as the one for whom somebody gives up a post: nobody gives it up for nothing', () => {
    const sitting: Sitting[] = [{ postId: 'p8', memberId: 'm8', name: '', post: 'deputySecretary', until: null }, { postId: 'p9', memberId: 'm9', name: '', post: 'publicityOfficer', until: null }]
    expect(withoutOf({ chosen, chosenOn: today, replaced: ['p8'] }, 'm2', true, sitting)).toMatchObject({ chosen: [], chosenOn: null, replaced: [] })
    expect(withoutOf({ chosen, chosenOn: today, replaced: ['p9'] }, 'm2', true, sitting)).toEqual({ chosen: [chosen[0], chosen[2]], chosenOn: today })
  })
  test('of a ballot that was declared void nobody was elected, and nobody is gone', () => {
    const void_ = done({ gone })
    expect([goneOf(void_), goneOf({ ...void_, ballots: void_.ballots.map(ballot => ({ ...ballot, voidReason: '有误' })) })]).toEqual([gone, []])
  })
  test('all of them: nothing can be reported before somebody is elected', () => {
    expect(isSettled(done({ gone: ['m1', 'm2', 'm3'].map(memberId => ({ ...gone[0]!, memberId })) }))).toBe(false)
  })
  test('as the secretary of a branch without a committee: the assembly elects another', () => {
    const alone = countedWith({ ...countedBallot({ ...electionWith().ballots[0]!, seats: 1, present: 14, expected: 17 }, people(2), counts([9, 3]), []), post: 'secretary' }, { body: 'secretary', seats: 1, candidates: people(2) })
    expect([isSettled(alone), isSettled({ ...alone, gone })]).toEqual([true, false])
    expect(nextOf({ ...alone, gone })).toEqual({ kind: 'few', seats: 1, post: 'secretary' })
    expect(standingFor({ ...alone, gone }).memberIds).toEqual(['m2'])
  })
  test('after the publication too: the assembly votes again on what is open, and on nothing else', () => {
    const published = done({ gone, state: 'published' })
    expect([whyWrongNext(published, ['m4']), whyCannotLeave(published, 8)]).toEqual([null, null])
    expect([done({ state: 'published' }), { ...published, reportedAt: new Date(0) }].map(one => whyWrongNext(one, ['m4'])?.code)).toEqual(['electionNoneLeft', 'electionReported'])
    const all = done({ state: 'published', gone: ['m1', 'm2', 'm3'].map(memberId => ({ ...gone[0]!, memberId })) })
    expect([whyWrongNext(all, ['m4']), whyCannotLeave(all, 8)?.code]).toEqual([null, 'electionLeaveNone'])
  })
  test('seats that were left open hold up no vote on the seat of somebody who has left', () => {
    const two = countedBallot({ ...electionWith().ballots[0]!, present: 14, expected: 17 }, people(4), counts([14, 12, 3, 3]), [])
    const left = { seats: 1, agreed: 14, present: 14, at: new Date(0) }
    expect([countedWith(two, { left }), countedWith(two, { left, gone })].map(one => whyWrongNext(one, ['m3'])?.code ?? null)).toEqual(['electionNoneLeft', null])
    const first = { ...countedBallot({ ...electionWith().ballots[0]!, seats: 1, present: 14, expected: 17 }, people(2), counts([9, 3]), []), post: 'secretary' as const }
    const branch = { body: 'secretary' as const, seats: 2, candidates: people(3), standsFor: { secretary: ['m1', 'm2'], deputySecretary: ['m3'] }, left }
    // The assembly wants no deputy; the secretary leaves: there has to be one.
    expect([countedWith(first, branch), countedWith(first, { ...branch, gone })].map(one => whyWrongNext(one, ['m2'])?.code ?? null)).toEqual(['electionNoneLeft', null])
  })
  test('does not come back once the seat was filled again', () => {
    const filled = (election: Election, memberId: string, post?: 'secretary'): Election => {
      const ballot = countedBallot({ ...election.ballots[0]!, key: 'b2', seats: 1, candidateIds: [memberId], present: 14, expected: 17, post: post ?? null }, [{ memberId, name: memberId }], { ...counts([]), answers: { [memberId]: { inFavour: 12 } } }, [])
      return { ...election, ballots: [...election.ballots, { ...ballot, heldOn: today }], current: 'b2' }
    }
    const alone = countedWith({ ...countedBallot({ ...electionWith().ballots[0]!, seats: 1, present: 14, expected: 17 }, people(2), counts([9, 3]), []), post: 'secretary' }, { body: 'secretary', seats: 1, candidates: people(2), gone })
    const back = (election: Election) => whyNotGone(election, 'm1', null, of(), today)?.code ?? null
    expect([back(alone), back(filled(alone, 'm2', 'secretary'))]).toEqual([null, 'electionSeatFilled'])
    expect([back(done({ gone })), back(filled(done({ gone }), 'm4'))]).toEqual([null, 'electionSeatFilled'])
    // And wherever a post of which there is one should be given to two all the same, it is neither reported nor approved.
    const both = { ...filled(alone, 'm2', 'secretary'), gone: [] }
    expect(whyCannotReport(both)).toMatchObject({ code: 'electionDivision', detail: { what: expect.stringContaining('书记只能有1位') } })
    expect(whyCannotReport({ ...filled(alone, 'm2', 'secretary') })).toBeNull()
  })
})

describe('a by-election', () => {
  const sitting: Sitting[] = [
    { postId: 'p7', memberId: 'm7', name: '示例7', post: 'secretary', until: '2028-06-30' }, { postId: 'p8', memberId: 'm8', name: '示例8', post: 'deputySecretary', until: '2028-06-30' }, { postId: 'p9', memberId: 'm9', name: '示例9', post: 'organisationOfficer', until: '2028-06-30' },
  ]
  const one = (over: Partial<Election> = {}) => countedWith(countedBallot({ ...electionWith().ballots[0]!, seats: 1, candidateIds: ['m1', 'm2'], present: 14, expected: 17 }, people(2), counts([12, 2]), []), { occasion: 'byElection', seats: 1, candidates: people(2), counters: [], ...over })
  const opening = (over: Partial<Election>, fullMembers = 17) => whyCannotOpen({ election: electionWith({ occasion: 'byElection', ...over }), roll, fullMembers })?.code ?? null
  const given = (chosen: [string, 'secretary' | 'deputySecretary' | 'publicityOfficer', number][], replaced: string[] = [], present = 4) => ({ day: today, present, replaced, chosen: chosen.map(([memberId, post, inFavour]) => ({ memberId, post, inFavour })) })
  const refused = (input: ReturnType<typeof given>) => { const why = whyCannotChoose(one(), input, today, sitting); return why && (why.detail?.what ?? why.code) }

  test.each<[string, Partial<Election>, number, string | null]>([
    ['one seat, two candidates', { seats: 1, candidates: people(2) }, 17, null],
    ['one seat, one candidate', { seats: 1, candidates: people(1) }, 17, 'electionCandidates'],
    ['two seats, three candidates', { seats: 2, candidates: people(3) }, 17, null],
    ['where six are left', { seats: 1, candidates: people(2) }, 6, null],
    ['a whole committee may not be of one', { occasion: 'term', seats: 1, candidates: people(2) }, 17, 'electionSeats'],
    ['the deputy alone', { body: 'secretary', seats: 1, deputyOnly: true, candidates: people(1) }, 6, null],
    ['a secretary in a branch of seven, without the superior', { body: 'secretary', seats: 1, candidates: people(1) }, 7, 'electionNeedsCommittee'],
    ['with the superior', { body: 'secretary', seats: 1, candidates: people(1), bodyConsent: withConsent.consent }, 7, null],
  ])('is opened: %s', (_, over, full, code) => expect(opening(over, full)).toBe(code))

  test.each<[string, ReturnType<typeof given>, string | null]>([
    ['the new one is a member of the committee', given([]), null],
    ['the new one has a post', given([['m1', 'publicityOfficer', 0]]), null],
    ['a second secretary', given([['m1', 'secretary', 4]]), '书记现由示例7担任，请写明由这次选出的同志接替'],
    ['a secretary in the place of the one before', given([['m1', 'secretary', 3]], ['p7'], 3), null],
    ['the deputy becomes secretary', given([['m8', 'secretary', 3], ['m1', 'deputySecretary', 3]], ['p7', 'p8'], 3), null],
    ['by too few of those there', given([['m8', 'secretary', 1]], ['p7', 'p8'], 3), '书记得1票，要超过到会3人的一半'],
    ['a post that somebody has', given([['m9', 'publicityOfficer', 0], ['m8', 'deputySecretary', 3]]), '示例8已经担任副书记'],
    ['somebody from nowhere', given([['m2', 'publicityOfficer', 0]]), '只能在当选的同志和现任支委中选'],
    ['a post that nobody has', given([], ['p0']), 'electionSitting'],
    ['five of four', given([], [], 5), '委员会只有4人，到会不能有5人'],
  ])('the committee divides its work: %s', (_, input, why) => expect(refused(input)).toBe(why))

  test('ends only what is named, and of a branch without a committee the post that is filled', () => {
    expect(endingWith({ occasion: 'byElection', body: 'committee', replaced: ['p8'], chosen: [] }, sitting).map(({ postId }) => postId)).toEqual(['p8'])
    expect(endingWith({ occasion: 'byElection', body: 'committee', chosen: [] }, sitting)).toEqual([])
    expect(endingWith({ occasion: 'byElection', body: 'secretary', chosen: [{ memberId: 'm1', name: '', post: 'secretary', inFavour: 1, present: 1 }] }, sitting).map(({ postId }) => postId)).toEqual(['p7'])
    expect(endingWith({ occasion: 'byElection', body: 'secretary', chosen: [{ memberId: 'm1', name: '', post: 'deputySecretary', inFavour: 1, present: 1 }] }, sitting)).toEqual([])
    expect(endingWith({ occasion: 'term', body: 'committee', chosen: [] }, sitting)).toEqual(sitting)
  })

  test('its term is what is left of the running one; a new committee\'s begins with the assembly', () => {
    expect(termOf(one(), { kind: 'branch' }, sitting)).toEqual({ months: 36, from: today, until: '2028-06-30' })
    expect(termOf(one(), { kind: 'branch' }, [])).toEqual({ months: 36, from: today, until: '2029-11-19' })
    expect(termOf(one({ occasion: 'term' }), { kind: 'branch' }, sitting).until).toBe('2029-11-19')
    // Not that of who acts for the time being, nor of a post that ends with it; where nobody else sits, of the one that ends.
    const odd: Sitting[] = [...sitting, { postId: 'p5', memberId: 'm5', name: '', post: 'committeeMember', until: '2031-01-01', acting: true }, { postId: 'p6', memberId: 'm6', name: '', post: 'publicityOfficer', until: '2032-01-01' }]
    expect(termOf(one({ replaced: ['p6'] }), { kind: 'branch' }, odd).until).toBe('2028-06-30')
    expect(termOf(one({ replaced: ['p7'] }), { kind: 'branch' }, sitting.slice(0, 1)).until).toBe('2028-06-30')
    // Who acts with a past end makes no term either.
    expect(whyTermOver(one(), odd.filter(({ acting }) => acting), '2033-01-01')).toBeNull()
  })
  test('is none once the term is over', () => {
    expect(['2028-06-30', '2028-07-01'].map(day => whyTermOver(one(), sitting, day)?.code ?? null)).toEqual([null, 'electionTermOver'])
    expect(whyTermOver(one({ occasion: 'term' }), sitting, '2028-07-01')).toBeNull()
    expect(termOf(one({ occasion: 'term' }), { kind: 'branch', termMonths: 60 }, sitting)).toEqual({ months: 60, from: today, until: '2031-11-19' })
  })

  describe('what is looked at before', () => {
    const facts = (over: Partial<Looked> = {}): Looked => ({ fullMembers: 17, unordered: [], unbound: [], fullOn: new Map(), today, sitting, organisation: { committeeSeats: 5, extension: null }, ...over })
    const said = (over: Partial<Election>, looked: Partial<Looked> = {}) => warningsOf(electionWith(over), facts(looked)).slice(1)
    test.each<[string, Partial<Election>, Partial<Looked>, string[]]>([
      ['as many as are empty', { occasion: 'byElection', seats: 2 }, {}, []],
      ['fewer than are empty', { occasion: 'byElection', seats: 1 }, {}, ['上次选出的委员会是5人，现有3人，空缺2人；这次补选1人，请核对']],
      ['nothing is known of before, and not too many', { occasion: 'byElection', seats: 4 }, { organisation: null }, []],
      ['nothing is known of before, and too many', { occasion: 'byElection', seats: 5 }, { organisation: null }, [expect.stringContaining('超过7人')]],
      ['too few full members', { occasion: 'byElection', seats: 2 }, { fullMembers: 6 }, [expect.stringContaining('不足7人')]],
      ['on time', {}, { today: '2028-06-30' }, []],
      ['late', {}, { today: '2028-07-01' }, ['任期已于2028年6月30日届满，延期换届要经上级批准，最长不超过1年，到2029年6月30日（《中国共产党基层组织选举工作条例》第三条）']],
      ['late, and put off', {}, { today: '2028-07-01', organisation: { extension: { due: '2028-06-30', until: '2028-07-01', document: '', byName: '', at: new Date(0) } } }, []],
      ['later than it was put off', {}, { today: '2028-07-02', organisation: { extension: { due: '2028-06-30', until: '2028-07-01', document: '', byName: '', at: new Date(0) } } }, [expect.stringContaining('任期已于')]],
      ['who acts for the time being has no term', {}, { today: '2028-07-01', sitting: sitting.map(one => ({ ...one, acting: true })) }, []],
      ['half a year before', {}, { today: '2028-01-02' }, []],
      ['earlier', {}, { today: '2028-01-01' }, [expect.stringContaining('提前换届要经上级批准')]],
      ['a new member stands for secretary', { body: 'secretary', seats: 1, candidates: people(1) }, { fullMembers: 6, sitting: [], fullOn: new Map([['m1', '2025-11-21']]) }, [expect.stringContaining('示例1党龄不满1年')]],
      ['one of a year', { body: 'secretary', seats: 1, candidates: people(1) }, { fullMembers: 6, sitting: [], fullOn: new Map([['m1', '2025-11-20']]) }, []],
      ['a secretary where there should be a committee', { body: 'secretary', seats: 1, candidates: people(1) }, { sitting: [] }, [expect.stringContaining('要设委员会')]],
      ['papers for who has no account', { manner: 'phone' }, { sitting: [], unbound: ['示例2'] }, ['示例2没有绑定微信，请发纸质票，两人点票']],
      ['nothing once it is open', { state: 'open' }, {}, []],
    ])('%s', (_, over, looked, expected) => expect(said(over, looked)).toEqual(expected))
    test('the steps that are missing come first', () => expect(warningsOf(electionWith({ occasion: 'byElection' }), facts())[0]).toContain('还没有登记：支委会研究补选、'))
  })
})
