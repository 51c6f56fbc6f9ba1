/** A member's own record: contact data corrected at once, the rest asked for; those who keep the roster decide. */
import type * as z from '../../../types/contracts/zod'
import { correctionItems, sensitiveItems, type CorrectionItem, type SensitiveItem } from '../../../types/contracts/codes'
import type { Correction, corrections } from '../../../types/contracts/privacy-corrections'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, change, find, plainly, read, transaction, type Tx } from '../../platform/database'
import type { CorrectionRequest, Member } from '../../platform/documents'
import { abilities, guard, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { openText, seal } from '../../platform/secrets'
import { dayOf, iso, isoOrNull, plusDays, timeKey } from '../../platform/time'
import { whyCannotRecord } from '../../regulations/member-rules'
import { audienceOf, closeItem, inboxId, itemUp } from '../../services/inbox'
import { PAGE, pageFrom } from '../../services/paging'
import { normalItems, storedItems, type PersonItems } from '../../services/person'
import { memberFor, NOWHERE, reaches } from '../../services/scope'
import { eventOf } from '../../services/timeline'
import { inWords, nowOf, storedOf, whyCannotAccept, whyCannotAsk, whyCorrectionClosed } from './correction-rules'

/** Days for which a request waits on the home page of those who decide, and its answer on the member's. */
const DAYS_ASKED = 60
const DAYS_ANSWERED = 30
const items = Object.keys(correctionItems) as CorrectionItem[]

/** A request beside the record that it is about. */
function lineOf(request: CorrectionRequest, member: Member): z.input<typeof Correction> {
  const { item } = request
  const was = openText(request.was)
  const secret = item === 'idNumber'
  const closed = whyCorrectionClosed(request)
  return {
    id: request._id, item, state: request.state, turn: request.turn, memberId: member._id, memberName: member.name, version: member.version,
    now: nowOf(member, item), was: secret ? null : inWords(item, was), proposed: secret ? null : inWords(item, openText(request.proposed)),
    changedMeanwhile: request.open && storedOf(member, item) !== was,
    note: request.note && openText(request.note), at: iso(request.at), decidedAt: isoOrNull(request.decidedAt), byName: request.byName, reason: request.reason,
    ...abilities({ accept: whyCannotAccept(request, member), decline: closed, withdraw: closed }),
  }
}

const own = async (ctx: MemberContext): Promise<Member> => await read('members', ctx.access.memberId) ?? refuse('notFound')
const tapOf = (ctx: MemberContext): string => idFrom('corrections', ctx.caller.accountId, ctx.action, ctx.requestId)
/** Judges typed items as the roster would; dates together with the others of the record, where one of them is touched. */
function judge(ctx: MemberContext, member: Member, typed: Partial<PersonItems>): void {
  const dated = ['birthday', 'joinedOn', 'fullOn'].some(item => item in typed)
  guard(whyCannotRecord({ ...(dated ? { ...member, ...typed } : { standing: member.standing }), idNumber: null, phone: typed.phone, landline: typed.landline }, dayOf(ctx.now)))
}
const happened = (ctx: MemberContext, member: Member, text: string) =>
  eventOf(ctx, { personId: member._id, organisationId: member.organisationId, organisationName: member.organisationName, kind: 'roster', text })

/** A request over whose member's roster the caller has the power; the same operations where there is none. */
async function requestFor(ctx: MemberContext, correctionId: string): Promise<{ request: CorrectionRequest; member: Member }> {
  const request = await read('corrections', correctionId)
  const member = await memberFor(ctx, request?.memberId ?? NOWHERE, 'keepRoster')
  return { request: request ?? refuse('notFound'), member }
}

/** Keeps a decision with its answer to the member, and takes the request off the officers' home pages, inside a transaction. */
async function decide(tx: Tx, ctx: MemberContext, request: CorrectionRequest, state: 'accepted' | 'declined', reason: string | null): Promise<void> {
  const label = correctionItems[request.item]
  await tx.update('corrections', request._id, { state, open: false, decidedAt: ctx.now, byName: ctx.access.memberName, reason, seenAt: null, lastTap: tapOf(ctx) })
  await tx.put('inbox', itemUp({
    audience: audienceOf.member(request.memberId), kind: 'correctionMine', title: `${label}的更正${state === 'accepted' ? '已采纳' : '没有采纳'}`, hint: state === 'accepted' ? '名册已改好' : '点开看原因',
    refId: request._id, due: null, startsAt: null, endsAt: null, until: plusDays(ctx.now, DAYS_ANSWERED), at: ctx.now,
  }))
  await takeDown(tx, request)
}

async function takeDown(tx: Tx, request: CorrectionRequest): Promise<void> {
  if (await tx.read('inbox', inboxId('correction', request._id))) await tx.update('inbox', inboxId('correction', request._id), { closed: true })
}

/** Writes one request and shows it to those who keep the roster; the same tap again writes nothing more. */
async function ask(ctx: MemberContext, item: CorrectionItem, proposed: string, note: string): Promise<void> {
  const _id = idFrom('correction', ctx.access.memberId, item)
  await transaction(async tx => {
    const before = await tx.read('corrections', _id)
    if (before?.lastTap === tapOf(ctx)) return
    const member = await tx.read('members', ctx.access.memberId)
    if (!member) refuse('notFound')
    guard(whyCannotAsk(item, proposed, member, before))
    await tx.put('corrections', {
      _id, key: timeKey(ctx.now, _id), turn: (before?.turn ?? 0) + 1, memberId: member._id, memberName: member.name, organisationId: member.organisationId, item, state: 'open', open: true,
      proposed: seal(proposed), was: seal(storedOf(member, item)), note: note ? seal(note) : null, at: ctx.now, decidedAt: null, byName: null, reason: null, seenAt: null, lastTap: tapOf(ctx),
    })
    await tx.put('inbox', itemUp({
      audience: audienceOf.keepers(member.organisationId), kind: 'correction', title: `${member.name}申请更正${correctionItems[item]}`, hint: '核对后采纳或说明原因', refId: _id, opens: member.organisationId,
      due: null, startsAt: null, endsAt: null, until: plusDays(ctx.now, DAYS_ASKED), at: ctx.now,
    }))
  })
}

export const correctionHandlers: ModuleHandlers<typeof corrections> = {
  'corrections.contact': async (ctx, { version, changes }) => {
    const typed = normalItems(changes)
    const named = (Object.keys(typed) as SensitiveItem[]).map(item => sensitiveItems[item])
    return transaction(async tx => {
      const member = await tx.read('members', ctx.access.memberId)
      if (!member) refuse('notFound')
      if (member.lastTap === tapOf(ctx) || named.length === 0) return { version: member.version }
      if (member.version !== version) refuse('conflict')
      judge(ctx, member, typed)
      await tx.update('members', member._id, plainly({ ...await storedItems(typed, member), version: version + 1, lastTap: tapOf(ctx) }))
      await tx.put('person_events', happened(ctx, member, `本人更正了${named.join('、')}`))
      return { version: version + 1 }
    })
  },

  'corrections.mine': async ctx => {
    const [member, requests] = await Promise.all([own(ctx), find('corrections', { memberId: ctx.access.memberId }, { limit: items.length })])
    for (const answered of requests.filter(({ decidedAt, seenAt }) => decidedAt && !seenAt)) {
      if (await change('corrections', { _id: answered._id, seenAt: null, turn: answered.turn }, { seenAt: ctx.now })) await closeItem('correctionMine', answered._id)
    }
    return {
      version: member.version, phoneMasked: member.phoneMasked, landlineMasked: member.landlineMasked ?? null, hasAddress: member.address !== null,
      kept: items.map(item => ({ item, value: nowOf(member, item), raw: item === 'idNumber' ? '' : storedOf(member, item) })),
      items: requests.sort((a, b) => (a.key > b.key ? -1 : 1)).map(request => lineOf(request, member)),
    }
  },

  'corrections.ask': async (ctx, { changes, idNumberWrong, note }) => {
    const typed = normalItems(changes)
    const member = await own(ctx)
    judge(ctx, member, typed)
    for (const [item, value] of Object.entries(typed)) await ask(ctx, item as CorrectionItem, value ?? '', note ?? '')
    if (idNumberWrong) await ask(ctx, 'idNumber', '', note ?? '')
    return {}
  },

  'corrections.withdraw': async (ctx, { correctionId }) => {
    await transaction(async tx => {
      const request = await tx.read('corrections', correctionId)
      if (!request || request.memberId !== ctx.access.memberId) refuse('notFound')
      if (request.state === 'withdrawn') return
      guard(whyCorrectionClosed(request))
      await tx.update('corrections', request._id, { state: 'withdrawn', open: false, lastTap: tapOf(ctx) })
      await takeDown(tx, request)
    })
    return {}
  },

  'corrections.list': async (ctx, { organisationId = ctx.access.organisationId, open = true, cursor, limit = PAGE }) => {
    if (!await reaches(ctx, organisationId, 'keepRoster')) refuse('notFound')
    const found = await find('corrections', { organisationId, open, ...(cursor && { key: _.lt(cursor) }) }, { orderBy: [['key', 'desc']], limit: limit + 1 })
    const ids = [...new Set(found.map(({ memberId }) => memberId))]
    const members = new Map((ids.length > 0 ? await find('members', { _id: _.in(ids), organisationId }, { limit: ids.length }) : []).map(member => [member._id, member]))
    const page = pageFrom(found, limit, ({ key }) => key, request => request)
    // Whoever is on another roster by now asks there.
    return { ...page, items: page.items.flatMap(request => { const member = members.get(request.memberId); return member ? [lineOf(request, member)] : [] }) }
  },

  'corrections.accept': async (ctx, { correctionId, turn, version }) => {
    const { member: { organisationId } } = await requestFor(ctx, correctionId)
    await transaction(async tx => {
      const request = await tx.read('corrections', correctionId)
      const member = request && await tx.read('members', request.memberId)
      if (!request || !member || member.organisationId !== organisationId) refuse('notFound')
      if (request.lastTap === tapOf(ctx)) return
      if (request.turn !== turn) refuse('conflict')
      guard(whyCannotAccept(request, member))
      // What is judged is what the officer has seen beside it.
      if (member.version !== version) refuse('conflict')
      const { item } = request
      if (item !== 'idNumber') {
        const typed: Partial<PersonItems> = { [item]: openText(request.proposed) || null }
        judge(ctx, member, typed)
        await tx.update('members', member._id, plainly({ ...await storedItems(typed, member), version: version + 1, lastTap: tapOf(ctx) }))
        if (item === 'name' && member.accountId) await tx.update('access', member.accountId, { memberName: typed.name })
      }
      await tx.put('person_events', happened(ctx, member, item === 'idNumber' ? '当面核对了身份证号' : `采纳本人的更正：${correctionItems[item]}`))
      await decide(tx, ctx, request, 'accepted', null)
    })
    return {}
  },

  'corrections.decline': async (ctx, { correctionId, turn, reason }) => {
    await requestFor(ctx, correctionId)
    await transaction(async tx => {
      const request = await tx.read('corrections', correctionId)
      if (!request) refuse('notFound')
      if (request.lastTap === tapOf(ctx)) return
      if (request.turn !== turn) refuse('conflict')
      guard(whyCorrectionClosed(request))
      await decide(tx, ctx, request, 'declined', reason)
    })
    return {}
  },
}
