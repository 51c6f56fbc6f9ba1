import type { handover as contract } from '../../../types/contracts/handover'
import type { HandoverRole } from '../../../types/contracts/codes-season'
import { plusMonths } from '../../regulations/roster-rules'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, addOnce, find, read, transaction } from '../../platform/database'
import type { Handover } from '../../platform/documents'
import { abilities, guard, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { dayOf, timeKey } from '../../platform/time'
import { PAGE, pageFrom } from '../../services/paging'
import { organisationFor, reaches } from '../../services/scope'
import { inEffect, takeEffect } from './effect'
import { openMatters } from './matters'
import { settleItems } from './notify'
import { handingOver, handoverFor, officersAround, ownPosts, placeOf, receiverFor, witnessFor } from './people'
import { allowsOf, filesToStartWith, hasSigned, roleOf, unsigned, whyCannotChange, whyCannotReceive, whyCannotSign, whyCannotStop, whyCannotWitness, whyDuesWrong, whyNotMine, whyNotThree, whyWrongDay } from './rules'
import { lineOf, viewOf } from './views'

/** Months ahead for which a day can be set. Our own limit. */
const MONTHS_AHEAD = 2

/** Whether the caller looks from above: may stop what is no own matter. Nothing is read for the own organisation. */
const fromAbove = (ctx: MemberContext, handover: Handover): Promise<boolean> => reaches(ctx, handover.organisationId, 'appoint')
const view = async (ctx: MemberContext, handover: Handover) => viewOf(handover, ctx.access.memberId, await fromAbove(ctx, handover))

/** The list after a change: signatures that stood on the former one are void, and kept as such. */
function revised(handover: Handover, changes: Partial<Handover>, tap: string, now: Date): Partial<Handover> {
  const parties = { ...handover.parties, ...changes.parties }
  const voided = (Object.keys(handover.parties) as HandoverRole[]).filter(role => hasSigned(handover, handover.parties[role]))
    .map(role => ({ role, name: handover.parties[role].name, signedAt: handover.parties[role].signature!.at, voidedAt: now }))
  return { ...changes, parties, voided: [...handover.voided, ...voided].slice(-30), revision: handover.revision + 1, state: 'open', stuck: null, lastTap: tap }
}

export const handlers: ModuleHandlers<typeof contract> = {
  'handover.list': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId, 'oversee')
    const limit = input.limit ?? PAGE
    const found = await find('handovers', { organisationId: organisation._id, ...(input.cursor && { key: _.lt(input.cursor) }) }, { orderBy: [['key', 'desc']], limit: limit + 1 })
    const start = organisation.kind !== 'group' && ownPosts(ctx, organisation._id).length > 0 ? null : { code: 'forbidden' as const }
    return { ...pageFrom(found, limit, ({ key }) => key, lineOf), organisationName: organisation.name, ...abilities({ start }) }
  },

  'handover.choices': async (ctx, input) => {
    const organisation = await handingOver(ctx, input.organisationId)
    const mine = ownPosts(ctx, organisation._id)
    const officers = await officersAround(organisation, ctx.now)
    return {
      organisationName: organisation.name, posts: mine.map(({ post }) => ({ post, allows: allowsOf(post) })),
      witnesses: officers.filter(officer => officer.memberId !== ctx.access.memberId && !whyCannotWitness({ ...officer, handedOver: mine.map(({ post }) => post) })).map(({ memberId, name, as }) => ({ id: memberId, name, as })),
    }
  },

  'handover.start': async (ctx, input) => {
    const organisation = await handingOver(ctx, input.organisationId)
    const _id = idFrom('handover', ctx.caller.accountId, ctx.action, ctx.requestId)
    const mine = ownPosts(ctx, organisation._id)
    const wanted = input.posts ?? mine.map(({ post }) => post)
    guard(whyNotMine(mine.map(({ post }) => post), wanted))
    const posts = mine.filter(({ post }) => wanted.includes(post))
    const receiver = await receiverFor(ctx, organisation, input.receiverId, wanted)
    const witness = await witnessFor(ctx, organisation, input.witnessId, wanted)
    const giver = { memberId: ctx.access.memberId, name: ctx.access.memberName, signature: null }
    guard(whyNotThree({ giver: giver.memberId, receiver: receiver._id, witness: witness.memberId }))
    const before = await find('handovers', { organisationId: organisation._id }, { orderBy: [['key', 'desc']], limit: 20 })
    if (before.some(other => other.open && other._id !== _id && other.parties.giver.memberId === giver.memberId)) refuse('handoverOpen')
    const handover: Handover = {
      _id, key: timeKey(ctx.now, _id), organisationId: organisation._id, organisationName: organisation.name, state: 'open', open: true,
      posts: posts.map(({ postId, post, until }) => ({ postId, post, until })),
      parties: { giver, receiver: { memberId: receiver._id, name: receiver.name, signature: null }, witness: { memberId: witness.memberId, name: witness.name, signature: null } },
      files: filesToStartWith(before.find(({ state }) => state === 'done') ?? null), dues: null, matters: await openMatters(organisation, ctx.now), mattersAt: ctx.now, remarks: '',
      effectiveOn: null, revision: 1, voided: [], at: ctx.now, doneAt: null, stopped: null, stuck: null, lastTap: '',
    }
    if (!await addOnce('handovers', handover)) {
      // The same request id with something else in it is no repeat.
      const done = await read('handovers', _id)
      if (done?.organisationId !== organisation._id || done.parties.receiver.memberId !== receiver._id || done.parties.witness.memberId !== witness.memberId) refuse('conflict')
      return { handoverId: _id }
    }
    await settleItems(handover, ctx.now)
    return { handoverId: _id }
  },

  'handover.get': async (ctx, input) => view(ctx, await handoverFor(ctx, input.handoverId)),

  'handover.change': async (ctx, input) => {
    const handover = await handoverFor(ctx, input.handoverId)
    const role = roleOf(handover, ctx.access.memberId)
    if (role !== 'giver') refuse('forbidden')
    const tap = idFrom('handover', ctx.caller.accountId, ctx.action, ctx.requestId)
    if (handover.lastTap === tap) return view(ctx, handover)
    guard(whyCannotChange(handover, role))
    const { files, dues, remarks, effectiveOn, refresh } = input.changes
    const today = dayOf(ctx.now)
    if (effectiveOn) guard(whyWrongDay(effectiveOn, today, plusMonths(today, MONTHS_AHEAD)))
    if (dues) guard(whyDuesWrong(dues.asOn, today))
    const organisation = await handingOver(ctx, handover.organisationId)
    const posts = handover.posts.map(({ post }) => post)
    const receiver = input.receiverId ? await receiverFor(ctx, organisation, input.receiverId, posts) : null
    const witness = input.witnessId ? await witnessFor(ctx, organisation, input.witnessId, posts) : null
    const parties = {
      ...handover.parties, ...(receiver && { receiver: { memberId: receiver._id, name: receiver.name, signature: null } }), ...(witness && { witness: { memberId: witness.memberId, name: witness.name, signature: null } }),
    }
    guard(whyNotThree({ giver: parties.giver.memberId, receiver: parties.receiver.memberId, witness: parties.witness.memberId }))
    const matters = refresh ? { matters: await openMatters(organisation, ctx.now), mattersAt: ctx.now } : {}
    const changes = { ...(files && { files }), ...(dues && { dues }), ...(remarks !== undefined && { remarks }), ...(effectiveOn !== undefined && { effectiveOn: effectiveOn || null }), ...matters, parties }
    const after = await transaction(async tx => {
      const fresh = await tx.read('handovers', handover._id)
      if (!fresh || fresh.lastTap === tap) return fresh ?? handover
      if (fresh.revision !== input.revision) refuse('conflict')
      guard(whyCannotChange(fresh, role))
      // What stands there already voids nobody's signature; a signature is never put back by a change.
      if (sameList(fresh, changes)) return fresh
      const next = revised(fresh, { ...changes, parties: withSignatures(parties, fresh.parties) }, tap, ctx.now)
      await tx.update('handovers', fresh._id, Object.fromEntries(Object.entries(next).map(([key, value]) => [key, value !== null && typeof value === 'object' ? _.set(value) : value])))
      return { ...fresh, ...next }
    })
    await settleItems(after, ctx.now)
    return view(ctx, after)
  },

  'handover.sign': async (ctx, input) => {
    const handover = await handoverFor(ctx, input.handoverId)
    const role = roleOf(handover, ctx.access.memberId)
    if (role === null) refuse('forbidden')
    const posts = handover.posts.map(({ post }) => post)
    const organisation = await read('organisations', handover.organisationId)
    // Who signs is still who may: judged again at each signature, and once more for all when it takes effect.
    if (role === 'witness' && handover.open && organisation) guard(whyCannotWitness({ name: handover.parties.witness.name, handedOver: posts, posts: (await officersAround(organisation, ctx.now)).find(({ memberId }) => memberId === ctx.access.memberId)?.posts ?? [] }))
    if (role === 'giver' && handover.open) guard(whyNotMine(ownPosts(ctx, handover.organisationId).map(({ post }) => post), posts))
    const place = await placeOf(handover.parties.receiver.memberId)
    const after = await transaction(async tx => {
      const fresh = await tx.read('handovers', handover._id)
      if (!fresh || fresh.revision !== input.revision) refuse('conflict')
      if (hasSigned(fresh, fresh.parties[role])) return fresh
      guard(whyCannotSign(fresh, role))
      const parties = { ...fresh.parties, [role]: { ...fresh.parties[role], signature: { accountId: ctx.caller.accountId, at: ctx.now, revision: fresh.revision } } }
      const signed: Handover = { ...fresh, parties }
      if (role === 'receiver') {
        const member = await tx.read('members', ctx.access.memberId)
        if (!member || !place || member.organisationId !== place.organisationId) refuse('conflict')
        guard(whyCannotReceive({ member, memberPath: place.path, organisationId: fresh.organisationId, posts }))
      }
      const whole = unsigned(signed).length === 0
      const now = whole && (fresh.effectiveOn === null || fresh.effectiveOn <= dayOf(ctx.now))
      if (now) await takeEffect(tx, signed, place, ctx.now)
      const changes = now ? inEffect(ctx.now) : whole ? { state: 'signed' as const } : {}
      await tx.update('handovers', fresh._id, { ...changes, parties: _.set(parties) })
      return { ...signed, ...changes }
    })
    await settleItems(after, ctx.now)
    return view(ctx, after)
  },

  'handover.stop': async (ctx, input) => {
    const handover = await handoverFor(ctx, input.handoverId)
    const above = await fromAbove(ctx, handover)
    const role = roleOf(handover, ctx.access.memberId)
    const after = await transaction(async tx => {
      const fresh = await tx.read('handovers', handover._id)
      if (!fresh) refuse('notFound')
      if (fresh.stopped?.byMemberId === ctx.access.memberId) return fresh
      guard(whyCannotStop(fresh, role, above))
      const stopped = { byMemberId: ctx.access.memberId, name: ctx.access.memberName, reason: input.reason, at: ctx.now }
      await tx.update('handovers', fresh._id, { state: 'stopped', open: false, stopped: _.set(stopped) })
      return { ...fresh, state: 'stopped' as const, open: false, stopped }
    })
    await settleItems(after, ctx.now)
    return view(ctx, after)
  },
}

/** Whether a change would leave the list as it is. */
function sameList(handover: Handover, changes: Partial<Handover>): boolean {
  const bare = (key: keyof Handover, value: unknown): string =>
    JSON.stringify(key === 'parties' ? Object.values(value as Handover['parties']).map(({ memberId }) => memberId) : value)
  return (Object.keys(changes) as (keyof Handover)[]).filter(key => key !== 'mattersAt').every(key => bare(key, changes[key]) === bare(key, handover[key]))
}

/** Who stays keeps the signature that was given, so that it is listed among those made void. */
const withSignatures = (parties: Handover['parties'], before: Handover['parties']): Handover['parties'] =>
  Object.fromEntries((Object.keys(parties) as HandoverRole[]).map(role => [role, { ...parties[role], signature: parties[role].memberId === before[role].memberId ? before[role].signature : null }])) as Handover['parties']
