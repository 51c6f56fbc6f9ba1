/**
 * Carrying people out of an organisation that is dissolved, merged or split. Hundreds or thousands are no one transaction,
 * so: (1) one transaction writes the record and marks who takes part; from then on nobody is taken in there (services/scope);
 * (2) everybody is carried by a transaction of one's own, so that each is at exactly one place and has exactly its powers;
 * (3) when nobody is left the source is closed; (4) whoever a call from before the mark still puts there is carried after,
 * until every such call has ended. Each step may be repeated, so that a break anywhere is resumed by the job.
 */
import { posts as postLabels } from '../../../types/contracts/codes'
import { _, change, count, db, find, read, transaction, type Tx } from '../../platform/database'
import type { Member, Organisation, OrganisationChange } from '../../platform/documents'
import { plusMinutes } from '../../platform/time'
import { keepBallots } from '../../services/balloting/carried'
import { countUp } from '../../services/inbox'
import { inParallel } from '../../services/parallel'
import { endPosts } from '../../services/posts'
import { carryMember } from '../../services/relocation'
import { eventOf } from '../../services/timeline'
import { pathNow } from '../../services/tree'
import { closeSource, inTheNameOf, releaseSource } from './change-close'
import { carryFollowers } from './change-follow'
import { destinationOf, postsLeftBehind } from './change-rules'

/** Longer than any function may run: nobody else works on a change whose holder could still write. */
const LEASE_MINUTES = 15
const BATCH = 40
const AT_ONCE = 8
const endReasons = { dissolve: '组织撤销', merge: '组织合并', split: '支部分设' } as const

const intime = (deadline: Date): boolean => Date.now() < deadline.getTime()

/** Goes on with a change until it is done or time is up; answers it as it stands. Nobody else works on it meanwhile. */
export async function carryOnChange(changeId: string, now: Date, deadline: Date): Promise<OrganisationChange | null> {
  const taken = await change('organisation_changes', { _id: changeId, state: _.neq('done'), leaseUntil: _.lte(now) }, { leaseUntil: plusMinutes(now, LEASE_MINUTES) })
  if (!taken) return read('organisation_changes', changeId)
  const left = await carryAll(taken, now, deadline)
  if (left === 0 && await carryFollowers(taken, inTheNameOf(taken, now), () => intime(deadline))) await (taken.state === 'carrying' ? finish(taken, now) : settle(taken, now))
  await db.collection('organisation_changes').doc(changeId).update({ leaseUntil: new Date(0) })
  return read('organisation_changes', changeId)
}

/** The people of a source whom the change is about: of a group its members, else everybody on the roster. */
export const peopleOf = (one: Pick<OrganisationChange, 'branchId'>, sourceId: string) =>
  (one.branchId === null ? { organisationId: sourceId, archived: false } : { organisationId: one.branchId, archived: false, groupId: sourceId })

const goes = (one: OrganisationChange, member: Member): boolean => one.branchId !== null || destinationOf(one, member) !== null

/** Carries everybody it can, round by round; answers how many are left, held back by a transfer or by the time. */
async function carryAll(one: OrganisationChange, now: Date, deadline: Date): Promise<number> {
  for (;;) {
    let [moved, waiting] = [0, 0]
    for (const source of one.sources) {
      for (let after = ''; ;) {
        if (!intime(deadline)) return 1
        const page = await find('members', { ...peopleOf(one, source.id), sortKey: _.gt(after) }, { orderBy: [['sortKey', 'asc']], limit: BATCH, fields: ['_id', 'sortKey', 'groupId', 'className', 'transferId'] })
        const going = page.filter(member => goes(one, member))
        const carried = (await inParallel(going, AT_ONCE, async member => (intime(deadline) ? carryOne(one, source.id, member._id, now) : null))).filter(each => each !== null)
        moved += carried.length
        waiting += going.length - carried.length
        await countCarried(one, source.id, carried)
        if (one.kind === 'split') await keepBallots(source.id, carried.map(({ memberId }) => memberId), now)
        if (page.length < BATCH) break
        after = page.at(-1)!.sortKey
      }
    }
    await db.collection('organisation_changes').doc(one._id).update({ waiting })
    if (moved === 0) return waiting
  }
}

interface Carried { memberId: string; to: string | null; bound: boolean }

async function countCarried(one: OrganisationChange, sourceId: string, carried: Carried[]): Promise<void> {
  if (carried.length === 0) return
  await db.collection('organisation_changes').doc(one._id).update({ carried: _.inc(carried.length) })
  if (one.branchId !== null) return
  const sumOf = (some: Carried[], sign: 1 | -1) => ({ members: sign * some.length, bound: sign * some.filter(each => each.bound).length })
  await countUp(sourceId, sumOf(carried, -1))
  for (const to of new Set(carried.map(each => each.to))) if (to !== null) await countUp(to, sumOf(carried.filter(each => each.to === to), 1))
}

/** An organisation as a transaction reads it; where it has ended itself meanwhile, the one to which its people went. */
async function standing(tx: Tx, organisationId: string): Promise<Organisation | null> {
  let found = await tx.read('organisations', organisationId)
  for (let step = 0; found?.dissolvedAt && found.changeId && step < 20; step++) {
    const next = (await tx.read('organisation_changes', found.changeId))?.restId
    found = next ? await tx.read('organisations', next) : null
  }
  return found
}

/** Carries one person with claim, account and posts; null where the person is not there any more, or a transfer holds the person back. */
async function carryOne(one: OrganisationChange, sourceId: string, memberId: string, now: Date): Promise<Carried | null> {
  const source = one.sources.find(each => each.id === sourceId)!
  const ctx = inTheNameOf(one, now)
  return transaction(async tx => {
    const member = await tx.read('members', memberId)
    const there = peopleOf(one, sourceId)
    if (!member || member.archived || member.organisationId !== there.organisationId) return null
    if (one.branchId !== null) {
      if (member.groupId !== sourceId) return null
      const group = one.restId === null ? null : await standing(tx, one.restId)
      const led = member.posts.filter(held => held.organisationId === sourceId)
      if (led.length > 0) await endPosts(tx, { _id: sourceId }, member, led.map(held => ({ _id: held.postId })), endReasons[one.kind], { by: one.by, at: now })
      await tx.update('members', memberId, { groupId: group?._id ?? null, groupName: group?.name ?? null, version: member.version + 1 })
      if (member.accountId) await tx.update('access', member.accountId, { groupId: _.set(group?._id ?? null) })
      for (const held of led) await tx.put('person_events', eventOf(ctx, { personId: memberId, organisationId: member.organisationId, organisationName: member.organisationName, kind: 'post', text: `不再担任${source.name}${postLabels[held.post]}（${endReasons[one.kind]}）` }))
      await tx.put('person_events', eventOf(ctx, { personId: memberId, organisationId: member.organisationId, organisationName: member.organisationName, kind: 'group', text: `${source.name}撤销${group ? `，编入${group.name}` : ''}` }))
      return { memberId, to: null, bound: false }
    }
    const to = destinationOf(one, member)
    const target = to === null || member.transferId ? null : await standing(tx, to)
    if (!target) return null
    const path = target.moveId ? pathNow(target, await tx.read('moves', target.moveId)) : target.path
    let person = member
    const left = postsLeftBehind(member.posts, path)
    for (const organisationId of new Set(left.map(held => held.organisationId))) {
      const ended = left.filter(held => held.organisationId === organisationId)
      await endPosts(tx, { _id: organisationId }, person, ended.map(held => ({ _id: held.postId })), endReasons[one.kind], { by: one.by, at: now })
      person = { ...person, posts: person.posts.filter(held => !ended.includes(held)) }
    }
    for (const held of left) await tx.put('person_events', eventOf(ctx, { personId: memberId, organisationId: sourceId, organisationName: source.name, kind: 'post', text: `不再担任${held.organisationName}${postLabels[held.post]}（${endReasons[one.kind]}）` }))
    await carryMember(tx, person, { ...target, path }, { invitationId: null })
    await tx.put('person_events', eventOf(ctx, { personId: memberId, organisationId: sourceId, organisationName: source.name, kind: 'roster', text: `${wordsOf(one, source.name)}，编入${target.name}` }))
    return { memberId, to: target._id, bound: member.accountId !== null }
  })
}

const wordsOf = (one: OrganisationChange, name: string): string => (one.kind === 'split' ? `从${name}分出` : `${name}${one.kind === 'merge' ? '合并' : '撤销'}`)

/** Nobody is left: the sources end, or are released from a split. */
async function finish(one: OrganisationChange, now: Date): Promise<void> {
  for (const source of one.sources) await (one.kind === 'split' ? releaseSource(source.id, one) : closeSource(source.id, one, now))
  for (const target of one.targets) await db.collection('organisations').doc(target.id).update({ [`receiving.${one._id}`]: _.remove() })
  await db.collection('organisation_changes').doc(one._id).update({ state: one.kind === 'split' ? 'done' : 'sweeping', finishedAt: now })
}

/** Done when every call from before the mark has ended, and no import still writes into a source. */
async function settle(one: OrganisationChange, now: Date): Promise<void> {
  if (one.finishedAt && now < plusMinutes(one.finishedAt, LEASE_MINUTES)) return
  if (await count('imports', { organisationId: _.in(one.sources.map(source => source.id)), state: _.in(['committing', 'undoing']) }) > 0) return
  await db.collection('organisation_changes').doc(one._id).update({ state: 'done' })
}

/** The job: goes on with every change that is not done. Returns how many it has finished. */
export async function continueChanges(now: Date, deadline: Date): Promise<number> {
  let done = 0
  for (const { _id } of await find('organisation_changes', { state: _.neq('done') }, { limit: 50, fields: ['_id'] })) {
    if (!intime(deadline)) break
    if ((await carryOnChange(_id, now, deadline))?.state === 'done') done++
  }
  return done
}
