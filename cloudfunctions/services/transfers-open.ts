/**
 * Beginning a transfer of the organisational relation, and asking how transfers stand: what other modules need of it.
 * A person has at most one open transfer: its id stands in the member's record, read and written in the transaction that begins it.
 */
import type { OrganisationKind, TransferState } from '../../types/contracts/codes'
import type { Refusal } from '../../types/contracts/errors'
import type { MemberContext } from '../platform/context'
import { _, find, transaction, type Tx } from '../platform/database'
import type { Member, Organisation } from '../platform/documents'
import type { Elsewhere, Transfer, TransferLine } from '../platform/documents-transfers'
import { guard, Refused, refuse } from '../platform/errors'
import { idFrom } from '../platform/ids'
import { dayOf } from '../platform/time'
import { whyBusy } from '../regulations/organisation-rules'
import { approversBetween, isOpen, nextOf, transferRules, whyCannotStart, whyNoTarget } from '../regulations/transfer-rules'
import { axesOf, setAxis } from './axes'
import { inParallel } from './parallel'
import { eventOf } from './timeline'
import { readOrganisation, rootOf } from './tree'

/** Where somebody wants to go: a branch of this tree, or an organisation that is not kept here. */
export interface Wish { toBranchId?: string | undefined; elsewhere?: { name: string; province?: string | undefined; committee?: string | undefined } | undefined }
/** A wish looked up and judged: what a transfer needs of its target before any transaction. */
export interface Destination { to: Organisation | null; elsewhere: Elsewhere | null; approvers: Transfer['approvers'] }
/** What a transfer says besides person and target. */
export interface Order { startedBy: Transfer['startedBy']; reason?: string | undefined; duesUntil?: string | undefined; validDays?: number | undefined; source?: string | undefined }

/** People whose transfers begin at the same time. */
const AT_ONCE = 8

/** Why nobody begins a way out of this branch, or into it: it has ended, or is being dissolved, merged or split. One that is only moved stays open. */
const whyClosing = (branch: Pick<Organisation, 'name' | 'changeId' | 'dissolvedAt'>): Refusal | null => whyBusy({ ...branch, moveId: null })

/** Ids from the topmost organisation down to this one. */
export const chainOf = (organisation: Pick<Organisation, 'path'>): string[] => organisation.path.split('/').filter(Boolean)

/**
 * Looks up where a relation is to go. Refuses what does not exist in the caller's tree (`notFound`), committees and groups,
 * a dissolved branch, the own branch, and no target at all. None to two operations.
 */
export async function destinationOf(from: Organisation, wish: Wish): Promise<Destination> {
  const { elsewhere } = wish
  if (elsewhere) return { to: null, elsewhere: { name: elsewhere.name, province: elsewhere.province || null, committee: elsewhere.committee || null }, approvers: [] }
  if (!wish.toBranchId) refuse('transferNowhere')
  const to = await readOrganisation(wish.toBranchId)
  if (!to || rootOf(to.path) !== rootOf(from.path)) refuse('notFound')
  guard(whyNoTarget(to) ?? whyClosing(to))
  if (to._id === from._id) refuse('transferOwnBranch', { name: '要转接的同志' })
  const [fromChain, toChain] = [chainOf(from), chainOf(to)]
  const above = [...new Set([...fromChain.slice(0, -1), ...toChain.slice(0, -1)])]
  const found = await find('organisations', { _id: _.in(above) }, { limit: above.length, fields: ['_id', 'name', 'kind'] })
  const kinds = new Map<string, OrganisationKind>(found.map(one => [one._id, one.kind]))
  const approvers = approversBetween(fromChain, toChain, kinds).map(id => ({ id, name: found.find(one => one._id === id)?.name ?? '' }))
  return { to, elsewhere: null, approvers }
}

/** Organisations in whose lists a transfer stands: the old branch's side always, the new one's from when it is asked. */
function placesOf(transfer: Pick<Transfer, 'told' | 'fromChain' | 'toChain' | 'searchKeys'>): Pick<Transfer, 'within' | 'finds'> {
  const within = [...new Set([...transfer.fromChain, ...(transfer.told ? transfer.toChain : [])])]
  return { within, finds: within.flatMap(id => transfer.searchKeys.map(key => `${id}:${key}`)) }
}

/** A transfer with everything that follows from where it stands: who acts, by when, in whose lists. Pure. */
export function followed<T extends Omit<Transfer, 'key' | 'open' | 'actsId' | 'dueOn' | 'tellOn' | 'within' | 'finds'>>(transfer: T, today: string): T & Transfer {
  const next = nextOf(transfer, today)
  const told = transfer.told || transfer.kind === 'in' || transfer.state === 'accepting'
  return { ...transfer, ...next, told, ...placesOf({ ...transfer, told }), open: isOpen(transfer.state), key: `${next.dueOn}_${transfer._id}` }
}

/** A line of a transfer's history in the caller's name. */
export const lineOf = (ctx: MemberContext, act: TransferLine['act'], organisationName: string | null, note: string | null = null): TransferLine =>
  ({ at: ctx.now, by: ctx.caller.accountId, byName: ctx.access.memberName, organisationName, act, note })

/** The state in which a transfer goes on once the old branch, or the next superior, has agreed. */
export const afterAgreeing = (transfer: Pick<Transfer, 'kind' | 'approvers'>, approved: number): TransferState =>
  transfer.kind === 'out' ? 'preparing' : approved < transfer.approvers.length ? 'approving' : 'accepting'

/** The id of the transfer that this tap begins for a member. */
export const transferIdFor = (ctx: MemberContext, memberId: string): string => idFrom('transfer', ctx.caller.accountId, ctx.action, ctx.requestId, memberId)

/**
 * Begins one person's transfer inside a transaction. An application of the person's own waits for the branch; what the
 * branch begins has its agreement. A repeat of the same tap answers the transfer that is there. Eight operations at most.
 * Refuses whoever is archived, out of the Party, already on the way, or no longer in `from`, and branches that end or are being changed.
 */
export async function startTransfer(tx: Tx, ctx: MemberContext, memberId: string, from: Organisation, { to, elsewhere, approvers }: Destination, order: Order): Promise<Transfer> {
  const _id = transferIdFor(ctx, memberId)
  const [member, done] = [await tx.read('members', memberId), await tx.read('transfers', _id)]
  if (done) return done
  if (!member || member.organisationId !== from._id) refuse('conflict')
  guard(whyCannotStart(member))
  for (const branch of [from, ...(to ? [to] : [])]) guard(whyClosing(await tx.read('organisations', branch._id) ?? branch))
  const kind = to ? 'inside' as const : 'out' as const
  const byMember = order.startedBy === 'member'
  const transfer = followed({
    _id, kind, state: byMember ? 'applied' as const : afterAgreeing({ kind, approvers }, 0),
    memberId, memberName: member.name, standing: member.standing, fromId: from._id, fromName: from.name, toId: to?._id ?? null, toName: to?.name ?? elsewhere?.name ?? '', elsewhere,
    approvers, approved: 0, fromChain: chainOf(from), toChain: to ? chainOf(to) : [], searchKeys: member.searchKeys, told: false,
    startedBy: order.startedBy, reason: order.reason || null, duesUntil: order.duesUntil || null, letter: null, validDays: order.validDays ?? transferRules.letterDays.value, receiptOn: null,
    relationBefore: axesOf(member).relation, identity: null, source: order.source ?? null,
    history: [lineOf(ctx, byMember ? 'applied' : 'started', byMember ? null : from.name)], version: 1, lastTap: _id, at: ctx.now, closedAt: null,
  }, dayOf(ctx.now))
  await tx.add('transfers', transfer)
  if (byMember) {
    await tx.update('members', memberId, { transferId: _id })
    await tx.put('person_events', eventOf(ctx, { personId: memberId, organisationId: from._id, organisationName: from.name, kind: 'relation', text: `申请把组织关系转到${transfer.toName}` }))
  } else await leave(tx, ctx, member, transfer)
  return transfer
}

/** From now on the relation is on its way out; the old branch manages until the person is received. Two operations. */
export async function leave(tx: Tx, ctx: MemberContext, member: Member, transfer: Pick<Transfer, '_id' | 'toName'>): Promise<void> {
  await setAxis(tx, ctx, member, 'relation', { value: 'leaving', since: dayOf(ctx.now) }, `组织关系转往${transfer.toName}，办理中`)
  await tx.update('members', member._id, { transferId: transfer._id })
}

export interface Started { memberId: string; name: string; transfer: Transfer | null; why: Refused | null }

/** Begins the transfer of several people of one branch, each in a transaction of its own; whom a rule holds back is named with the rule. */
export const startTransfers = (ctx: MemberContext, members: Pick<Member, '_id' | 'name'>[], from: Organisation, destination: Destination, order: Order): Promise<Started[]> =>
  inParallel(members, AT_ONCE, async ({ _id, name }) => {
    try {
      return { memberId: _id, name, transfer: await transaction(tx => startTransfer(tx, ctx, _id, from, destination, order)), why: null }
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return { memberId: _id, name, transfer: null, why: error }
    }
  })

/** Transfers by their ids, for whoever follows them. One operation for every 500. */
export async function transfersById(ids: string[]): Promise<Map<string, Transfer>> {
  const found = new Map<string, Transfer>()
  for (let from = 0; from < ids.length; from += 500) {
    for (const transfer of await find('transfers', { _id: _.in(ids.slice(from, from + 500)) }, { limit: 500 })) found.set(transfer._id, transfer)
  }
  return found
}

/** The newest transfer of each of some members (at most 200), open or not. One operation. */
export async function newestTransfers(memberIds: string[]): Promise<Map<string, Transfer>> {
  const newest = new Map<string, Transfer>()
  const found = memberIds.length === 0 ? [] : await find('transfers', { memberId: _.in(memberIds) }, { orderBy: [['at', 'desc']], limit: 1000 })
  for (const transfer of found) if (transfer.memberId !== null && !newest.has(transfer.memberId)) newest.set(transfer.memberId, transfer)
  return newest
}
