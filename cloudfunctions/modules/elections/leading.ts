import { nameWritten } from '../../../types/ballots'
import type { elections } from '../../../types/contracts/elections'
import type { ModuleHandlers } from '../../platform/context'
import { _, change, read, transaction } from '../../platform/database'
import type { Election } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { dayOf, plusDays } from '../../platform/time'
import { whyBusy } from '../../regulations/organisation-rules'
import { closeBox, pauseBox, resumeBox, voidBox } from '../../services/ballot-box/box'
import { boxIdOf } from '../../services/balloting/asked'
import { callCounters, dismissCounters } from '../../services/balloting/counters'
import { entriesOf, isSameCount, standing, takePaper, totalOf, whyPaperWaits } from '../../services/balloting/counted'
import { shownFingerprint } from '../../services/balloting/shown'
import { itemRefOf } from '../../services/balloting/items'
import { openGroup } from '../../services/balloting/opening'
import { tellOfVoid } from '../../services/balloting/told-above'
import { voidFormer } from '../../services/balloting/voiding'
import { audienceOf, closeItem, itemUp } from '../../services/inbox'
import { replaced } from '../../services/replaced'
import { whyTermOver } from './choosing'
import { dayHeld, whyWrongDay } from './held'
import { electionLed, fullMembers, meetingOn, rollOf } from './load'
import { countedBallot, electedOf, whyCannotPublish, whyCannotRedo } from './result'
import { currentOf, expectedOf, whyCannotOpen, whyNotNow } from './rules'
import { goneOf } from './seating'
import { annulled, groupsOf } from './setup'
import { sittingIn } from './sitting'
import { asksConsent, knownOf, whyNotVoid } from './voiding'

/** Days for which an open ballot waits on home pages. */
const DAYS_OPEN = 7

type Leading = 'elections.open' | 'elections.pause' | 'elections.resume' | 'elections.close' | 'elections.redo' | 'elections.publish'

/** The box of the ballot that is held. */
const boxOf = (election: Election): string => boxIdOf(election, { key: election.current })

/**
 * Takes a ballot off all home pages and empties its box: only of one that the document itself calls void, whoever has
 * called it so. A ballot that counts keeps its box.
 */
async function emptied(election: Election, key: string): Promise<void> {
  const ballot = election.ballots.find(one => one.key === key)
  if (!ballot || ballot.voidReason === null) refuse('conflict')
  const its = { ...election, current: key }
  await Promise.all([voidBox(boxOf(its)), dismissCounters(its, [key]), closeItem('election', itemRefOf(its))])
  await tellOfVoid(election, ballot)
}

/** Turns an election where it stands in one of these with this very ballot; as it stands now. */
async function turn(election: Election, states: Election['state'][], update: object): Promise<Election> {
  for (const state of states) {
    const turned = await change('elections', { _id: election._id, state, current: election.current }, { ...replaced(update), version: _.inc(1) })
    if (turned) return turned
  }
  return await read('elections', election._id) ?? refuse('notFound')
}

export const leadingHandlers: Pick<ModuleHandlers<typeof elections>, Leading> = {
  'elections.open': async (ctx, input) => {
    const election = await electionLed(ctx, input.electionId)
    if (election.state === 'open') {
      await callCounters(election, ctx.now)
      return { state: election.state }
    }
    const { members, electors, without } = await rollOf(election)
    const heldOn = dayHeld(election, await meetingOn(election), dayOf(ctx.now))
    guard(whyCannotOpen({ election, roll: { electors, without }, fullMembers: fullMembers(members) }) ?? whyWrongDay(election, election.current, heldOn, dayOf(ctx.now)) ?? whyTermOver(election, await sittingIn(election), heldOn))
    // From here on a change gives the ballot another box: the one that a cut-off opening has left is as the draft was then.
    if (!await change('elections', { _id: election._id, state: 'draft', current: election.current, version: election.version }, { opening: true })) refuse('conflict')
    const held = { present: election.present.length, expected: expectedOf(election, electors), heldOn }
    const ballots = election.ballots.map(ballot => (ballot.key === election.current ? { ...ballot, ...held } : ballot))
    const opened: Election = { ...election, ballots, groups: groupsOf({ ...election, ballots }) }
    // What a ballot that was declared void has left takes no ballot any more, also where that was cut off.
    await voidFormer(opened)
    await openGroup(opened, election.current, election.present)
    const state = await transaction(async tx => {
      const [fresh, organisation] = [await tx.read('elections', election._id), await tx.read('organisations', election.organisationId)]
      if (!fresh || !organisation || fresh.current !== election.current) refuse('conflict')
      if (fresh.state === 'open') return fresh.state
      if (fresh.state !== 'draft' || fresh.version !== election.version) refuse('conflict')
      if (organisation.dissolvedAt || organisation.changeId) guard(whyBusy(organisation))
      // Written as well as read, so that its dissolving and this opening are judged one after the other.
      await tx.update('organisations', organisation._id, { changes: _.inc(1) })
      if (election.manner === 'phone') await tx.put('inbox', itemUp({ audience: audienceOf.branch(election.organisationId), kind: 'election', title: election.title, hint: '到会的同志领票投票，不记名', refId: itemRefOf(election), opens: election._id, due: null, startsAt: null, endsAt: null, until: plusDays(ctx.now, DAYS_OPEN), at: ctx.now }))
      await tx.update('elections', election._id, { ...replaced({ ballots, groups: opened.groups, electors, without }), state: 'open', opening: false, openedAt: ctx.now, version: fresh.version + 1 })
      return 'open' as const
    })
    await callCounters({ ...opened, state }, ctx.now)
    return { state }
  },

  'elections.pause': async (ctx, input) => {
    const election = await electionLed(ctx, input.electionId)
    if (election.state === 'paused') return { state: election.state }
    guard(whyNotNow(election, 'pause'))
    await pauseBox(boxOf(election))
    return { state: (await turn(election, ['open'], { state: 'paused' })).state }
  },

  'elections.resume': async (ctx, input) => {
    const election = await electionLed(ctx, input.electionId)
    if (election.state === 'open') return { state: election.state }
    guard(whyNotNow(election, 'resume'))
    await resumeBox(boxOf(election))
    return { state: (await turn(election, ['paused'], { state: 'open' })).state }
  },

  'elections.close': async (ctx, input) => {
    const election = await electionLed(ctx, input.electionId)
    guard(whyNotNow(election, 'close'))
    if (election.state === 'closed') return { state: election.state }
    guard(await whyPaperWaits(election, [election.current]))
    await closeBox(boxOf(election))
    const box = await takePaper(boxOf(election), election.current)
    const before = electedOf(election).map(({ name }) => nameWritten(name))
    const ballot = currentOf(election)
    const candidates = election.candidates.filter(({ memberId }) => ballot.candidateIds.includes(memberId))
    const paper = box.paper?.[election.current]
    const countedBy = paper ? standing(await entriesOf(box._id)).filter(({ counts }) => isSameCount(counts, paper)).map(({ memberId, memberName }) => ({ memberId, name: memberName })) : []
    const counted = { ...countedBallot(ballot, candidates, totalOf(box, election.current), before), countedBy, fingerprint: box.groups.every(({ paper: onPaper }) => onPaper) ? '' : shownFingerprint(box) }
    const ballots = election.ballots.map(one => (one.key === election.current ? counted : one))
    await dismissCounters(election, [election.current])
    await closeItem('election', itemRefOf(election))
    return { state: (await turn(election, ['open', 'paused'], { state: 'closed', closedAt: ctx.now, ballots })).state }
  },

  'elections.redo': async (ctx, input) => {
    const election = await electionLed(ctx, input.electionId)
    const last = election.ballots.at(-2)
    // Declared void already: whatever was cut off then is done now, whoever asks and for whatever reason.
    if (election.state === 'draft' && last && last.voidReason !== null) {
      await emptied(election, last.key)
      return { state: election.state }
    }
    const known = await knownOf(ctx, election)
    const consent = asksConsent(known) ? input.consent ?? null : null
    guard(whyNotVoid(election, known, consent, ctx.now))
    const voided = { byName: ctx.access.memberName, at: ctx.now, counted: known.counted, consent }
    const again = annulled(election, input.reason, voided)
    // Whoever was elected by the ballot that is void is elected by none, gone or not.
    const draft = { state: 'draft' as const, ...again, gone: goneOf({ ...election, ...again }), closedAt: null, left: null, chosen: [], chosenOn: null, chosenBy: null, replaced: [] }
    // As it was judged, and no other: what was closed, counted, carried on or told meanwhile is judged anew.
    const turned = await change('elections', { _id: election._id, version: election.version, state: election.state, current: election.current, reportedAt: null }, { ...replaced(draft), version: _.inc(1) })
    const now = turned ?? await read('elections', election._id) ?? refuse('notFound')
    // Reported or published at this very moment: what was told stands.
    if (now.current === election.current) guard(whyCannotRedo(now))
    await emptied(now, election.current)
    return { state: now.state }
  },

  'elections.publish': async (ctx, input) => {
    const election = await electionLed(ctx, input.electionId)
    if (election.state === 'published') return { state: election.state }
    guard(whyCannotPublish(election))
    return { state: (await turn(election, ['closed'], { state: 'published', publishedAt: ctx.now, boxKey: null })).state }
  },
}
