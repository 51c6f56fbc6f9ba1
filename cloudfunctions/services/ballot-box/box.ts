/**
 * The ballot box: opened with a place for every ballot, filled at random, closed by voiding what is free until nothing
 * is, then counted. Each step may be repeated and may be broken off anywhere; no acknowledged ballot misses the count.
 */
import { randomBytes, randomInt } from 'node:crypto'
import { MARK } from '../../../types/ballots'
import type { BallotBox, BallotSlot, VoterGroup } from '../../platform/documents'
import { _, addMissing, addOnce, change, count, db, find, findAll, read } from '../../platform/database'
import { refuse } from '../../platform/errors'
import { keyedHash } from '../../platform/secrets'
import { ballotLength, fingerprintOf, receiptLength, sheetsOf, tallyOf, type KeptBallot } from './ballot'
import { roomFor, setFree } from './room'

/** Slots beyond the entitlements, so that a late ballot still finds one at random, and quickly. */
const SPARE = 1.25
const AT_LEAST_SPARE = 8

/** How many slots a group of so many entitled has. */
export const slotsFor = (entitled: number): number => Math.max(Math.ceil(entitled * SPARE), entitled + AT_LEAST_SPARE)

/** What lies in a slot, as long as in every other of its box. */
export function slotText({ asked, length }: Pick<BallotBox, 'asked' | 'length'>, { content, nonce, commitments }: KeptBallot): KeptBallot {
  const receipt = receiptLength(asked)
  return { content: content.padEnd(length, ' '), nonce: nonce.padEnd(receipt.nonce, ' '), commitments: commitments.padEnd(receipt.commitments, ' ') }
}

/** Ids that nobody can guess and that are the same whenever the opening is repeated; what is cast never shows in them. */
const slotId = (boxId: string, group: string, n: number): string => keyedHash('slot', `${boxId}\n${group}\n${n}`)

/** Opens a box: writes its record and every slot, then lets ballots in. Safe to repeat. */
export async function openBox(box: Omit<BallotBox, 'state' | 'tally' | 'fingerprint' | 'salt' | 'groups' | 'length'> & { groups: Omit<VoterGroup, 'slots'>[] }): Promise<void> {
  const groups = box.groups.map(group => ({ ...group, slots: group.paper ? 0 : group.exact ? roomFor(group.entitled) : slotsFor(group.entitled) }))
  await addOnce('ballot_boxes', { ...box, groups, length: ballotLength(box.asked), state: 'opening', tally: null, fingerprint: null, salt: null })
  const kept = await read('ballot_boxes', box._id)
  if (kept?.state !== 'opening') return
  const empty = slotText(kept, { content: '', nonce: '', commitments: '' })
  for (const group of kept.groups) {
    const ids = Array.from({ length: group.slots }, (_none, n) => slotId(box._id, group.key, n))
    // In the order of their random ids, so that not even the order of writing says which was the first of anything.
    await addMissing('ballot_slots', ids.sort().map((_id): BallotSlot => ({ _id, boxId: box._id, group: group.key, state: group.exact ? 'held' : 'free', ...empty })))
    if (group.exact) await setFree(box._id, group, group.entitled, 'opening')
  }
  await change('ballot_boxes', { _id: box._id, state: 'opening' }, { state: 'open' })
}

/** Lets no ballots in for a while, or lets them in again; false where the box stands otherwise. */
export const pauseBox = async (boxId: string): Promise<boolean> => await change('ballot_boxes', { _id: boxId, state: 'open' }, { state: 'paused' }) !== null
export const resumeBox = async (boxId: string): Promise<boolean> => await change('ballot_boxes', { _id: boxId, state: 'paused' }, { state: 'open' }) !== null

/** A box that is void, wherever it stood, has no ballots any more: nothing of them is read by anybody. Of what is recorded in full the count stays with it; of everything else the difference of two rounds would tell who voted how. */
export async function voidBox(boxId: string): Promise<boolean> {
  const box = await change('ballot_boxes', { _id: boxId, state: _.neq('void') }, { state: 'void' }) ?? await read('ballot_boxes', boxId)
  if (box?.state !== 'void') return false
  if (!box.asked.recorded) await change('ballot_boxes', { _id: boxId, state: 'void' }, { tally: _.set(null), fingerprint: _.set(null), salt: _.set(null), paper: _.remove() })
  await db.collection('ballot_slots').where({ boxId }).update({ state: 'void', content: '', nonce: '', commitments: '' })
  return true
}

/** The ballots of a box, group by group, in the order of their contents: no order in which anything happened. */
export type Ballots = Record<string, KeptBallot[]>

/**
 * Closes a box and counts it. Whatever a ballot's transaction is at, it either commits before its slot is voided, and is
 * counted, or finds the slot void, and was never acknowledged. Every call answers the same count.
 */
export async function closeBox(boxId: string): Promise<BallotBox> {
  await change('ballot_boxes', { _id: boxId, state: _.in(['open', 'paused']) }, { state: 'closing' })
  const box = await read('ballot_boxes', boxId)
  if (!box || (box.state !== 'closing' && box.state !== 'closed')) refuse('notFound')
  if (box.state === 'closed') return box
  await voidLeft(box)
  const sheets = sheetsOf(box.asked, await ballotsOf(box))
  const salt = randomBytes(16).toString('hex')
  await change('ballot_boxes', { _id: boxId, state: 'closing' }, { state: 'closed', tally: _.set(tallyOf(box.asked, sheets)), salt, fingerprint: fingerprintOf(sheets, salt) })
  return (await read('ballot_boxes', boxId))!
}

/**
 * Voids every slot that holds no ballot. Of a group by the room's code somebody who sets how many are present may turn a
 * slot between held back and free at this very moment, though only once (./room): so it is looked at until twice nothing is left.
 */
async function voidLeft({ _id: boxId, groups }: Pick<BallotBox, '_id' | 'groups'>): Promise<void> {
  const exact = groups.some(group => group.exact)
  const voided = async (state: BallotSlot['state']): Promise<boolean> => {
    let any = false
    for (; await count('ballot_slots', { boxId, state }) > 0; any = true) await db.collection('ballot_slots').where({ boxId, state }).update({ state: 'void' })
    return any
  }
  for (let clean = 0; clean < (exact ? 2 : 1);) {
    const held = exact && await voided('held')
    clean = await voided('free') || held ? 0 : clean + 1
  }
}

/** A box that was counted; `notFound` for every other. One operation. */
export async function countedBox(boxId: string): Promise<BallotBox> {
  const box = await read('ballot_boxes', boxId)
  return box?.state === 'closed' ? box : refuse('notFound')
}

const FIELDS = ['_id', 'content', 'nonce', 'commitments'] as const
/** What was put in, sorted by what it says. Only for a box that takes nothing any more. */
export async function ballotsOf(box: Pick<BallotBox, '_id' | 'groups'>): Promise<Ballots> {
  const ballots: Ballots = {}
  for (const { key } of box.groups) {
    const slots = await findAll('ballot_slots', { boxId: box._id, group: key, state: 'cast' }, [...FIELDS])
    ballots[key] = slots.map(({ content, nonce, commitments }) => ({ content, nonce: nonce.trimEnd(), commitments: commitments.trimEnd() })).sort((a, b) => (a.content + a.nonce < b.content + b.nonce ? -1 : 1))
  }
  return ballots
}

/** What is published of receipts: the commitments of each row, question by question, each list sorted by itself, so that rows of one ballot cannot be put together. Pure. */
export function columnsOf({ asked }: Pick<BallotBox, 'asked'>, ballots: readonly Pick<KeptBallot, 'commitments'>[]): string[][] {
  return asked.questions.map((_question, n) => ballots.map(({ commitments }) => commitments.slice(n * MARK, (n + 1) * MARK)).sort())
}

/** The columns of a closed box. One operation for a thousand ballots. */
export const commitmentsOf = async (box: Pick<BallotBox, '_id' | 'asked'>): Promise<string[][]> =>
  columnsOf(box, await findAll('ballot_slots', { boxId: box._id, state: 'cast' }, ['_id', 'commitments']))

/** How many of each group have taken part. One operation a group. */
export async function turnoutOf(box: Pick<BallotBox, '_id' | 'groups'>): Promise<Record<string, number>> {
  return Object.fromEntries(await Promise.all(box.groups.map(async ({ key }) => [key, await count('turnouts', { boxId: box._id, group: key })] as const)))
}

/** Whether ballots can be put in at this moment, and why not. `now`: asked where one comes in, which is in time or not at all. */
export async function openBoxFor(boxId: string, now?: Date): Promise<BallotBox> {
  const box = await read('ballot_boxes', boxId)
  if (!box) refuse('notFound')
  if (box.state === 'paused') refuse('ballotPaused')
  if (box.state !== 'open' || (now && box.closesAt && box.closesAt <= now)) refuse('ballotClosed')
  return box
}

/** Groups of so many slots are looked at whole; of larger ones so many are drawn. */
const LOOKED_AT = 100
const EXACT_LOOKED_AT = 1000

/**
 * A free slot of a group, each as likely as every other; null where none is left. Anything else tells, from the slots that
 * are taken in the end, who came first and who last: taking the next free slot after a random id fills wide gaps first.
 * One operation; of a group of over a thousand people by the room's code two, at its end.
 */
export async function freeSlot(box: Pick<BallotBox, '_id' | 'groups'>, groupKey: string): Promise<string | null> {
  const { key: group, slots, exact } = box.groups.find(({ key }) => key === groupKey)!
  const look = async (among: Record<string, unknown>): Promise<string[]> =>
    (await find('ballot_slots', { boxId: box._id, group, state: 'free', ...among }, { limit: EXACT_LOOKED_AT, fields: ['_id'] })).map(({ _id }) => _id)
  if (slots > (exact ? EXACT_LOOKED_AT : LOOKED_AT)) {
    const drawn = await look({ _id: _.in(Array.from({ length: LOOKED_AT }, () => slotId(box._id, group, chance.below(slots)))) })
    if (drawn.length > 0) return oneOf(drawn)
  }
  return oneOf(await look({}))
}

/** Where chance comes from: only the test of what this is for takes it from elsewhere. */
export const chance = { below: (n: number): number => randomInt(n) }
const oneOf = (ids: string[]): string | null => (ids.length === 0 ? null : ids[chance.below(ids.length)]!)
